//! A place in an ordered list as text for a URL: the values that the order compares, of the row before or behind it. Called
//! by `keyset.rs`. Whoever reads one gets the values with the types of the order's columns, or nothing.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::fit::{Fit, fit};
use crate::{
    db::Dialect,
    model::{Nulls, Term},
    value::{Kind, Sql},
};

/// Changes with the bytes of a cursor, so that those of an older release are refused.
const VERSION: u8 = 1;

/// A place in a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cursor {
    /// Whether the page lies before the place, and not behind it.
    pub(super) backward: bool,
    /// Which list it is of: its order and its filters.
    pub(super) list: u64,
    /// One for each term of the order.
    pub(super) values: Vec<Sql>,
}

impl Cursor {
    /// The text; `None` where a value cannot stand in an order.
    pub(super) fn write(&self) -> Option<String> {
        let mut out = vec![VERSION, u8::from(self.backward)];
        out.extend(self.list.to_be_bytes());
        for value in &self.values {
            write(value, &mut out)?;
        }
        Some(BASE64.encode(out))
    }

    /// Reads what [`write`](Cursor::write) wrote for an order of these terms; `None` for any other text.
    pub(super) fn read(text: &str, terms: &[Term], dialect: Dialect) -> Option<Self> {
        let bytes = BASE64.decode(text).ok()?;
        let mut rest = bytes.as_slice();
        let [version, backward] = take(&mut rest)?;
        if version != VERSION || backward > 1 {
            return None;
        }
        let list = u64::from_be_bytes(take(&mut rest)?);
        let values = terms.iter().map(|term| read(&mut rest, *term, dialect)).collect::<Option<_>>()?;
        rest.is_empty().then_some(Self { backward: backward == 1, list, values })
    }
}

fn write(value: &Sql, out: &mut Vec<u8>) -> Option<()> {
    out.push(u8::from(!matches!(value, Sql::Null(_))));
    match value {
        Sql::Null(_) => {}
        Sql::Bool(value) => out.push(u8::from(*value)),
        Sql::Int(value) => out.extend(value.to_be_bytes()),
        Sql::Float(value) => out.extend(value.to_be_bytes()),
        Sql::Decimal(value, _) => out.extend(value.serialize()),
        Sql::Text(value) => sized(value.as_bytes(), out)?,
        Sql::Bytes(value) => sized(value, out)?,
        Sql::Date(value) => out.extend(chrono::Datelike::num_days_from_ce(value).to_be_bytes()),
        Sql::Time(value) => {
            out.extend(chrono::Timelike::num_seconds_from_midnight(value).to_be_bytes());
            out.extend(chrono::Timelike::nanosecond(value).to_be_bytes());
        }
        Sql::DateTime(value, _) => out.extend(value.and_utc().timestamp_micros().to_be_bytes()),
        Sql::Utc(value, _) => out.extend(value.timestamp_micros().to_be_bytes()),
        Sql::Uuid(value, _) => out.extend(value.as_bytes()),
        Sql::Json(_) | Sql::Invalid { .. } => return None,
    }
    Some(())
}

fn sized(bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    out.extend(u32::try_from(bytes.len()).ok()?.to_be_bytes());
    out.extend(bytes);
    Some(())
}

/// The value of a term. One that its column cannot hold is none: no row has it.
fn read(rest: &mut &[u8], term: Term, dialect: Dialect) -> Option<Sql> {
    match take(rest)? {
        [0] if term.nulls != Nulls::None => return Some(Sql::Null(term.kind)),
        [1] => {}
        _ => return None,
    }
    let value = match term.kind {
        Kind::Bool => Sql::Bool(matches!(take(rest)?, [1])),
        Kind::Int => Sql::Int(i64::from_be_bytes(take(rest)?)),
        Kind::Float => Sql::Float(f64::from_be_bytes(take(rest)?)),
        Kind::Decimal => Sql::Decimal(decimal(take(rest)?)?, term.meta.digits),
        Kind::Text => Sql::Text(String::from_utf8(bytes(rest)?).ok()?),
        Kind::Bytes => Sql::Bytes(bytes(rest)?),
        Kind::Date => Sql::Date(NaiveDate::from_num_days_from_ce_opt(i32::from_be_bytes(take(rest)?))?),
        Kind::Time => {
            let (seconds, nanos) = (u32::from_be_bytes(take(rest)?), u32::from_be_bytes(take(rest)?));
            Sql::Time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)?)
        }
        Kind::DateTime => {
            let at = DateTime::from_timestamp_micros(i64::from_be_bytes(take(rest)?))?;
            Sql::DateTime(at.naive_utc(), term.meta.datetime)
        }
        Kind::Utc => {
            Sql::Utc(DateTime::from_timestamp_micros(i64::from_be_bytes(take(rest)?))?, term.meta.datetime)
        }
        Kind::Uuid => Sql::Uuid(Uuid::from_bytes(take(rest)?), term.meta.uuid),
        Kind::Json => return None,
    };
    match value {
        // PostgreSQL has it, and orders it behind all numbers
        Sql::Float(number) if number.is_nan() => (dialect == Dialect::Postgres).then_some(value),
        value => match fit(value, dialect) {
            Fit::Value(value) => Some(value),
            Fit::After(_) | Fit::Above | Fit::Below | Fit::Nowhere => None,
        },
    }
}

/// The scale is a byte of its own in these bytes, and no decimal has more than 28.
fn decimal(bytes: [u8; 16]) -> Option<Decimal> {
    let [_, zero, scale, sign, ..] = bytes;
    let valid = bytes.first() == Some(&0) && zero == 0 && scale <= 28 && sign & 0x7F == 0;
    valid.then(|| Decimal::deserialize(bytes))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

fn bytes(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let length = u32::from_be_bytes(take(rest)?);
    let (head, tail) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = tail;
    Some(head.to_vec())
}
