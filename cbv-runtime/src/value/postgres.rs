//! How PostgreSQL stores each native type: reading a column, binding a value. Columns arrive in PostgreSQL's binary format;
//! most are read here by hand, because sqlx asks for the exact type and panics at dates that chrono cannot hold. Called by
//! `native` and by the executor.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::{
    Arguments as _, Postgres, Row as _, TypeInfo as _, ValueRef as _,
    encode::{Encode, IsNull},
    postgres::{
        PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, PgTypeKind, PgValueFormat, PgValueRef, types::Oid,
    },
};
use uuid::Uuid;

use super::{Kind, Sql, native::Wide, numeric::Numeric, refused, uuid_text, wanted};
use crate::{BoxError, Error, Result, model::Meta};

/// The object identifiers of the types that are read, from PostgreSQL's `pg_type`.
mod oid {
    pub(super) const BOOL: u32 = 16;
    pub(super) const BYTEA: u32 = 17;
    pub(super) const NAME: u32 = 19;
    pub(super) const INT8: u32 = 20;
    pub(super) const INT2: u32 = 21;
    pub(super) const INT4: u32 = 23;
    pub(super) const TEXT: u32 = 25;
    pub(super) const OID: u32 = 26;
    pub(super) const JSON: u32 = 114;
    pub(super) const FLOAT4: u32 = 700;
    pub(super) const FLOAT8: u32 = 701;
    pub(super) const UNKNOWN: u32 = 705;
    pub(super) const BPCHAR: u32 = 1042;
    pub(super) const VARCHAR: u32 = 1043;
    pub(super) const DATE: u32 = 1082;
    pub(super) const TIME: u32 = 1083;
    pub(super) const TIMESTAMP: u32 = 1114;
    pub(super) const TIMESTAMPTZ: u32 = 1184;
    pub(super) const BIT: u32 = 1560;
    pub(super) const NUMERIC: u32 = 1700;
    pub(super) const UUID: u32 = 2950;
    pub(super) const JSONB: u32 = 3802;
}

/// A value in binary format and its type.
struct Cell<'r> {
    oid: u32,
    bytes: &'r [u8],
    value: PgValueRef<'r>,
}

/// The value of a column, `None` for NULL.
fn cell<'r>(row: &'r PgRow, at: usize, meta: &Meta) -> Result<Option<Cell<'r>>> {
    let value = row.try_get_raw(at).map_err(|error| meta.unreadable(error))?;
    if value.is_null() {
        return Ok(None);
    }
    if value.format() != PgValueFormat::Binary {
        return Err(meta.decode_error("a value in text format, which no statement of ours asks for".into()));
    }
    let bytes = value.as_bytes().map_err(|error| meta.unreadable(error))?;
    let oid = match value.type_info().oid() {
        Some(oid) => oid.0,
        None => 0,
    };
    Ok(Some(Cell { oid, bytes, value }))
}

impl<'r> Cell<'r> {
    /// The bytes, when there are as many as the type has.
    fn fixed<const N: usize>(&self, meta: &Meta) -> Result<[u8; N]> {
        self.bytes
            .try_into()
            .map_err(|_| meta.decode_error(format!("{} bytes where {N} belong", self.bytes.len())))
    }

    fn text(&self, meta: &Meta) -> Result<&'r str> {
        std::str::from_utf8(self.bytes).map_err(|error| meta.unreadable(error))
    }

    /// Whether the binary format is the text itself, in a type that PostgreSQL does not have from the start.
    fn is_text(&self) -> bool {
        let info = self.value.type_info();
        matches!(info.kind(), PgTypeKind::Enum(_)) || info.name().eq_ignore_ascii_case("citext")
    }

    fn numeric(&self, meta: &Meta) -> Result<Numeric> {
        Numeric::read(self.bytes).ok_or_else(|| meta.decode_error("no NUMERIC in its bytes".into()))
    }

    fn mismatch(&self, wanted: &str, meta: &Meta) -> Error {
        meta.mismatch(self.value.type_info().name(), wanted)
    }
}

