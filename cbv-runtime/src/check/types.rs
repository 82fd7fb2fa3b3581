//! Whether a field can be read from a column and written to it: the table of `value/` read the other way round, by the
//! column's type instead of by a value. Called by `compare`; it asks no database.

use super::live::{Column, Holds};
use crate::{
    db::Dialect,
    model::FieldInfo,
    value::{Digits, Kind, UuidForm},
};

/// What is wrong with a column's type: what the field needs, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    pub(super) should: String,
    pub(super) cure: String,
    /// Whether it works all the same.
    pub(super) advice: bool,
}

impl Misfit {
    fn fault(should: impl Into<String>, cure: impl Into<String>) -> Option<Self> {
        Some(Self { should: should.into(), cure: cure.into(), advice: false })
    }
}

/// What is wrong with the type of `column`, if anything is.
pub(super) fn misfit(field: &FieldInfo, column: &Column, dialect: Dialect) -> Option<Misfit> {
    if !reads(field.ty.kind, &column.holds, dialect) {
        let kind = kind_name(field.ty.kind);
        let mut cure = format!("Make the column {}", sql_type(field, dialect));
        if let Some(native) = native(&column.holds) {
            cure.push_str(&format!(", or the field `{}`", optional(field, native)));
        }
        return Misfit::fault(format!("`{}` is {kind}", field.ty.name()), cure);
    }
    match (field.ty.kind, &column.holds) {
        (Kind::Int, Holds::Int { least, most }) if dialect != Dialect::Sqlite => {
            integer(field, *least, *most, dialect)
        }
        (Kind::Decimal, holds) => decimal(field, holds, dialect),
        (Kind::Text, holds) => texts(field, holds, dialect),
        (Kind::Uuid, holds) => uuid(field, holds, dialect),
        _ => None,
    }
}

/// Whether values of a kind are read from such a column.
fn reads(kind: Kind, holds: &Holds, dialect: Dialect) -> bool {
    let sqlite = dialect == Dialect::Sqlite;
    match (kind, holds) {
        (_, Holds::Any) => true,
        (Kind::Bool, Holds::Bool | Holds::Int { .. } | Holds::Bits(1) | Holds::Numeric) => true,
        (Kind::Int, Holds::Int { .. } | Holds::Numeric | Holds::Decimal(None | Some((_, 0)))) => true,
        (Kind::Int, Holds::Bits(_)) => dialect == Dialect::MySql,
        (Kind::Float, Holds::Float | Holds::Int { .. } | Holds::Decimal(_) | Holds::Numeric) => true,
        (Kind::Decimal, Holds::Decimal(_) | Holds::Int { .. } | Holds::Numeric) => true,
        (Kind::Decimal, Holds::Float | Holds::Text(_)) => sqlite,
        (Kind::Text, Holds::Text(_) | Holds::Labels(_)) => true,
        (Kind::Text, Holds::Json | Holds::Uuid) => dialect == Dialect::MySql,
        (Kind::Bytes, Holds::Bytes(_)) | (Kind::Date, Holds::Date) | (Kind::Time, Holds::Time) => true,
        (Kind::DateTime | Kind::Utc, Holds::DateTime) => true,
        (Kind::Date | Kind::Time | Kind::DateTime | Kind::Utc, Holds::Text(_) | Holds::Numeric) => sqlite,
        (Kind::Uuid, Holds::Uuid | Holds::Text(_)) => true,
        (Kind::Uuid, Holds::Bytes(length)) => length.is_none_or(|length| length == 16),
        (Kind::Json, Holds::Json | Holds::Text(_)) => true,
        (Kind::Uuid | Kind::Json, Holds::Numeric) => sqlite,
        _ => false,
    }
}

/// A column may hold more than the field can, and then a row is not read. PostgreSQL has no unsigned numbers and none of one
/// byte: there the smallest type with room for the field is right.
fn integer(field: &FieldInfo, least: i128, most: i128, dialect: Dialect) -> Option<Misfit> {
    let native = field.ty.native;
    let (end, kept_as) = match native {
        "i8" => (i8::MAX.into(), i16::MAX.into()),
        "i16" => (i16::MAX.into(), i16::MAX.into()),
        "i32" => (i32::MAX.into(), i32::MAX.into()),
        "u8" => (u8::MAX.into(), i16::MAX.into()),
        "u16" => (u16::MAX.into(), i32::MAX.into()),
        "u32" => (i128::from(u32::MAX), i128::from(i64::MAX)),
        "u64" => (u64::MAX.into(), u64::MAX.into()),
        _ => return None, // i64: no key comes near its end
    };
    let (column, i64) = (sql_type(field, dialect), optional(field, "i64"));
    if most > if dialect == Dialect::Postgres { kept_as } else { end } {
        let larger = if most > i64::MAX.into() { optional(field, "u64") } else { i64 };
        let should = format!("it may hold {most}, and `{native}` ends at {end}");
        return Misfit::fault(should, format!("Make the field `{larger}`, or the column {column}"));
    }
    if native.starts_with('u') && least < 0 && dialect == Dialect::MySql {
        let should = format!("it may hold numbers below 0, and `{native}` does not");
        return Misfit::fault(should, format!("Make the column {column}, or the field `{i64}`"));
    }
    None
}

