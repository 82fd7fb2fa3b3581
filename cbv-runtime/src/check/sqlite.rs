//! What SQLite says of a table: its PRAGMAs, and the affinity that a declared type gives to a column.

use super::live::{Column, ForeignKey, Holds, Table, ask, get, parts};
use crate::{Result, db::Conn};

const KIND: &str =
    "SELECT type FROM pragma_table_list(?2) WHERE schema = COALESCE(?1, schema) AND type <> 'shadow'";

const COLUMNS: &str =
    r#"SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?2, ?1) WHERE hidden <> 1 ORDER BY cid"#;

const INDEXES: &str = r#"SELECT l.name, l."unique", x.name, x."desc"
    FROM pragma_index_list(?2, ?1) AS l, pragma_index_xinfo(l.name, ?1) AS x
    WHERE l.partial = 0 AND x.key = 1 ORDER BY l.seq, x.seqno"#;

const FOREIGN_KEYS: &str = r#"SELECT MAX("from"), MAX("table") FROM pragma_foreign_key_list(?2, ?1)
    GROUP BY id HAVING COUNT(*) = 1"#;

pub(super) const TABLES: &str =
    "SELECT name FROM pragma_table_list WHERE schema <> COALESCE(?1, 'temp') AND name <> ?2
    AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

pub(super) async fn table(conn: &Conn, name: &str) -> Result<Option<Table>> {
    let (schema, name) = parts(name);
    let name = [schema, Some(name)];
    let kinds = ask(conn, KIND, &name).await?;
    let Some(kind) = kinds.first() else { return Ok(None) };
    let mut table = Table { view: get::<String>(kind, 0)? == "view", ..Table::default() };
    let mut key = Vec::new();
    for row in &ask(conn, COLUMNS, &name).await? {
        let (name, declared): (String, String) = (get(row, 0)?, get(row, 1)?);
        let (not_null, part): (bool, i64) = (get(row, 2)?, get(row, 3)?);
        if part > 0 {
            key.push((part, name.clone()));
        }
        let holds = holds(&declared);
        table.columns.push(Column { name, declared, holds, null: !not_null && part == 0 });
    }
    key.sort_unstable();
    table.key = key.into_iter().map(|(_, name)| name).collect();
    let mut last = None;
    for row in &ask(conn, INDEXES, &name).await? {
        let column = (get::<Option<String>>(row, 2)?, get(row, 3)?);
        table.add_to_index(&mut last, get(row, 0)?, get(row, 1)?, column);
    }
    for row in &ask(conn, FOREIGN_KEYS, &name).await? {
        table.foreign_keys.push(ForeignKey { column: get(row, 0)?, table: get(row, 1)? });
    }
    Ok(Some(table))
}

/// The affinity, by SQLite's own rules (<https://sqlite.org/datatype3.html#determination_of_column_affinity>). How many
/// characters are declared is kept, although SQLite does not care.
fn holds(declared: &str) -> Holds {
    let upper = declared.to_ascii_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| upper.contains(word));
    if upper.is_empty() || upper == "ANY" {
        Holds::Any
    } else if has(&["INT"]) {
        Holds::int(64, false)
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        let length = upper.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
        Holds::Text(length.and_then(|(length, _)| length.trim().parse().ok()))
    } else if has(&["BLOB"]) {
        Holds::Bytes(None)
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        Holds::Float
    } else {
        Holds::Numeric
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn affinities_are_sqlites() {
        assert_eq!(holds("VARCHAR(200)"), Holds::Text(Some(200)));
        assert_eq!(holds("decimal(8, 2)"), Holds::Numeric);
        assert_eq!(holds("STRING"), Holds::Numeric);
        assert_eq!(holds("DOUBLE PRECISION"), Holds::Float);
        assert_eq!(holds("CHARINT"), Holds::int(64, false));
        assert_eq!(holds(""), Holds::Any);
    }
}
