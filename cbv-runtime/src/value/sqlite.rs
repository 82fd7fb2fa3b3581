//! How Sqlite stores each native type: reading a column, binding a value. Called by `native` and by the executor in `db`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use sqlx::{
    Arguments as _, Row as _,
    sqlite::{SqliteArguments, SqliteRow},
};
use uuid::Uuid;

use super::{Kind, Sql};
use crate::{BoxError, Result, model::Meta};

/// Reads one native type from a row of this database.
pub(super) trait Read: Sized {
    fn read(row: &SqliteRow, at: usize, meta: &Meta) -> Result<Option<Self>>;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Read for $type {
            fn read(row: &SqliteRow, at: usize, meta: &Meta) -> Result<Option<Self>> {
                row.try_get(at).map_err(|error| meta.decode_error(error.to_string()))
            }
        }
    )*};
}

plain!(
    bool,
    i16,
    i32,
    i64,
    f32,
    f64,
    String,
    Vec<u8>,
    NaiveDate,
    NaiveTime,
    NaiveDateTime,
    DateTime<Utc>,
    Uuid,
    serde_json::Value
);

impl Read for Decimal {
    fn read(row: &SqliteRow, at: usize, meta: &Meta) -> Result<Option<Self>> {
        let fault = |error: String| meta.decode_error(error);
        let whole: Result<Option<i64>, _> = row.try_get(at); // how a NUMERIC column keeps 24.00
        let exact = match whole {
            Ok(whole) => whole.map(Decimal::from),
            Err(_) => {
                let number: Option<f64> = row.try_get(at).map_err(|error| fault(error.to_string()))?;
                number.map(Decimal::try_from).transpose().map_err(|error| fault(error.to_string()))?
            }
        };
        Ok(exact.map(|mut exact| {
            match meta.digits {
                Some(digits) => exact.rescale(digits.scale.into()),
                None => exact = exact.round_dp(6),
            }
            exact
        }))
    }
}

/// Adds one bound value.
pub(crate) fn bind(arguments: &mut SqliteArguments, value: Sql) -> Result<(), BoxError> {
    match value {
        Sql::Null(kind) => bind_null(arguments, kind),
        Sql::Bool(value) => arguments.add(value),
        Sql::Int(value) => arguments.add(value),
        Sql::Float(value) => arguments.add(value),
        Sql::Decimal(value, _) => arguments.add(value.to_string()),
        Sql::Text(value) => arguments.add(value),
        Sql::Bytes(value) => arguments.add(value),
        Sql::Date(value) => arguments.add(value),
        Sql::Time(value) => arguments.add(value),
        Sql::DateTime(value, _) => arguments.add(value),
        Sql::Utc(value, _) => arguments.add(value),
        Sql::Uuid(value, _) => arguments.add(value),
        Sql::Json(value) => arguments.add(value),
    }
}

fn bind_null(arguments: &mut SqliteArguments, kind: Kind) -> Result<(), BoxError> {
    match kind {
        Kind::Bool => arguments.add(None::<bool>),
        Kind::Int => arguments.add(None::<i64>),
        Kind::Float => arguments.add(None::<f64>),
        Kind::Decimal => arguments.add(None::<String>),
        Kind::Text => arguments.add(None::<String>),
        Kind::Bytes => arguments.add(None::<Vec<u8>>),
        Kind::Date => arguments.add(None::<NaiveDate>),
        Kind::Time => arguments.add(None::<NaiveTime>),
        Kind::DateTime => arguments.add(None::<NaiveDateTime>),
        Kind::Utc => arguments.add(None::<DateTime<Utc>>),
        Kind::Uuid => arguments.add(None::<Uuid>),
        Kind::Json => arguments.add(None::<serde_json::Value>),
    }
}
