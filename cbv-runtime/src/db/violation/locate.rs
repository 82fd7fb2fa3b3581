//! What a violation is about, asked of the database's own catalogue. Called by `Violation`, after the rollback. Nothing is
//! remembered: violations are rare, and tables change while an application runs.

use super::{
    Violation, ViolationKind as Kind, Written,
    value::{Limits, is_refused},
};
use crate::{
    Result,
    db::{Conn, Dialect, Executor as _, Row},
    model::{Column, Meta},
    query::{Statement, quoted, quoted_table},
    value::{Field, Sql},
};

/// The columns of an index; of one on expressions those that the expressions read, where that is known. Which columns
/// decide whether a row is in a partial index at all is not asked.
const PG_INDEX: &str = "SELECT a.attname::text FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid AND i.relname = $2
        JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum > 0
    WHERE x.indrelid = to_regclass($1) AND (
        a.attnum = ANY ((x.indkey::smallint[])[0:x.indnkeyatts - 1])
        OR x.indpred IS NULL AND x.indexprs IS NOT NULL AND EXISTS (
            SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = x.indexrelid
                AND d.refclassid = 'pg_class'::regclass AND d.refobjid = x.indrelid AND d.refobjsubid = a.attnum))
    ORDER BY a.attnum";

const PG_CONSTRAINT: &str = "SELECT a.attname::text FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.conrelid = to_regclass($1) AND c.conname = $2 ORDER BY a.attnum";

/// A domain has the limits of what it is made of.
const PG_LIMITS: &str = "SELECT a.attname::text, COALESCE(b.typname, t.typname)::text,
        (CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END)::bigint
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
    WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

const MYSQL_INDEX: &str = "SELECT column_name FROM information_schema.statistics
    WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND index_name = ? AND column_name IS NOT NULL
    ORDER BY seq_in_index";

/// MySQL's has no column for the table.
const MYSQL_CHECK: &str = "SELECT c.check_clause FROM information_schema.check_constraints c
        JOIN information_schema.table_constraints t USING (constraint_schema, constraint_name)
    WHERE t.table_schema = COALESCE(?, DATABASE()) AND t.table_name = ? AND c.constraint_name = ?";

/// What the index or the table was made by.
const SQLITE_MADE_BY: &str =
    "SELECT sql FROM sqlite_master WHERE name = ?1 COLLATE NOCASE AND sql IS NOT NULL";

const SQLITE_COLUMNS: &str = "SELECT name FROM pragma_table_xinfo(?1)";

const SQLITE_FOREIGN_KEYS: &str = r#"SELECT f.id, f."table", f."from",
        COALESCE(f."to", (SELECT k.name FROM pragma_table_info(f."table") k WHERE k.pk = f.seq + 1))
    FROM pragma_foreign_key_list(?1) f ORDER BY f.id, f.seq"#;

const SQLITE_REFERRING: &str = r#"SELECT m.name, f.id, f."from",
        COALESCE(f."to", (SELECT k.name FROM pragma_table_info(f."table") k WHERE k.pk = f.seq + 1))
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
    WHERE m.type = 'table' AND f."table" = ?1 COLLATE NOCASE ORDER BY m.name, f.id, f.seq"#;