/// One function for each kind of type: by the column's type, how its bytes are read.
macro_rules! read {
    ($($name:ident -> $type:ty, $wanted:ident, |$cell:ident, $meta:ident| { $($pattern:pat $(if $guard:expr)? => $value:expr,)* })*) => {$(
        pub(super) fn $name(row: &PgRow, at: usize, $meta: &Meta) -> Result<Option<$type>> {
            let Some($cell) = cell(row, at, $meta)? else { return Ok(None) };
            match $cell.oid {
                $($pattern $(if $guard)? => $value.map(Some),)*
                _ => Err($cell.mismatch(wanted::$wanted, $meta)),
            }
        }
    )*};
}

read! {
    boolean -> bool, BOOL, |cell, meta| {
        oid::BOOL => Ok(cell.fixed::<1>(meta)? != [0]),
        oid::INT2 | oid::INT4 | oid::INT8 => match small(&cell, meta)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(meta.decode_error(format!("{other} is neither 0 nor 1"))),
        },
        // the number of bits, then the bits from the left
        oid::BIT => match *cell.bytes {
            [0, 0, 0, 1, bits] => Ok(bits & 0x80 != 0),
            _ => Err(meta.decode_error("several bits where one is wanted".into())),
        },
    }
    integer -> Wide, INT, |cell, meta| {
        oid::INT2 | oid::INT4 | oid::INT8 => small(&cell, meta).map(Wide::from),
        oid::OID => Ok(u32::from_be_bytes(cell.fixed(meta)?).into()),
        oid::NUMERIC => cell.numeric(meta)?.integer().map_err(|reason| meta.decode_error(reason)),
    }
    float -> f64, FLOAT, |cell, meta| {
        oid::FLOAT8 => Ok(f64::from_be_bytes(cell.fixed(meta)?)),
        oid::FLOAT4 => Ok(f32::from_be_bytes(cell.fixed(meta)?).into()),
        // rounded, as floats are
        oid::INT2 | oid::INT4 | oid::INT8 => small(&cell, meta).map(|value| value as f64),
        oid::NUMERIC => Ok(cell.numeric(meta)?.float()),
    }
    decimal -> Decimal, DECIMAL, |cell, meta| {
        oid::NUMERIC => cell.numeric(meta)?.decimal().map_err(|reason| meta.decode_error(reason)),
        oid::INT2 | oid::INT4 | oid::INT8 => small(&cell, meta).map(Decimal::from),
    }
    string -> String, TEXT, |cell, meta| {
        oid::TEXT | oid::VARCHAR | oid::NAME | oid::UNKNOWN => cell.text(meta).map(str::to_owned),
        // padded to the column's width
        oid::BPCHAR => cell.text(meta).map(|text| text.trim_end_matches(' ').to_owned()),
        _ if cell.is_text() => cell.text(meta).map(str::to_owned),
    }
    bytes -> Vec<u8>, BYTES, |cell, meta| {
        oid::BYTEA => Ok(cell.bytes.to_vec()),
    }
    date -> NaiveDate, DATE, |cell, meta| {
        oid::DATE => {
            let days = i32::from_be_bytes(cell.fixed(meta)?).into();
            let date = TimeDelta::try_days(days).and_then(|days| EPOCH.date().checked_add_signed(days));
            date.ok_or_else(|| outside(meta))
        },
    }
    time -> NaiveTime, TIME, |cell, meta| {
        oid::TIME => {
            let micros = i64::from_be_bytes(cell.fixed(meta)?);
            let (seconds, nanos) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000) * 1000);
            let time = match (u32::try_from(seconds), u32::try_from(nanos)) {
                (Ok(seconds), Ok(nanos)) => NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos),
                _ => None,
            };
            time.ok_or_else(|| meta.decode_error("24:00:00 is no time of day here".into()))
        },
    }
    date_time -> NaiveDateTime, DATE_TIME, |cell, meta| {
        // both count microseconds, TIMESTAMPTZ in UTC
        oid::TIMESTAMP | oid::TIMESTAMPTZ => {
            let micros = TimeDelta::microseconds(i64::from_be_bytes(cell.fixed(meta)?));
            EPOCH.checked_add_signed(micros).ok_or_else(|| outside(meta))
        },
    }
    uuid -> Uuid, UUID, |cell, meta| {
        oid::UUID | oid::BYTEA => Uuid::from_slice(cell.bytes).map_err(|error| meta.unreadable(error)),
        oid::TEXT | oid::VARCHAR | oid::BPCHAR => {
            let text = cell.text(meta)?.trim_end_matches(' ');
            uuid_text::parse_uuid(text).ok_or_else(|| meta.decode_error("the text is not a UUID".into()))
        },
    }
    json -> serde_json::Value, JSON, |cell, meta| {
        oid::JSON | oid::TEXT | oid::VARCHAR => {
            serde_json::from_slice(cell.bytes).map_err(|error| meta.unreadable(error))
        },
        oid::JSONB => match cell.bytes {
            // the format's version
            [1, json @ ..] => serde_json::from_slice(json).map_err(|error| meta.unreadable(error)),
            _ => Err(meta.decode_error("JSONB of an unknown version".into())),
        },
    }
}

