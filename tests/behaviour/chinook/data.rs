//! Puts Chinook into a test's database: SQLite gets a copy of the file, byte for byte, and the servers get the schema and the
//! rows that are read from it. Called by the tests beside it, which also ask it plain SQL.

use std::{ops::Deref, path::PathBuf};

use cbv::Db;
use cbv_tests::db::{Dialect, TestDb};
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Row as _, SqlitePool};

/// The file's sum, as `tests/data/README.md` has it: nobody changed it.
const SHA256: &str = "d6c11e2ccda2a36883af57f031f76fbd55e247f3be1710c4c8aaa72ec06a18cb";

/// The tables, those that others refer to first.
const TABLES: [&str; 11] = [
    "artists",
    "albums",
    "genres",
    "media_types",
    "tracks",
    "playlists",
    "playlist_track",
    "employees",
    "customers",
    "invoices",
    "invoice_items",
];

/// A database with Chinook's tables and rows: the test's own, or on SQLite one of a copied file.
pub(super) struct Chinook<'a> {
    server: &'a TestDb,
    copy: Option<TestDb>,
}

impl Deref for Chinook<'_> {
    type Target = TestDb;

    fn deref(&self) -> &TestDb {
        self.copy.as_ref().unwrap_or(self.server)
    }
}

impl<'a> Chinook<'a> {
    /// Loads it.
    pub(super) async fn load(server: &'a TestDb) -> Self {
        let copy = TestDb::of_file(&file()).await;
        if server.dialect() == Dialect::Sqlite {
            return Self { server, copy: Some(copy) };
        }
        let source = copy.db().as_sqlite().expect("SQLite");
        for sql in statements(source, server.dialect()).await {
            // Not `TestDb::execute`, for which braces have a meaning.
            let done = server.db().run_script(AssertSqlSafe(&*sql)).await;
            done.unwrap_or_else(|error| panic!("{error}: {sql:.300}"));
        }
        copy.db().close().await;
        Self { server, copy: None }
    }

    /// A number, by plain SQL. Names stand in double quotes, on each database.
    pub(super) async fn number(&self, sql: &str) -> i64 {
        self.numbers(sql).await[0]
    }

    /// A column of numbers, by plain SQL.
    pub(super) async fn numbers(&self, sql: &str) -> Vec<i64> {
        let quoted = || AssertSqlSafe(self.quoted(sql));
        let numbers = match self.db() {
            Db::Sqlite(pools) => sqlx::query_scalar(quoted()).fetch_all(pools.read()).await,
            Db::Postgres(pool) => sqlx::query_scalar(quoted()).fetch_all(pool).await,
            Db::MySql(pool) => sqlx::query_scalar(quoted()).fetch_all(pool).await,
            other => panic!("unknown database {other:?}"),
        };
        numbers.unwrap_or_else(|error| panic!("{error}: {sql}"))
    }

    fn quoted(&self, sql: &str) -> String {
        if self.dialect() == Dialect::MySql { sql.replace('"', "`") } else { sql.to_owned() }
    }
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/chinook.db")
}

/// What makes the tables, their rows and their indexes on a server.
async fn statements(source: &SqlitePool, dialect: Dialect) -> Vec<String> {
    let mut statements = Vec::new();
    for table in TABLES {
        let created = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?";
        let sql: String = sqlx::query_scalar(created).bind(table).fetch_one(source).await.expect("a table");
        statements.push(translated(&sql, dialect));
        statements.extend(rows(source, table, dialect).await);
    }
    let indexes = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
    let indexes: Vec<String> = sqlx::query_scalar(indexes).fetch_all(source).await.expect("indexes");
    statements.extend(indexes.iter().map(|sql| translated(sql, dialect)));
    statements
}

/// The schema of SQLite in a server's words: the same names, the same keys.
fn translated(sql: &str, dialect: Dialect) -> String {
    let (key, time, quote) = match dialect {
        Dialect::Postgres => ("BIGSERIAL PRIMARY KEY", "TIMESTAMP", "\""),
        _ => ("BIGINT AUTO_INCREMENT PRIMARY KEY", "DATETIME", "`"),
    };
    sql.replace("INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", key)
        .replace("INTEGER", "BIGINT")
        .replace("NVARCHAR", "VARCHAR")
        .replace("DATETIME", time)
        .replace(['[', ']', '"'], quote)
}

/// The rows of a table, some hundreds to a statement; SQLite writes the values itself.
async fn rows(source: &SqlitePool, table: &str, dialect: Dialect) -> Vec<String> {
    let columns = sqlx::query("SELECT name FROM pragma_table_info(?)").bind(table).fetch_all(source).await;
    let columns: Vec<String> = columns.expect("columns").iter().map(|row| row.get(0)).collect();
    let values: Vec<String> = columns.iter().map(|name| format!("quote({name})")).collect();
    let select = format!("SELECT '(' || {} || ')' FROM {table} ORDER BY rowid", values.join(" || ', ' || "));
    let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(select)).fetch_all(source).await.expect("rows");
    let insert = |rows: &[String]| {
        let rows = rows.join(",\n");
        // A backslash is a letter in SQL, but not in MariaDB's.
        if dialect == Dialect::MySql {
            format!("INSERT INTO `{table}` VALUES {}", rows.replace('\\', "\\\\"))
        } else {
            format!("INSERT INTO \"{table}\" VALUES {rows}")
        }
    };
    rows.chunks(500).map(insert).collect()
}

/// The file is the one that the package has.
#[test]
fn chinook_is_unchanged() {
    let bytes = std::fs::read(file()).unwrap();
    let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sum, SHA256);
}
