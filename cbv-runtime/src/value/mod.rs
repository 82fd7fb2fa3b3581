//! What a column may hold. `Field` is what a model's field must be, `Value` what a type of the user's implements, `Native`
//! what the databases know by themselves; `Sql` is a value on its way into a statement. Called by the code that
//! `#[derive(Model)]` writes and by conditions; one file for each database says how it stores each type.

mod from;
#[cfg(feature = "mysql")]
pub(crate) mod mysql;
mod native;
#[cfg(feature = "postgres")]
pub(crate) mod postgres;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

pub use native::Native;

use crate::{Error, Result, db::Row, model::Meta};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    /// Digits in all.
    pub precision: u8,
    /// Digits behind the decimal point.
    pub scale: u8,
}

/// The text that a date and time is written as where the database has no type for it (SQLite). Both are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateTimeForm {
    /// `2026-11-20 22:37:16` with up to six digits of a second: what Django and `CURRENT_TIMESTAMP` write.
    #[default]
    Sql,
    /// RFC 3339: `2026-11-20T22:37:16Z`.
    Rfc3339,
}

/// How a UUID is stored where the database has no type for it.
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
pub trait Value: Sized + Send + Sync + 'static {
    /// What the column holds.
    type Repr: Native;

    /// From what the column holds; the error says why this cannot be one.
    fn from_repr(repr: Self::Repr) -> Result<Self, String>;

    /// To what the column holds.
    fn into_repr(self) -> Self::Repr;
}

/// A [`Value`] or an `Option` of one: what a field of a model may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a column",
    label = "not a column type",
    note = "columns are bool, integers, f32, f64, Decimal, String, Vec<u8>, chrono's dates and times, Uuid, serde_json::Value, and `Option` of these",
    note = "an enum of your own: `#[derive(cbv::Choices)]`; a related row: `#[model(select_related)]`"
)]
pub trait Field: Sized + Send + Sync + 'static {
    /// The value without its `Option`.
    type Value: Value;
    /// Whether the column may be NULL.
    const NULL: bool;

    /// Reads column `at` of `row`.
    ///
    /// # Errors
    /// [`Error::Decode`] when the column holds something else, or NULL where none may be.
    fn get(row: &Row, at: usize, meta: &Meta) -> Result<Self>;

    /// Makes a bound value of it.
    fn bind(self, meta: &Meta) -> Sql;
}

#[diagnostic::do_not_recommend]
impl<V: Value> Field for V {
    type Value = V;
    const NULL: bool = false;

    fn get(row: &Row, at: usize, meta: &Meta) -> Result<Self> {
        match <V::Repr as Native>::get(row, at, meta)? {
            Some(repr) => V::from_repr(repr).map_err(|reason| meta.decode_error(reason)),
            None => Err(meta.decode_error("NULL, and the field is not an `Option`".into())),
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
    pub(crate) fn decode_error(&self, reason: String) -> Error {
        Error::Decode { column: self.name.into(), reason }
    }
}
