//! How SQLite stores each native type: reading a value, binding one. SQLite's columns have no types, its values have five
//! (NULL, INTEGER, REAL, TEXT, BLOB), so what is read depends on the value found. Called by `native` and by the executor.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::{Decimal, prelude::FromPrimitive as _};
use sqlx::{
    Arguments as _, Decode, Row as _, Sqlite, TypeInfo as _, ValueRef as _,
    sqlite::{SqliteArguments, SqliteRow, SqliteValueRef},
};
use uuid::Uuid;

use super::{
    DateTimeForm, Digits, Sql, check::four_digits, datetime, native::Wide, refused, uuid_text, wanted,
};
use crate::{Error, Result, model::Meta};

/// Digits that a REAL keeps exactly.
const REAL_DIGITS: u8 = 15;

/// Digits that an INTEGER keeps exactly.
const INTEGER_DIGITS: u8 = 18;

/// A value by what is stored.
enum Cell<'r> {
    Integer(i64),
    Real(f64),
    Text(SqliteValueRef<'r>),
    Blob(SqliteValueRef<'r>),
}

/// The value of a column, `None` for NULL.
fn cell<'r>(row: &'r SqliteRow, at: usize, meta: &Meta) -> Result<Option<Cell<'r>>> {
    let value = row.try_get_raw(at).map_err(|error| meta.unreadable(error))?;
    if value.is_null() {
        return Ok(None);
    }
    let stored = value.type_info();
    let cell = match stored.name() {
        "INTEGER" => Cell::Integer(decode(value, meta)?),
        "REAL" => Cell::Real(decode(value, meta)?),
        "TEXT" => Cell::Text(value),
        _ => Cell::Blob(value),
    };
    Ok(Some(cell))
}

fn decode<'r, T: Decode<'r, Sqlite>>(value: SqliteValueRef<'r>, meta: &Meta) -> Result<T> {
    T::decode(value).map_err(|error| meta.unreadable(error))
}

impl Cell<'_> {
    fn mismatch(&self, wanted: &str, meta: &Meta) -> Error {
        let found = match self {
            Self::Integer(_) => "INTEGER",
            Self::Real(_) => "REAL",
            Self::Text(_) => "TEXT",
            Self::Blob(_) => "BLOB",
        };
        meta.mismatch(found, wanted)
    }
}

/// One function for each kind of type: the patterns are what is read, all else is a mismatch.
macro_rules! read {
    ($($name:ident -> $type:ty, $wanted:ident, |$meta:ident| { $($pattern:pat => $value:expr,)* })*) => {$(
        pub(super) fn $name(row: &SqliteRow, at: usize, $meta: &Meta) -> Result<Option<$type>> {
            let Some(cell) = cell(row, at, $meta)? else { return Ok(None) };
            match cell {
                $($pattern => $value.map(Some),)*
                #[allow(unreachable_patterns)]
                other => Err(other.mismatch(wanted::$wanted, $meta)),
            }
        }
    )*};
}

read! {
    boolean -> bool, BOOL, |meta| {
        Cell::Integer(0) => Ok(false),
        Cell::Integer(1) => Ok(true),
        Cell::Integer(other) => Err(meta.decode_error(format!("{other} is neither 0 nor 1"))),
    }
    integer -> Wide, INT, |meta| {
        Cell::Integer(value) => Ok(value.into()),
    }
    float -> f64, FLOAT, |meta| {
        Cell::Real(value) => Ok(value),
        // rounded, as floats are
        Cell::Integer(value) => Ok(value as f64),
    }
    decimal -> Decimal, DECIMAL, |meta| {
        Cell::Integer(value) => Ok(unscaled(value, meta)),
        Cell::Real(value) => real_decimal(value, meta),
        Cell::Text(value) => {
            parsed(value, meta, wanted::DECIMAL, |text| text.parse().ok()).map(|value| padded(value, meta))
        },
    }
    string -> String, TEXT, |meta| {
        Cell::Text(value) => decode(value, meta),
    }
    bytes -> Vec<u8>, BYTES, |meta| {
        Cell::Blob(value) => decode(value, meta),
    }
    date -> NaiveDate, DATE, |meta| {
        Cell::Text(value) => parsed(value, meta, wanted::DATE, datetime::parse_date),
    }
    time -> NaiveTime, TIME, |meta| {
        Cell::Text(value) => parsed(value, meta, wanted::TIME, datetime::parse_time),
    }
    date_time -> NaiveDateTime, DATE_TIME, |meta| {
        Cell::Text(value) => parsed(value, meta, wanted::DATE_TIME, datetime::parse_date_time),
    }
    uuid -> Uuid, UUID, |meta| {
        Cell::Text(value) => parsed(value, meta, wanted::UUID, uuid_text::parse_uuid),
        Cell::Blob(value) => Uuid::from_slice(decode(value, meta)?).map_err(|error| meta.unreadable(error)),
    }
    json -> serde_json::Value, JSON, |meta| {
        Cell::Text(value) => serde_json::from_str(decode(value, meta)?).map_err(|error| meta.unreadable(error)),
        // a column declared as JSON makes numbers of the texts that are
        Cell::Integer(value) => Ok(value.into()),
        Cell::Real(value) => serde_json::Number::from_f64(value)
            .map(serde_json::Value::Number)
            .ok_or_else(|| meta.decode_error(format!("JSON has no {value}"))),
    }
}

