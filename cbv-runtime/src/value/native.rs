//! The types that the databases know by themselves. Called by `Field`; which bytes each database stores is said in the
//! files beside this one.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Kind, Sql, Value, check};
use crate::{Result, db::Row, model::Meta};

mod sealed {
    pub trait Sealed {}
}

/// What every database stores by itself: `bool`, the integers from `i8` to `i64` and from `u8` to `u64`, `f32`, `f64`,
/// `Decimal`, `String`, `Vec<u8>`, `NaiveDate`, `NaiveTime`, `NaiveDateTime`, `DateTime<Utc>`, `Uuid` and
/// `serde_json::Value`. Sealed: a type of your own implements [`Value`].
pub trait Native: Sized + Send + sealed::Sealed {
    /// Which kind it is.
    const KIND: Kind;
    /// The integers that it holds and a database has; `None` of what is no integer.
    #[doc(hidden)]
    const INTEGERS: Option<(i64, i64)>;
    /// The type's name: `i64`.
    const NAME: &'static str;

    /// Reads column `at`, `None` for NULL. What is read from what is a table at [`crate::value`].
    ///
    /// # Errors
    /// [`crate::Error::Decode`] when the column holds something else.
    fn get(row: &Row, at: usize, meta: &Meta) -> Result<Option<Self>>;

    /// Makes a bound value of it; [`Sql::Invalid`] when no database, or not this column, can hold it.
    fn bind(self, meta: &Meta) -> Sql;
}

macro_rules! native {
    (@integers) => { None };
    (@integers $least:expr, $most:expr) => { Some(($least, $most)) };
    ($($type:ty: $kind:ident $([$least:expr, $most:expr])?, $read:ident, $self:ident, $meta:ident => $bind:expr;)*) => {$(
        impl sealed::Sealed for $type {}

        impl Native for $type {
            const KIND: Kind = Kind::$kind;
            const INTEGERS: Option<(i64, i64)> = native!(@integers $($least, $most)?);
            const NAME: &'static str = stringify!($type);

            fn get(row: &Row, at: usize, meta: &Meta) -> Result<Option<Self>> {
                let value = match row {
                    #[cfg(feature = "sqlite")]
                    Row::Sqlite(row) => super::sqlite::$read(row, at, meta)?,
                    #[cfg(feature = "postgres")]
                    Row::Postgres(row) => super::postgres::$read(row, at, meta)?,
                    #[cfg(feature = "mysql")]
                    Row::MySql(row) => super::mysql::$read(row, at, meta)?,
                };
                value.map(|value| <$type as Narrow<_>>::narrow(value, meta)).transpose()
            }

            fn bind($self, $meta: &Meta) -> Sql {
                $bind
            }
        }

        impl Value for $type {
            type Repr = $type;

            fn from_repr(repr: $type) -> Result<Self, String> {
                Ok(repr)
            }

            fn into_repr(self) -> $type {
                self
            }
        }
    )*};
}

native! {
    bool: Bool, boolean, self, _meta => Sql::Bool(self);
    i8: Int [-128, 127], integer, self, _meta => Sql::Int(self.into());
    i16: Int [-32_768, 32_767], integer, self, _meta => Sql::Int(self.into());
    i32: Int [-2_147_483_648, 2_147_483_647], integer, self, _meta => Sql::Int(self.into());
    i64: Int [i64::MIN, i64::MAX], integer, self, _meta => Sql::Int(self);
    u8: Int [0, 255], integer, self, _meta => Sql::Int(self.into());
    u16: Int [0, 65_535], integer, self, _meta => Sql::Int(self.into());
    u32: Int [0, 4_294_967_295], integer, self, _meta => Sql::Int(self.into());
    u64: Int [0, i64::MAX], integer, self, meta => check::unsigned(self, meta);
    f32: Float, float, self, _meta => Sql::Float(self.into());
    f64: Float, float, self, _meta => Sql::Float(self);
    Decimal: Decimal, decimal, self, meta => check::decimal(self, meta);
    String: Text, string, self, _meta => Sql::Text(self);
    Vec<u8>: Bytes, bytes, self, _meta => Sql::Bytes(self);
    NaiveDate: Date, date, self, _meta => Sql::Date(self);
    NaiveTime: Time, time, self, meta => check::time(self, meta);
    NaiveDateTime: DateTime, date_time, self, meta => check::date_time(self, meta);
    DateTime<Utc>: Utc, date_time, self, meta => check::utc(self, meta);
    Uuid: Uuid, uuid, self, meta => Sql::Uuid(self, meta.uuid);
    serde_json::Value: Json, json, self, _meta => Sql::Json(self);
}

/// From the widest type of a kind, which the databases' files read, to the one that is wanted.
trait Narrow<Wide>: Sized {
    fn narrow(wide: Wide, meta: &Meta) -> Result<Self>;
}

impl<T> Narrow<T> for T {
    fn narrow(wide: T, _: &Meta) -> Result<Self> {
        Ok(wide)
    }
}

/// An integer as read: `i64` holds all but the upper half of MariaDB's BIGINT UNSIGNED.
pub(super) type Wide = i128;

macro_rules! narrow_integers {
    ($($type:ty),*) => {$(
        impl Narrow<Wide> for $type {
            fn narrow(wide: Wide, meta: &Meta) -> Result<Self> {
                wide.try_into().map_err(|_| meta.decode_error(format!("{wide} does not fit {}", stringify!($type))))
            }
        }
    )*};
}

narrow_integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Narrow<f64> for f32 {
    fn narrow(wide: f64, meta: &Meta) -> Result<Self> {
        // fewer digits are what a narrower column means; infinity is not
        let narrow = wide as f32;
        if narrow.is_infinite() && wide.is_finite() {
            return Err(meta.decode_error(format!("{wide} does not fit f32")));
        }
        Ok(narrow)
    }
}

impl Narrow<NaiveDateTime> for DateTime<Utc> {
    fn narrow(wide: NaiveDateTime, _: &Meta) -> Result<Self> {
        Ok(wide.and_utc())
    }
}
