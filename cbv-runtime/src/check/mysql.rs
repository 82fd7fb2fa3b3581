//! What MySQL and MariaDB say of a table: `information_schema`.

use super::live::{Column, ForeignKey, Holds, Table, ask, get, parts};
use crate::{Result, db::Conn};

const KIND: &str = "SELECT table_type FROM information_schema.tables WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?";

const COLUMNS: &str = "SELECT column_name, column_type, data_type, is_nullable = 'YES', character_maximum_length,
        numeric_precision, numeric_scale, column_key = 'PRI'
    FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? ORDER BY ordinal_position";

/// An index on the first letters of a text cannot order.
const INDEXES: &str = "SELECT index_name, non_unique = 0, IF(sub_part IS NULL, column_name, NULL), COALESCE(collation, 'A') = 'D'
    FROM information_schema.statistics WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND index_type = 'BTREE'
    ORDER BY index_name, seq_in_index";

const FOREIGN_KEYS: &str =
    "SELECT MAX(column_name), MAX(referenced_table_name) FROM information_schema.key_column_usage
    WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND referenced_table_name IS NOT NULL
    GROUP BY constraint_name HAVING COUNT(*) = 1";

pub(super) const TABLES: &str = "SELECT table_name FROM information_schema.tables WHERE table_schema = COALESCE(?, DATABASE()) AND table_name <> ?";

pub(super) async fn table(conn: &Conn, name: &str) -> Result<Option<Table>> {
    let (schema, name) = parts(name);
    let name = [schema, Some(name)];
    let kinds = ask(conn, KIND, &name).await?;
    let Some(kind) = kinds.first() else { return Ok(None) };
    let mut table = Table { view: get::<String>(kind, 0)?.contains("VIEW"), ..Table::default() };
    for row in &ask(conn, COLUMNS, &name).await? {
        let (name, declared, kind): (String, String, String) = (get(row, 0)?, get(row, 1)?, get(row, 2)?);
        let (length, precision, scale) = (get(row, 4)?, get(row, 5)?, get(row, 6)?);
        let holds = holds(&kind, &declared, length, Option::zip(precision, scale));
        table.columns.push(Column { name, declared, holds, null: get(row, 3)? });
    }
    let mut last = None;
    for row in &ask(conn, INDEXES, &name).await? {
        let (name, column): (String, Option<String>) = (get(row, 0)?, get(row, 2)?);
        if name == "PRIMARY" {
            table.key.extend(column.clone());
        }
        table.add_to_index(&mut last, name, get(row, 1)?, (column, get(row, 3)?));
    }
    for row in &ask(conn, FOREIGN_KEYS, &name).await? {
        table.foreign_keys.push(ForeignKey { column: get(row, 0)?, table: get(row, 1)? });
    }
    Ok(Some(table))
}

/// By the type's name, and what was declared behind it.
fn holds(kind: &str, declared: &str, length: Option<u64>, digits: Option<(u32, u32)>) -> Holds {
    let unsigned = declared.contains("unsigned");
    let length = length.and_then(|length| u32::try_from(length).ok());
    match kind {
        "tinyint" => Holds::int(8, unsigned),
        "smallint" => Holds::int(16, unsigned),
        "mediumint" => Holds::int(24, unsigned),
        "int" => Holds::int(32, unsigned),
        "bigint" => Holds::int(64, unsigned),
        "year" => Holds::Int { least: 0, most: 2155 },
        "float" | "double" => Holds::Float,
        "decimal" => Holds::Decimal(digits),
        "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" => Holds::Text(length),
        "enum" => Holds::Labels(labels(declared)),
        "set" => Holds::Text(None),
        "json" => Holds::Json,
        "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => Holds::Bytes(length),
        "date" => Holds::Date,
        "time" => Holds::Time,
        "datetime" | "timestamp" => Holds::DateTime,
        "uuid" => Holds::Uuid,
        "bit" => {
            Holds::Bits(declared.trim_matches(|letter: char| !letter.is_ascii_digit()).parse().unwrap_or(1))
        }
        _ => Holds::Other,
    }
}

/// The labels in `enum('a','it''s')`.
fn labels(declared: &str) -> Vec<String> {
    let inside = declared.trim_start_matches("enum(").trim_end_matches(')');
    let inside = inside.strip_prefix('\'').and_then(|inside| inside.strip_suffix('\'')).unwrap_or(inside);
    inside.split("','").map(|label| label.replace("''", "'")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_by_what_was_declared() {
        assert_eq!(
            holds("int", "int(10) unsigned", None, None),
            Holds::Int { least: 0, most: u32::MAX.into() }
        );
        assert_eq!(holds("bit", "bit(8)", None, None), Holds::Bits(8));
        assert_eq!(labels("enum('draft','it''s')"), ["draft", "it's"]);
    }
}
