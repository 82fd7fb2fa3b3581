//! What PostgreSQL says of a table: its catalogue `pg_catalog`, which knows the search path by itself.

use super::live::{Column, ForeignKey, Holds, Table, ask, get};
use crate::{Result, db::Conn};

const KIND: &str = "SELECT relkind::text FROM pg_class WHERE oid = to_regclass($1)";

/// A domain is what it is made of; its labels, where the type is an enum, are one text.
const COLUMNS: &str = "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), COALESCE(b.typname, t.typname)::text,
        NOT (a.attnotnull OR t.typnotnull), (CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END)::bigint,
        (SELECT string_agg(e.enumlabel, chr(31) ORDER BY e.enumsortorder) FROM pg_enum e
            WHERE e.enumtypid = COALESCE(b.oid, t.oid))
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
    WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

const INDEXES: &str = "SELECT i.indexrelid::bigint::text, i.indisunique, a.attname::text, (i.indoption[k.n - 1] & 1) = 1,
        i.indisprimary
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
        CROSS JOIN LATERAL generate_series(1, i.indnkeyatts) AS k(n)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n - 1]
    WHERE i.indrelid = to_regclass($1) AND i.indpred IS NULL AND i.indisvalid ORDER BY i.indexrelid, k.n";

const FOREIGN_KEYS: &str = "SELECT a.attname::text, t.relname::text
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_class t ON t.oid = c.confrelid
    WHERE c.contype = 'f' AND c.conrelid = to_regclass($1) AND cardinality(c.conkey) = 1";

pub(super) const TABLES: &str =
    "SELECT c.relname::text FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND pg_table_is_visible(c.oid) AND c.relnamespace <> 'pg_catalog'::regnamespace AND c.oid IS DISTINCT FROM to_regclass($1)";

/// The table that `quoted` names, as it stands in a statement.
pub(super) async fn table(conn: &Conn, quoted: &str) -> Result<Option<Table>> {
    let name = [Some(quoted)];
    let kinds = ask(conn, KIND, &name).await?;
    let Some(kind) = kinds.first() else { return Ok(None) };
    let view = !matches!(get::<String>(kind, 0)?.as_str(), "r" | "p");
    let mut table = Table { view, ..Table::default() };
    for row in &ask(conn, COLUMNS, &name).await? {
        let (name, declared, kind): (String, String, String) = (get(row, 0)?, get(row, 1)?, get(row, 2)?);
        let labels: Option<String> = get(row, 5)?;
        let holds = match labels {
            Some(labels) => Holds::Labels(labels.split('\u{1f}').map(str::to_owned).collect()),
            None => holds(&kind, get(row, 4)?),
        };
        table.columns.push(Column { name, declared, holds, null: get(row, 3)? });
    }
    let mut last = None;
    for row in &ask(conn, INDEXES, &name).await? {
        let column: Option<String> = get(row, 2)?;
        if get(row, 4)? {
            table.key.extend(column.clone());
        }
        table.add_to_index(&mut last, get(row, 0)?, get(row, 1)?, (column, get(row, 3)?));
    }
    for row in &ask(conn, FOREIGN_KEYS, &name).await? {
        table.foreign_keys.push(ForeignKey { column: get(row, 0)?, table: get(row, 1)? });
    }
    Ok(Some(table))
}

/// By the type's name in `pg_type` and its modifier, which is -1 where nothing is limited.
fn holds(kind: &str, modifier: i64) -> Holds {
    let limit = |offset: i64| u32::try_from(modifier - offset).ok().filter(|_| modifier >= offset);
    match kind {
        "bool" => Holds::Bool,
        "int2" => Holds::int(16, false),
        "int4" => Holds::int(32, false),
        "int8" => Holds::int(64, false),
        "oid" => Holds::int(32, true),
        "float4" | "float8" => Holds::Float,
        // both numbers in one, the scale with a sign
        "numeric" => Holds::Decimal(limit(4).map(|both| (both >> 16, both & 0x3ff))),
        "text" | "name" | "citext" => Holds::Text(None),
        "varchar" | "bpchar" => Holds::Text(limit(4)),
        "bytea" => Holds::Bytes(None),
        "date" => Holds::Date,
        "time" => Holds::Time,
        "timestamp" | "timestamptz" => Holds::DateTime,
        "uuid" => Holds::Uuid,
        "json" | "jsonb" => Holds::Json,
        "bit" => Holds::Bits(limit(0).unwrap_or(1)),
        _ => Holds::Other,
    }
}