pub(super) async fn columns(
    violation: &Violation,
    conn: &Conn,
    table: &str,
    written: &[Written<'_>],
) -> Result<Vec<String>> {
    let (schema, bare) = parts(table);
    if violation.table.as_deref().is_some_and(|of| !of.eq_ignore_ascii_case(bare)) {
        return Ok(Vec::new()); // of rows that a trigger or a relation has written
    }
    if violation.kind == Kind::Referenced {
        return Ok(Vec::new()); // of the table that refers
    }
    if !violation.columns.is_empty() {
        return Ok(violation.columns.clone());
    }
    let dialect = conn.dialect();
    let name = violation.constraint.as_deref();
    match (dialect, violation.kind, name) {
        (Dialect::Postgres, kind, Some(name)) => {
            let sql = if matches!(kind, Kind::Unique | Kind::TooLong) { PG_INDEX } else { PG_CONSTRAINT };
            ask(conn, sql, [quoted_table(dialect, table).into(), name.into()]).await
        }
        (Dialect::Postgres, Kind::TooLong | Kind::OutOfRange, None) => unfit(conn, table, written).await,
        (_, Kind::Invalid, _) => {
            let refused = written.iter().filter(|(_, value)| is_refused(dialect, value));
            Ok(refused.map(|(column, _)| (*column).to_owned()).collect())
        }
        (Dialect::MySql, Kind::Unique, Some(name)) => {
            ask(conn, MYSQL_INDEX, [of_schema(schema), bare.into(), name.into()]).await
        }
        (Dialect::MySql, Kind::Check, Some(name)) => {
            let rules = ask(conn, MYSQL_CHECK, [of_schema(schema), bare.into(), name.into()]).await?;
            Ok(rules.iter().flat_map(|rule| words(rule)).filter(|word| is_written(word, written)).collect())
        }
        (Dialect::Sqlite, Kind::ForeignKey, _) => missing(conn, bare, written).await,
        (Dialect::Sqlite, Kind::Unique, Some(index)) => {
            let made_by = ask(conn, SQLITE_MADE_BY, [index.into()]).await?;
            // `CREATE UNIQUE INDEX name ON book (lower(title)) WHERE ..`
            let rule = made_by.first().and_then(|sql| sql.split_once('('));
            named(conn, bare, rule.map_or("", |(_, rule)| before_where(rule))).await
        }
        (Dialect::Sqlite, Kind::Check, Some(rule)) => {
            let made_by = ask(conn, SQLITE_MADE_BY, [bare.into()]).await?;
            let rule = made_by.first().and_then(|sql| rule_of(sql, rule)).unwrap_or(rule);
            named(conn, bare, rule).await
        }
        _ => Ok(Vec::new()),
    }
}

/// PostgreSQL: the columns whose values do not fit.
async fn unfit(conn: &Conn, table: &str, written: &[Written<'_>]) -> Result<Vec<String>> {
    let mut columns = Vec::new();
    for row in &fetch(conn, PG_LIMITS, [quoted_table(conn.dialect(), table).into()]).await? {
        let limits = Limits { column: get(row, 0)?, kind: get(row, 1)?, modifier: get(row, 2)? };
        if written.iter().any(|written| limits.are_exceeded_by(written)) {
            columns.push(limits.column);
        }
    }
    Ok(columns)
}

/// A foreign key as SQLite lists it, a row for each of its columns: the other table, and what belongs to each column.
struct ForeignKey<T> {
    id: i64,
    table: String,
    pairs: Vec<(String, T)>,
}

impl<T> ForeignKey<T> {
    fn add(keys: &mut Vec<Self>, id: i64, table: String, pair: (String, T)) {
        match keys.last_mut() {
            Some(last) if last.id == id && last.table == table => last.pairs.push(pair),
            _ => keys.push(Self { id, table, pairs: vec![pair] }),
        }
    }
}

/// SQLite: the columns whose values refer to no row.
async fn missing(conn: &Conn, table: &str, written: &[Written<'_>]) -> Result<Vec<String>> {
    let mut keys: Vec<ForeignKey<String>> = Vec::new();
    for row in &fetch(conn, SQLITE_FOREIGN_KEYS, [table.into()]).await? {
        ForeignKey::add(&mut keys, get(row, 0)?, get(row, 1)?, (get(row, 2)?, get(row, 3)?));
    }
    let mut columns = Vec::new();
    for ForeignKey { table: target, pairs, .. } in keys {
        let value = |name: &str| written.iter().find(|(column, _)| column.eq_ignore_ascii_case(name));
        let known = pairs.iter().map(|(from, to)| value(from).map(|(_, value)| (to, (*value).clone())));
        let Some(known) = known.collect::<Option<Vec<_>>>() else { continue };
        // NULL refers to nothing
        if !known.iter().any(|(_, value)| matches!(value, Sql::Null(_)))
            && !exists(conn, &target, known).await?
        {
            columns.extend(pairs.into_iter().map(|(from, _)| from));
        }
    }
    Ok(columns)
}

/// The tables that have rows which refer to a row with these values; asked of SQLite alone.
pub(super) async fn referring(
    conn: &Conn,
    table: &str,
    row: Vec<(&'static str, Sql)>,
) -> Result<Vec<String>> {
    if conn.dialect() != Dialect::Sqlite {
        return Ok(Vec::new());
    }
    let mut keys: Vec<ForeignKey<Sql>> = Vec::new();
    for found in &fetch(conn, SQLITE_REFERRING, [parts(table).1.into()]).await? {
        let (table, id): (String, i64) = (get(found, 0)?, get(found, 1)?);
        let (from, to): (String, String) = (get(found, 2)?, get(found, 3)?);
        let value = row.iter().find(|(column, _)| column.eq_ignore_ascii_case(&to));
        let Some((_, value)) = value else { continue };
        ForeignKey::add(&mut keys, id, table, (from, value.clone()));
    }
    let mut tables = Vec::new();
    for ForeignKey { table, pairs, .. } in keys {
        let pairs = pairs.iter().map(|(from, value)| (from, value.clone())).collect();
        if tables.last() != Some(&table) && exists(conn, &table, pairs).await? {
            tables.push(table);
        }
    }
    Ok(tables)
}

/// Whether there is a row with these values; of SQLite.
async fn exists(conn: &Conn, table: &str, values: Vec<(&String, Sql)>) -> Result<bool> {
    let conditions: Vec<_> =
        values.iter().map(|(column, _)| quoted(Dialect::Sqlite, column) + " = ?").collect();
    let table = quoted(Dialect::Sqlite, table);
    let sql = format!("SELECT 1 FROM {table} WHERE {} LIMIT 1", conditions.join(" AND "));
    let rows = fetch(conn, &sql, values.into_iter().map(|(_, value)| value)).await?;
    Ok(!rows.is_empty())
}

/// The columns of a table that a text of SQL names; of SQLite.
async fn named(conn: &Conn, table: &str, sql: &str) -> Result<Vec<String>> {
    let words: Vec<_> = words(sql).collect();
    let columns = ask(conn, SQLITE_COLUMNS, [table.into()]).await?;
    let is_named = |column: &String| words.iter().any(|word| word.eq_ignore_ascii_case(column));
    Ok(columns.into_iter().filter(is_named).collect())
}

/// The names and keywords in a text of SQL, in order and once each; not what stands in strings.
fn words(sql: &str) -> impl Iterator<Item = String> {
    let outside = sql.split('\'').step_by(2);
    let letters = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let mut seen: Vec<String> = Vec::new();
    for word in outside.flat_map(|part| part.split(letters)).filter(|word| !word.is_empty()) {
        if !seen.iter().any(|known| known == word) {
            seen.push(word.to_owned());
        }
    }
    seen.into_iter()
}

fn is_written(word: &str, written: &[Written<'_>]) -> bool {
    written.iter().any(|(column, _)| column.eq_ignore_ascii_case(word))
}

/// Without the condition of a partial index.
fn before_where(sql: &str) -> &str {
    let at = sql.to_ascii_uppercase().rfind(" WHERE ");
    at.and_then(|at| sql.get(..at)).unwrap_or(sql)
}

/// The text of a rule with that name, in what its table was made by.
fn rule_of<'a>(sql: &'a str, name: &str) -> Option<&'a str> {
    let at =
        sql.find(&format!("CONSTRAINT {name} ")).or_else(|| sql.find(&format!("CONSTRAINT \"{name}\" ")))?;
    let (_, rule) = sql.get(at..)?.split_once('(')?;
    let mut depth = 1;
    let end = rule.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    rule.get(..end?)
}

/// The schema, where a table's name says one, and the table: `blog.post`.
fn parts(name: &str) -> (Option<&str>, &str) {
    name.split_once('.').map_or((None, name), |(schema, table)| (Some(schema), table))
}

fn of_schema(schema: Option<&str>) -> Sql {
    schema.map_or(Sql::Null(crate::value::Kind::Text), Sql::from)
}

const CATALOG: Meta = *Column::<(), ()>::new("of the database's catalogue").meta();

async fn ask(conn: &Conn, sql: &str, values: impl IntoIterator<Item = Sql>) -> Result<Vec<String>> {
    fetch(conn, sql, values).await?.iter().map(|row| get(row, 0)).collect()
}

async fn fetch(conn: &Conn, sql: &str, values: impl IntoIterator<Item = Sql>) -> Result<Vec<Row>> {
    conn.fetch(Statement::about(conn.dialect(), sql, values.into_iter().collect())).await
}

fn get<T: Field>(row: &Row, at: usize) -> Result<T> {
    T::get(row, at, &CATALOG)
}
