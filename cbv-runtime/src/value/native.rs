//! The types that the databases know by themselves. Called by `Field`; which bytes each database stores is said in the
//! files beside this one.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Kind, Sql, Value};
use crate::{Result, db::Row, model::Meta};

mod sealed {
    pub trait Sealed {}
}

/// What every database stores by itself. Sealed: a type of your own implements [`Value`].
pub trait Native: Sized + Send + sealed::Sealed {
    /// Which kind it is.
    const KIND: Kind;

    /// Reads column `at`, `None` for NULL.
    ///
    /// # Errors
    /// [`crate::Error::Decode`] when the column holds something else.
    fn get(row: &Row, at: usize, meta: &Meta) -> Result<Option<Self>>;

    /// Makes a bound value of it.
    fn bind(self, meta: &Meta) -> Sql;
}

macro_rules! native {
    ($($type:ty: $kind:ident, $self:ident, $meta:ident => $bind:expr;)*) => {$(
        impl sealed::Sealed for $type {}

        impl Native for $type {
            const KIND: Kind = Kind::$kind;

            fn get(row: &Row, at: usize, meta: &Meta) -> Result<Option<Self>> {
                match row {
                    #[cfg(feature = "sqlite")]
                    Row::Sqlite(row) => super::sqlite::Read::read(row, at, meta),
                    #[cfg(feature = "postgres")]
                    Row::Postgres(row) => super::postgres::Read::read(row, at, meta),
                    #[cfg(feature = "mysql")]
                    Row::MySql(row) => super::mysql::Read::read(row, at, meta),
                }
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
    bool: Bool, self, _meta => Sql::Bool(self);
    i16: Int, self, _meta => Sql::Int(self.into());
    i32: Int, self, _meta => Sql::Int(self.into());
    i64: Int, self, _meta => Sql::Int(self);
    f32: Float, self, _meta => Sql::Float(self.into());
    f64: Float, self, _meta => Sql::Float(self);
    Decimal: Decimal, self, meta => Sql::Decimal(self, meta.digits);
    String: Text, self, _meta => Sql::Text(self);
    Vec<u8>: Bytes, self, _meta => Sql::Bytes(self);
    NaiveDate: Date, self, _meta => Sql::Date(self);
    NaiveTime: Time, self, _meta => Sql::Time(self);
    NaiveDateTime: DateTime, self, meta => Sql::DateTime(self, meta.datetime);
    DateTime<Utc>: Utc, self, meta => Sql::Utc(self, meta.datetime);
    Uuid: Uuid, self, meta => Sql::Uuid(self, meta.uuid);
    serde_json::Value: Json, self, _meta => Sql::Json(self);
}