/// Text that stands for something else.
fn parsed<T>(
    value: SqliteValueRef<'_>,
    meta: &Meta,
    wanted: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<T> {
    let text: &str = decode(value, meta)?;
    parse(text).ok_or_else(|| meta.decode_error(format!("the text `{}` is not {wanted}", excerpt(text))))
}

/// Enough of a text to find it.
fn excerpt(text: &str) -> &str {
    text.char_indices().nth(40).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// An INTEGER in a decimal column: a whole number, or the scaled form of many digits.
fn unscaled(value: i64, meta: &Meta) -> Decimal {
    match meta.digits {
        Some(digits) if is_scaled(digits) => Decimal::from_i128_with_scale(value.into(), digits.scale.into()),
        _ => padded(value.into(), meta),
    }
}

/// With as many decimals as its column has, zeros included, as the other databases give it.
fn padded(mut value: Decimal, meta: &Meta) -> Decimal {
    if let Some(digits) = meta.digits {
        value.rescale(digits.scale.into());
    }
    value
}

/// Whether a column of so many digits holds scaled integers.
fn is_scaled(digits: Digits) -> bool {
    // a scale that rust_decimal cannot hold is no column of ours
    digits.precision > REAL_DIGITS && digits.scale <= INTEGER_DIGITS
}

/// The decimal number that was stored as this REAL: the one of 15 digits that is nearest.
fn real_decimal(value: f64, meta: &Meta) -> Result<Decimal> {
    let decimal = match meta.digits {
        Some(digits) if is_scaled(digits) => {
            return Err(meta.mismatch("REAL", "an INTEGER, the number without its decimal point,"));
        }
        _ => Decimal::from_f64(value).map(|exact| padded(exact, meta)),
    };
    decimal.ok_or_else(|| meta.decode_error(format!("{value} is no decimal number")))
}

/// Adds one bound value.
pub(crate) fn bind(arguments: &mut SqliteArguments, value: Sql) -> Result<()> {
    let added = match value {
        Sql::Null(_) => arguments.add(None::<i64>),
        Sql::Bool(value) => arguments.add(value),
        Sql::Int(value) => arguments.add(value),
        Sql::Float(value) if value.is_nan() => return Err(refused("SQLite would store NaN as NULL")),
        Sql::Float(value) => arguments.add(value),
        Sql::Decimal(value, digits) => return bind_decimal(arguments, value, digits),
        Sql::Text(value) => arguments.add(value),
        Sql::Bytes(value) => arguments.add(value),
        Sql::Date(value) => arguments.add(datetime::format_date(four_digits(value)?)),
        Sql::Time(value) => arguments.add(datetime::format_time(value)),
        Sql::DateTime(value, form) => arguments.add(written(value, form)?),
        Sql::Utc(value, form) => arguments.add(written(value.naive_utc(), form)?),
        Sql::Uuid(value, form) => match uuid_text::format_uuid(value, form) {
            Some(text) => arguments.add(text),
            None => arguments.add(value.into_bytes().to_vec()),
        },
        Sql::Json(value) => arguments.add(value.to_string()),
        Sql::Invalid { column, reason } => {
            return Err(Error::Encode { column: column.into(), reason: reason.into() });
        }
    };
    added.map_err(|error| refused(error.to_string()))
}

fn written(value: NaiveDateTime, form: DateTimeForm) -> Result<String> {
    four_digits(value.date())?;
    Ok(datetime::format_date_time(value, form))
}

/// A decimal number as the number that its column holds, so that comparing and ordering is done on numbers.
fn bind_decimal(arguments: &mut SqliteArguments, value: Decimal, digits: Option<Digits>) -> Result<()> {
    let value = value.normalize();
    let (mantissa, scale) = (value.mantissa(), value.scale());
    let added = match digits {
        Some(digits) if digits.precision > INTEGER_DIGITS => {
            let reason = format!(
                "SQLite holds decimals of {INTEGER_DIGITS} digits at most, not of {}",
                digits.precision
            );
            return Err(refused(reason));
        }
        Some(digits) if is_scaled(digits) => {
            let missing = u32::from(digits.scale).saturating_sub(scale);
            let scaled = 10_i128.checked_pow(missing).and_then(|factor| mantissa.checked_mul(factor));
            let scaled = scaled.and_then(|scaled| i64::try_from(scaled).ok());
            arguments.add(scaled.ok_or_else(|| refused(format!("{value} does not fit an INTEGER")))?)
        }
        _ if mantissa.unsigned_abs() >= 10_u128.pow(REAL_DIGITS.into()) => {
            let reason = format!("{value} has more digits than the {REAL_DIGITS} that SQLite's REAL keeps");
            return Err(refused(reason));
        }
        _ if scale == 0 => {
            arguments.add(i64::try_from(mantissa).map_err(|error| refused(error.to_string()))?)
        }
        // Both sides are exact up to here, so that this is the REAL nearest to the number, the same that SQLite's own
        // parser makes of its text.
        _ if scale <= 22 => arguments.add(mantissa as f64 / 10_f64.powi(scale.cast_signed())),
        _ => return Err(refused(format!("{value} has more decimals than a REAL keeps"))),
    };
    added.map_err(|error| refused(error.to_string()))
}
