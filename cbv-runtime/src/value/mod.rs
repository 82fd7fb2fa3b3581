//! What a column may hold. `Field` is what a model's field must be, `Value` what a type of the user's implements, `Native`
//! what the databases know by themselves; `Sql` is a value on its way into a statement. Called by the code that
//! `#[derive(Model)]` writes and by conditions; one file for each database says how it stores each type, `check` what none
//! of them stores.
//!
//! # What is read from what
//!
//! | Rust | SQLite (by the value, not the column) | PostgreSQL | MySQL, MariaDB |
//! |---|---|---|---|
//! | `bool` | INTEGER 0 or 1 | BOOLEAN; integers 0 or 1; BIT(1) | integers 0 or 1; BIT(1) |
//! | `i8` to `i64`, `u8` to `u64` | INTEGER | SMALLINT, INTEGER, BIGINT, OID; NUMERIC without a fraction | all integers, signed or not; YEAR; BIT; DECIMAL without a fraction |
//! | `f32`, `f64` | REAL, INTEGER | REAL, DOUBLE PRECISION, integers, NUMERIC | FLOAT, DOUBLE, integers, DECIMAL |
//! | `Decimal` | REAL, INTEGER, TEXT; from 16 digits on a scaled INTEGER | NUMERIC, integers | DECIMAL, integers |
//! | `String` | TEXT | TEXT, VARCHAR, CHAR (without its padding), NAME, CITEXT, an enum | CHAR, VARCHAR, the TEXT types, ENUM, SET, JSON |
//! | `Vec<u8>` | BLOB | BYTEA | BINARY, VARBINARY, the BLOB types |
//! | `NaiveDate` | TEXT: a date, or a date and time | DATE | DATE |
//! | `NaiveTime` | TEXT | TIME | TIME, from 00:00 to 24:00 |
//! | `NaiveDateTime`, `DateTime<Utc>` | TEXT | TIMESTAMP, TIMESTAMPTZ | DATETIME, TIMESTAMP |
//! | `Uuid` | TEXT with or without hyphens, BLOB of 16 bytes | UUID, text, BYTEA | UUID, text, BINARY(16) |
//! | `serde_json::Value` | TEXT, and numbers | JSON, JSONB, text | JSON, text |
//!
//! Anything else is [`Error::Decode`], which names the column: also a number that its type cannot hold, text that is no
//! UTF-8, and NULL for a field that is no `Option`. A date and time without a zone is taken as UTC.

mod check;
pub(crate) mod choices;
#[cfg(feature = "sqlite")]
mod datetime;
mod from;
#[cfg(feature = "mysql")]
pub(crate) mod mysql;
mod native;
#[cfg(feature = "postgres")]
mod numeric;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;
mod uuid_text;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

pub use choices::{Choices, NoSuchChoice};
pub use native::Native;

use crate::{
    Error, Result,
    db::Row,
    model::{Meta, TypeInfo},
};

/// A value bound to a statement. `Null` carries the type it is the absence of, because PostgreSQL asks for one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Sql {
    /// The absence of a value of the given kind.
    Null(Kind),
    /// A boolean.
    Bool(bool),
    /// Any integer.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// An exact decimal number with its column's precision and scale.
    Decimal(Decimal, Option<Digits>),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A date.
    Date(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// A date and time without zone.
    DateTime(NaiveDateTime, DateTimeForm),
    /// An instant.
    Utc(DateTime<Utc>, DateTimeForm),
    /// A UUID, in the form its column stores.
    Uuid(Uuid, UuidForm),
    /// A JSON document.
    Json(serde_json::Value),
    /// What its column cannot hold. A statement with such a value is not run: it is [`Error::Encode`].
    Invalid {
        /// The column's name.
        column: &'static str,
        /// Which value, and what the column takes.
        reason: Box<str>,
    },
}

/// The kinds of values that the databases know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Kind {
    Bool,
    Int,
    Float,
    Decimal,
    Text,
    Bytes,
    Date,
    Time,
    DateTime,
    Utc,
    Uuid,
    Json,
}

/// How many digits a decimal column holds: in all, and behind the point. Django's `max_digits` and `decimal_places`.
///
/// A value that does not fit is an error on every database, before it is sent: left alone, PostgreSQL and MariaDB would
/// round what has too many decimals, and SQLite would keep it. SQLite has no decimal numbers; by the digits in all a column
/// is stored there
///
/// | digits | as | |
/// |---|---|---|
/// | to 15 | a number of NUMERIC affinity, as Django's `DecimalField` writes it | exact: a REAL keeps 15 digits |
/// | 16 to 18 | an INTEGER, the number times 10 to the power of the scale | exact; declare the column BIGINT |
/// | more | not at all: [`Error::Encode`] | |
///
/// Both sort and compare as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// Digits in all.
    pub precision: u8,
    /// Digits behind the decimal point.
    pub scale: u8,
}

impl Digits {
    /// Whether SQLite holds such a number as an integer, without its decimal point.
    pub(crate) fn scaled_on_sqlite(self) -> bool {
        self.precision > 15
    }
}

/// The text that a date and time is written as where the database has no type for it (SQLite). Comparisons bind the same
/// text, so that `<` on it is earlier: a column should hold one form only. Whatever the form, these are read:
/// `2026-11-20 22:37:16`, the same with `T`, without seconds, with up to nine digits of a second, followed by `Z` or an
/// offset such as `+01:00`; without an offset it is UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateTimeForm {
    /// `2026-11-20 22:37:16`, followed by six digits of a second (`.250000`) unless they are zero: what Django writes, and
    /// `CURRENT_TIMESTAMP`. Always UTC.
    #[default]
    Sql,
    /// RFC 3339, `2026-11-20T22:37:16+00:00`, followed by six digits of a second unless they are zero: what sqlx and chrono
    /// write for a `DateTime<Utc>`. The offset is spelt `+00:00` because `Z` would sort behind `.250000`.
    Rfc3339,
}

