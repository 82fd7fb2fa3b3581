//! How MySQL and MariaDB store each native type: reading a column, binding a value. Columns arrive in MySQL's binary format.
//! Called by `native` and by the executor.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use sqlx::{
    Arguments as _, Decode, MySql, Row as _, Type, TypeInfo as _, ValueRef as _,
    mysql::{MySqlArguments, MySqlRow, MySqlTypeInfo, MySqlValueRef},
};
use uuid::Uuid;

use super::{Sql, check::four_digits, native::Wide, refused, uuid_text, wanted};
use crate::{BoxError, Error, Result, model::Meta};

/// What a column's type amounts to.
#[derive(Clone, Copy)]
enum Stored {
    Signed,
    Unsigned,
    Float,
    /// Sent as text.
    Decimal,
    Text,
    Bytes,
    Date,
    Time,
    DateTime,
    Other,
}

fn stored(info: &MySqlTypeInfo) -> Stored {
    // In the order in which columns are common. MariaDB's texts and bytes differ in their collation alone.
    if <i64 as Type<MySql>>::compatible(info) {
        Stored::Signed
    } else if <str as Type<MySql>>::compatible(info) {
        Stored::Text
    } else if <chrono::DateTime<chrono::Utc> as Type<MySql>>::compatible(info) {
        Stored::DateTime
    } else if <[u8] as Type<MySql>>::compatible(info) {
        Stored::Bytes
    } else if <f64 as Type<MySql>>::compatible(info) {
        Stored::Float
    } else if <u64 as Type<MySql>>::compatible(info) {
        Stored::Unsigned
    } else {
        match info.name() {
            "DECIMAL" => Stored::Decimal,
            "DATE" => Stored::Date,
            "TIME" => Stored::Time,
            "BIT" | "YEAR" => Stored::Unsigned,
            "JSON" => Stored::Text,
            _ => Stored::Other,
        }
    }
}

/// A value, its type and the bytes it came in.
struct Cell<'r> {
    stored: Stored,
    value: MySqlValueRef<'r>,
}

/// The value of a column, `None` for NULL, and for `0000-00-00`, which stands for it.
fn cell<'r>(row: &'r MySqlRow, at: usize, meta: &Meta) -> Result<Option<Cell<'r>>> {
    let value = row.try_get_raw(at).map_err(|error| meta.unreadable(error))?;
    if value.is_null() {
        return Ok(None);
    }
    let stored = stored(&value.type_info());
    Ok(Some(Cell { stored, value }))
}

impl<'r> Cell<'r> {
    fn decode<T: Decode<'r, MySql>>(self, meta: &Meta) -> Result<T> {
        T::decode(self.value).map_err(|error| meta.unreadable(error))
    }

    fn mismatch(&self, wanted: &str, meta: &Meta) -> Error {
        meta.mismatch(self.value.type_info().name(), wanted)
    }
}

/// One function for each kind of type: by what is stored, how its bytes are read.
macro_rules! read {
    ($($name:ident -> $type:ty, $wanted:ident, |$cell:ident, $meta:ident| { $($pattern:pat => $value:expr,)* })*) => {$(
        pub(super) fn $name(row: &MySqlRow, at: usize, $meta: &Meta) -> Result<Option<$type>> {
            let Some($cell) = cell(row, at, $meta)? else { return Ok(None) };
            match $cell.stored {
                $($pattern => $value.map(Some),)*
                _ => Err($cell.mismatch(wanted::$wanted, $meta)),
            }
        }
    )*};
}