fn decimal(field: &FieldInfo, holds: &Holds, dialect: Dialect) -> Option<Misfit> {
    match (field.meta.digits, holds) {
        (Some(digits), _) if dialect == Dialect::Sqlite => sqlite_decimal(field, digits, holds),
        (None, Holds::Text(_)) => as_text(field, dialect),
        (Some(Digits { precision, scale }), Holds::Decimal(Some((in_all, behind)))) => {
            let whole = in_all.saturating_sub(*behind);
            let wanted = u32::from(precision.saturating_sub(scale));
            if whole >= wanted && *behind >= scale.into() {
                return None;
            }
            let should = format!("`decimal({precision}, {scale})` saves more digits than it has room for");
            Misfit::fault(
                should,
                format!(
                    "Make the column NUMERIC({precision}, {scale}), or write `decimal({in_all}, {behind})` at the field"
                ),
            )
        }
        (None, Holds::Decimal(Some((in_all, behind)))) => Some(Misfit {
            should: "the field does not say how many digits it has, so that more are rounded without a word"
                .to_owned(),
            cure: format!("Write `#[model(decimal({in_all}, {behind}))]` at the field"),
            advice: true,
        }),
        _ => None,
    }
}

fn sqlite_decimal(field: &FieldInfo, digits: Digits, holds: &Holds) -> Option<Misfit> {
    match (digits.precision, holds) {
        (19.., _) => Misfit::fault(
            "SQLite holds decimals of 18 digits at most",
            "Say fewer digits in `decimal(..)`, or keep the number as text, in a `String`",
        ),
        (16.., Holds::Text(_) | Holds::Float) => Misfit::fault(
            "more than 15 digits are kept as an integer, the number without its decimal point",
            "Make the column BIGINT",
        ),
        (_, Holds::Text(_)) => as_text(field, Dialect::Sqlite),
        _ => None,
    }
}

fn as_text(field: &FieldInfo, dialect: Dialect) -> Option<Misfit> {
    Some(Misfit {
        should: "numbers kept as text are compared and sorted as text, 10 before 9".to_owned(),
        cure: format!("Make the column {}", sql_type(field, dialect)),
        advice: true,
    })
}

/// There must be room for the longest of a few texts, and a label for each.
fn texts(field: &FieldInfo, holds: &Holds, dialect: Dialect) -> Option<Misfit> {
    let texts = (field.ty.texts)();
    match holds {
        Holds::Text(Some(length)) if dialect != Dialect::Sqlite => {
            let longest = texts.iter().max_by_key(|text| text.chars().count())?;
            let count = longest.chars().count();
            if count <= *length as usize {
                return None;
            }
            Misfit::fault(
                format!("`{longest}` of `{}` has {count} characters", field.ty.name()),
                format!("Make the column VARCHAR({count})"),
            )
        }
        Holds::Labels(labels) => {
            let missing: Vec<&str> =
                texts.into_iter().filter(|text| !labels.iter().any(|label| label == text)).collect();
            let first = missing.first()?;
            Misfit::fault(
                format!("`{}` has `{}`, too", field.ty.name(), missing.join("`, `")),
                match dialect {
                    Dialect::Postgres => format!("ALTER TYPE .. ADD VALUE '{first}'"),
                    _ => "Add it to the column's ENUM".to_owned(),
                },
            )
        }
        _ => None,
    }
}

/// Where the database has no UUIDs, the field's form and the column agree.
fn uuid(field: &FieldInfo, holds: &Holds, dialect: Dialect) -> Option<Misfit> {
    let form = field.meta.uuid;
    let characters = match form {
        UuidForm::Hex if dialect != Dialect::Postgres => 32,
        _ => 36,
    };
    match (holds, form) {
        (Holds::Bytes(_), UuidForm::Text | UuidForm::Hex) if dialect != Dialect::Postgres => Misfit::fault(
            "the field writes and compares text",
            format!(
                "Write `#[model(uuid = bytes)]` at the field, or make the column {}",
                sql_type(field, dialect)
            ),
        ),
        (Holds::Text(_), UuidForm::Bytes) if dialect != Dialect::Postgres => Misfit::fault(
            "`uuid = bytes` writes and compares bytes",
            format!(
                "Write `uuid = text` or `uuid = hex` at the field, or make the column {}",
                sql_type(field, dialect)
            ),
        ),
        (Holds::Text(Some(length)), _) if *length < characters => Misfit::fault(
            format!("a UUID is written with {characters} characters"),
            if *length == 32 && dialect != Dialect::Postgres {
                "Write `#[model(uuid = hex)]` at the field, which leaves the hyphens out".to_owned()
            } else {
                format!("Make the column {}", sql_type(field, dialect))
            },
        ),
        _ => None,
    }
}