/// From when PostgreSQL counts.
const EPOCH: NaiveDateTime = match DateTime::<Utc>::from_timestamp_secs(946_684_800) {
    Some(epoch) => epoch.naive_utc(),
    None => NaiveDateTime::MIN,
};

/// `infinity`, or a year that chrono does not know.
fn outside(meta: &Meta) -> Error {
    meta.decode_error("a date outside the years that can be held, or `infinity`".into())
}

/// One of the three integer types.
fn small(cell: &Cell<'_>, meta: &Meta) -> Result<i64> {
    Ok(match cell.oid {
        oid::INT2 => i16::from_be_bytes(cell.fixed(meta)?).into(),
        oid::INT4 => i32::from_be_bytes(cell.fixed(meta)?).into(),
        _ => i64::from_be_bytes(cell.fixed(meta)?),
    })
}

/// Text whose type PostgreSQL makes out by itself, from what it is compared with: an enum's label, CITEXT and VARCHAR are
/// written as text, too.
struct Untyped(Option<String>);

impl sqlx::Type<Postgres> for Untyped {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(oid::UNKNOWN))
    }
}

impl Encode<'_, Postgres> for Untyped {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxError> {
        Encode::<Postgres>::encode_by_ref(&self.0, buffer)
    }
}

/// Adds one bound value.
pub(crate) fn bind(arguments: &mut PgArguments, value: Sql) -> Result<()> {
    let added = match value {
        Sql::Null(kind) => bind_null(arguments, kind),
        Sql::Bool(value) => arguments.add(value),
        Sql::Int(value) => arguments.add(value),
        Sql::Float(value) => arguments.add(value),
        Sql::Decimal(value, _) => arguments.add(value),
        // Sent, it would end the transaction.
        Sql::Text(value) if value.contains('\0') => return Err(refused("PostgreSQL's text cannot hold NUL")),
        Sql::Text(value) => arguments.add(Untyped(Some(value))),
        Sql::Bytes(value) => arguments.add(value),
        Sql::Date(value) => arguments.add(value),
        Sql::Time(value) => arguments.add(value),
        Sql::DateTime(value, _) => arguments.add(value),
        Sql::Utc(value, _) => arguments.add(value),
        Sql::Uuid(value, _) => arguments.add(value),
        Sql::Json(value) => arguments.add(value),
        Sql::Invalid { column, reason } => {
            return Err(Error::Encode { column: column.into(), reason: reason.into() });
        }
    };
    added.map_err(|error| refused(error.to_string()))
}

fn bind_null(arguments: &mut PgArguments, kind: Kind) -> Result<(), BoxError> {
    match kind {
        Kind::Bool => arguments.add(None::<bool>),
        Kind::Int => arguments.add(None::<i64>),
        Kind::Float => arguments.add(None::<f64>),
        Kind::Decimal => arguments.add(None::<Decimal>),
        Kind::Text => arguments.add(Untyped(None)),
        Kind::Bytes => arguments.add(None::<Vec<u8>>),
        Kind::Date => arguments.add(None::<NaiveDate>),
        Kind::Time => arguments.add(None::<NaiveTime>),
        Kind::DateTime => arguments.add(None::<NaiveDateTime>),
        Kind::Utc => arguments.add(None::<DateTime<Utc>>),
        Kind::Uuid => arguments.add(None::<Uuid>),
        Kind::Json => arguments.add(None::<serde_json::Value>),
    }
}