read! {
    boolean -> bool, BOOL, |cell, meta| {
        Stored::Signed | Stored::Unsigned => match whole(cell, meta)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(meta.decode_error(format!("{other} is neither 0 nor 1"))),
        },
    }
    integer -> Wide, INT, |cell, meta| {
        Stored::Signed | Stored::Unsigned => whole(cell, meta),
        Stored::Decimal => {
            let decimal: Decimal = cell.decode(meta)?;
            let whole = decimal.trunc();
            if whole == decimal {
                Ok(whole.mantissa())
            } else {
                Err(meta.decode_error(format!("{decimal} has a fraction")))
            }
        },
    }
    float -> f64, FLOAT, |cell, meta| {
        Stored::Float => cell.decode(meta),
        // rounded, as floats are
        Stored::Signed | Stored::Unsigned => whole(cell, meta).map(|value| value as f64),
        Stored::Decimal => cell.decode::<&str>(meta)?.parse().map_err(|error| meta.unreadable(error)),
    }
    decimal -> Decimal, DECIMAL, |cell, meta| {
        Stored::Decimal => cell.decode(meta),
        Stored::Signed | Stored::Unsigned => {
            let value = whole(cell, meta)?;
            Decimal::try_from_i128_with_scale(value, 0).map_err(|error| meta.unreadable(error))
        },
    }
    string -> String, TEXT, |cell, meta| {
        Stored::Text => cell.decode(meta),
    }
    bytes -> Vec<u8>, BYTES, |cell, meta| {
        Stored::Bytes => cell.decode(meta),
    }
    date -> NaiveDate, DATE, |cell, meta| {
        Stored::Date => match cell.decode::<&[u8]>(meta)? {
            [_, bytes @ ..] => parse_date(bytes).map(|(date, _)| date).ok_or_else(|| no_such("date", meta)),
            [] => Err(no_such("date", meta)),
        },
    }
    time -> NaiveTime, TIME, |cell, meta| {
        Stored::Time => match cell.decode::<&[u8]>(meta)? {
            [0] => Ok(NaiveTime::MIN),
            // how many follow; whether it is negative; days
            [_, 0, 0, 0, 0, 0, time @ ..] => parse_time(time).ok_or_else(|| no_such("time of day", meta)),
            _ => Err(meta.decode_error("a span of time that is no time of day".into())),
        },
    }
    date_time -> NaiveDateTime, DATE_TIME, |cell, meta| {
        Stored::DateTime => match cell.decode::<&[u8]>(meta)? {
            [_, bytes @ ..] => parse_date_time(bytes).ok_or_else(|| no_such("date and time", meta)),
            [] => Err(no_such("date and time", meta)),
        },
    }
    uuid -> Uuid, UUID, |cell, meta| {
        Stored::Text => {
            let text: &str = cell.decode(meta)?;
            uuid_text::parse_uuid(text).ok_or_else(|| meta.decode_error("the text is not a UUID".into()))
        },
        Stored::Bytes => Uuid::from_slice(cell.decode(meta)?).map_err(|error| meta.unreadable(error)),
    }
    json -> serde_json::Value, JSON, |cell, meta| {
        Stored::Text => serde_json::from_str(cell.decode(meta)?).map_err(|error| meta.unreadable(error)),
    }
}

/// An integer, of either sign.
fn whole(cell: Cell<'_>, meta: &Meta) -> Result<Wide> {
    match cell.stored {
        Stored::Signed => cell.decode::<i64>(meta).map(Wide::from),
        _ => cell.decode::<u64>(meta).map(Wide::from),
    }
}

/// `2026-00-00`, which MySQL can be told to store.
fn no_such(what: &str, meta: &Meta) -> Error {
    meta.decode_error(format!("no such {what}"))
}

fn parse_date(bytes: &[u8]) -> Option<(NaiveDate, &[u8])> {
    let [y1, y2, month, day, rest @ ..] = bytes else { return None };
    let year = u16::from_le_bytes([*y1, *y2]);
    Some((NaiveDate::from_ymd_opt(year.into(), (*month).into(), (*day).into())?, rest))
}

fn parse_date_time(bytes: &[u8]) -> Option<NaiveDateTime> {
    match parse_date(bytes)? {
        (date, []) => Some(date.and_time(NaiveTime::MIN)),
        (date, time) => Some(date.and_time(parse_time(time)?)),
    }
}

fn parse_time(bytes: &[u8]) -> Option<NaiveTime> {
    let (hour, minute, second, micros) = match *bytes {
        [hour, minute, second] => (hour, minute, second, 0),
        [hour, minute, second, m1, m2, m3, m4] => {
            (hour, minute, second, u32::from_le_bytes([m1, m2, m3, m4]))
        }
        _ => return None,
    };
    NaiveTime::from_hms_micro_opt(hour.into(), minute.into(), second.into(), micros)
}

/// Adds one bound value.
pub(crate) fn bind(arguments: &mut MySqlArguments, value: Sql) -> Result<()> {
    let added = match value {
        // NULL has a type on its way, and text is the one that every column takes: MariaDB casts no integer to a UUID.
        Sql::Null(_) => arguments.add(None::<String>),
        Sql::Bool(value) => arguments.add(value),
        Sql::Int(value) => arguments.add(value),
        Sql::Float(value) if !value.is_finite() => return Err(refused(format!("MySQL has no {value}"))),
        Sql::Float(value) => arguments.add(value),
        Sql::Decimal(value, _) => arguments.add(value),
        Sql::Text(value) => arguments.add(value),
        Sql::Bytes(value) => arguments.add(value),
        Sql::Date(value) => arguments.add(four_digits(value)?),
        Sql::Time(value) => arguments.add(value),
        Sql::DateTime(value, _) => arguments.add(four_digits(value.date())?.and_time(value.time())),
        Sql::Utc(value, _) => arguments.add(four_digits(value.date_naive())?.and_time(value.time())),
        Sql::Uuid(value, form) => match uuid_text::format_uuid(value, form) {
            Some(text) => arguments.add(text),
            None => arguments.add(value.into_bytes().to_vec()),
        },
        Sql::Json(value) => arguments.add(value.to_string()),
        Sql::Invalid { column, reason } => {
            return Err(Error::Encode { column: column.into(), reason: reason.into() });
        }
    };
    added.map_err(|error: BoxError| refused(error.to_string()))
}