/// What a column for the field is declared as.
pub(super) fn sql_type(field: &FieldInfo, dialect: Dialect) -> String {
    let pick = |sqlite: &str, postgres: &str, mysql: &str| {
        match dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
            Dialect::MySql => mysql,
        }
        .to_owned()
    };
    let (small, middle, large) = match field.ty.native {
        "i8" => ("INTEGER", "SMALLINT", "TINYINT"),
        "i16" => ("INTEGER", "SMALLINT", "SMALLINT"),
        "u8" => ("INTEGER", "SMALLINT", "TINYINT UNSIGNED"),
        "u16" => ("INTEGER", "INTEGER", "SMALLINT UNSIGNED"),
        "u32" => ("INTEGER", "BIGINT", "INTEGER UNSIGNED"),
        "u64" => ("INTEGER", "BIGINT", "BIGINT UNSIGNED"),
        "i32" => ("INTEGER", "INTEGER", "INTEGER"),
        _ => ("INTEGER", "BIGINT", "BIGINT"),
    };
    match field.ty.kind {
        Kind::Bool => "BOOLEAN".to_owned(),
        Kind::Int => pick(small, middle, large),
        Kind::Float if field.ty.native == "f32" => pick("REAL", "REAL", "FLOAT"),
        Kind::Float => pick("REAL", "DOUBLE PRECISION", "DOUBLE"),
        Kind::Decimal => match field.meta.digits {
            Some(digits) if dialect == Dialect::Sqlite && digits.precision > 15 => "BIGINT".to_owned(),
            Some(Digits { precision, scale }) => format!("NUMERIC({precision}, {scale})"),
            None => "NUMERIC".to_owned(),
        },
        Kind::Text => match (field.ty.texts)().iter().map(|text| text.chars().count()).max() {
            Some(longest) => format!("VARCHAR({longest})"),
            None => pick("TEXT", "TEXT", "VARCHAR(255)"),
        },
        Kind::Bytes => pick("BLOB", "BYTEA", "LONGBLOB"),
        Kind::Date => "DATE".to_owned(),
        Kind::Time => pick("TEXT", "TIME", "TIME(6)"),
        Kind::DateTime => pick("TEXT", "TIMESTAMP", "DATETIME(6)"),
        Kind::Utc => pick("TEXT", "TIMESTAMPTZ", "DATETIME(6)"),
        Kind::Uuid => match field.meta.uuid {
            UuidForm::Text => pick("TEXT", "UUID", "CHAR(36)"),
            UuidForm::Hex => pick("TEXT", "UUID", "CHAR(32)"),
            UuidForm::Bytes => pick("BLOB", "UUID", "BINARY(16)"),
        },
        Kind::Json => pick("TEXT", "JSONB", "JSON"),
    }
}

/// The Rust type for a column, where one is plain.
fn native(holds: &Holds) -> Option<&'static str> {
    Some(match holds {
        Holds::Bool => "bool",
        Holds::Int { .. } => "i64",
        Holds::Float => "f64",
        Holds::Decimal(_) => "Decimal",
        Holds::Text(_) | Holds::Labels(_) => "String",
        Holds::Bytes(_) => "Vec<u8>",
        Holds::Date => "NaiveDate",
        Holds::Time => "NaiveTime",
        Holds::DateTime => "DateTime<Utc>",
        Holds::Uuid => "Uuid",
        Holds::Json => "serde_json::Value",
        Holds::Bits(_) | Holds::Numeric | Holds::Any | Holds::Other => return None,
    })
}

/// A type, in an `Option` where the field's is.
pub(super) fn optional(field: &FieldInfo, name: &str) -> String {
    if field.ty.null { format!("Option<{name}>") } else { name.to_owned() }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "a boolean",
        Kind::Int => "an integer",
        Kind::Float => "a number",
        Kind::Decimal => "a decimal number",
        Kind::Text => "text",
        Kind::Bytes => "bytes",
        Kind::Date => "a date",
        Kind::Time => "a time of day",
        Kind::DateTime | Kind::Utc => "a date and time",
        Kind::Uuid => "a UUID",
        Kind::Json => "JSON",
    }
}