/// How a UUID is stored where the database has no type for it: SQLite, MySQL. (MariaDB has one, and takes the text.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UuidForm {
    /// 36 characters with hyphens.
    #[default]
    Text,
    /// 32 hexadecimal digits: what Django writes.
    Hex,
    /// 16 bytes.
    Bytes,
}

/// A type that a column can hold: it names the native type it is stored as and converts. Implement it for a type of your
/// own; `#[derive(Choices)]` does for enums.
///
/// ```
/// use cbv_runtime::value::Value;
///
/// #[derive(Clone)]
/// struct Isbn(String);
///
/// impl Value for Isbn {
///     type Repr = String;
///
///     fn from_repr(text: String) -> Result<Self, String> {
///         if text.len() == 13 { Ok(Self(text)) } else { Err(format!("`{text}` is no ISBN")) }
///     }
///
///     fn into_repr(self) -> String {
///         self.0
///     }
/// }
/// ```
pub trait Value: Clone + Send + Sync + 'static {
    /// What the column holds.
    type Repr: Native;

    /// From what the column holds; the error says why this cannot be one.
    fn from_repr(repr: Self::Repr) -> Result<Self, String>;

    /// To what the column holds.
    fn into_repr(self) -> Self::Repr;

    /// All texts that a column holds for it, where they are few: those of an enum of choices. Empty when any text may be one.
    /// `cbv::check` looks whether the column has room for them.
    fn texts() -> Vec<&'static str> {
        Vec::new()
    }
}

/// A [`Value`] or an `Option` of one: what a field of a model may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a column",
    label = "not a column type",
    note = "columns are bool, integers, f32, f64, Decimal, String, Vec<u8>, chrono's dates and times, Uuid, serde_json::Value, and `Option` of these",
    note = "an enum of your own: `#[derive(cbv::Choices)]`; a related row: `#[model(select_related)]`"
)]
pub trait Field: Clone + Send + Sync + 'static {
    /// The value without its `Option`.
    type Value: Value;
    /// Whether the column may be NULL.
    const NULL: bool;
    /// The type as a value, for the description of a model.
    const TYPE: TypeInfo = TypeInfo::of::<Self>();

    /// Reads column `at` of `row`.
    ///
    /// # Errors
    /// [`Error::Decode`] when the column holds something else, or NULL where none may be.
    fn get(row: &Row, at: usize, meta: &Meta) -> Result<Self>;

    /// Makes a bound value of it: [`Sql::Invalid`] when the column cannot hold it.
    fn bind(self, meta: &Meta) -> Sql;

    /// Makes a bound value of a copy of it.
    fn to_sql(&self, meta: &Meta) -> Sql {
        self.clone().bind(meta)
    }
}

#[diagnostic::do_not_recommend]
impl<V: Value> Field for V {
    type Value = V;
    const NULL: bool = false;

    fn get(row: &Row, at: usize, meta: &Meta) -> Result<Self> {
        match <V::Repr as Native>::get(row, at, meta)? {
            Some(repr) => V::from_repr(repr).map_err(|reason| meta.decode_error(reason)),
            None => Err(meta.decode_error("NULL, and the field is no `Option`".into())),
        }
    }

    fn bind(self, meta: &Meta) -> Sql {
        self.into_repr().bind(meta)
    }
}

#[diagnostic::do_not_recommend]
impl<V: Value> Field for Option<V> {
    type Value = V;
    const NULL: bool = true;

    fn get(row: &Row, at: usize, meta: &Meta) -> Result<Self> {
        let repr = <V::Repr as Native>::get(row, at, meta)?;
        repr.map(V::from_repr).transpose().map_err(|reason| meta.decode_error(reason))
    }

    fn bind(self, meta: &Meta) -> Sql {
        match self {
            Some(value) => value.into_repr().bind(meta),
            None => Sql::Null(<V::Repr as Native>::KIND),
        }
    }
}

impl Meta {
    #[cold]
    pub(crate) fn decode_error(&self, reason: String) -> Error {
        Error::Decode { column: self.name.into(), reason }
    }

    /// A column holds one type and another is wanted.
    #[cold]
    fn mismatch(&self, found: &str, wanted: &str) -> Error {
        self.decode_error(format!("{found} where {wanted} is wanted"))
    }

    /// The value is of the right type and its bytes are not, or there is no such column.
    #[cold]
    fn unreadable(&self, error: impl std::fmt::Display) -> Error {
        self.decode_error(error.to_string())
    }
}

/// What the Rust types are called in messages of [`Meta::mismatch`].
mod wanted {
    pub(super) const BOOL: &str = "a boolean";
    pub(super) const INT: &str = "an integer";
    pub(super) const FLOAT: &str = "a number";
    pub(super) const DECIMAL: &str = "a decimal number";
    pub(super) const TEXT: &str = "text";
    pub(super) const BYTES: &str = "bytes";
    pub(super) const DATE: &str = "a date";
    pub(super) const TIME: &str = "a time of day";
    pub(super) const DATE_TIME: &str = "a date and time";
    pub(super) const UUID: &str = "a UUID";
    pub(super) const JSON: &str = "JSON";
}

/// What stands for the column of a value that is refused before anybody looks where it belongs.
pub(crate) const UNNAMED: &str = "(bound value)";

/// A value that this database cannot take, whatever the column.
#[cold]
fn refused(reason: impl Into<String>) -> Error {
    Error::Encode { column: UNNAMED.into(), reason: reason.into() }
}
