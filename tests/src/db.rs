//! A fresh database for each test, on each of the three databases. Called by `on_every_database!`, which every behaviour
//! test that touches a database is written in. What stands in the tables is made by `fixture` or by the test itself.

use std::{
    future::Future,
    io::Write as _,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering},
};

use cbv_runtime::db::Db;
pub use cbv_runtime::db::Dialect;
use sqlx::{AssertSqlSafe, Connection as _};

/// Writes tests that run on the three databases. Each function becomes a module with the tests `sqlite`, `postgres` and
/// `mysql`, so that `cargo test l_15` runs the row everywhere and `cargo test ::mysql` one database.
///
/// ```text
/// on_every_database! {
///     #[test]
///     async fn l_15_last_is_the_last_page(db: &TestDb) {
///         fixture::create(db).await;
///         assert_eq!(Book::objects().count(db.db()).await.unwrap(), 5);
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_every_database {
    ($(
        $(#[doc = $doc:expr])*
        #[test]
        async fn $name:ident($db:ident: &$kind:ty) $body:block
    )*) => {$(
        $(#[doc = $doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($db: &$kind) $body

            #[test]
            fn sqlite() {
                $crate::db::run($crate::db::Dialect::Sqlite, module_path!(), |db| Box::pin(test(db)));
            }

            #[test]
            fn postgres() {
                $crate::db::run($crate::db::Dialect::Postgres, module_path!(), |db| Box::pin(test(db)));
            }

            #[test]
            fn mysql() {
                $crate::db::run($crate::db::Dialect::MySql, module_path!(), |db| Box::pin(test(db)));
            }
        }
    )*};
}

/// A database that nobody else uses. It is removed when the test ends, also when it fails.
#[derive(Debug)]
pub struct TestDb {
    db: Db,
    url: String,
    home: Home,
}

/// Where the database lives, for its removal.
#[derive(Debug)]
enum Home {
    Folder(tempfile::TempDir),
    Server { base: String, name: String },
}

impl TestDb {
    /// The pool, or pools, of the database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The URL of the database, for a pool of the test's own.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The name of the database on its server.
    pub(crate) fn name(&self) -> &str {
        match &self.home {
            Home::Folder(_) => "main",
            Home::Server { name, .. } => name,
        }
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// The one of three that belongs to this database.
    pub fn pick<T>(&self, sqlite: T, postgres: T, mysql: T) -> T {
        match self.dialect() {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
            Dialect::MySql => mysql,
        }
    }

    /// The same database behind a pool of one connection, made as a user makes theirs. To be closed by the test.
    pub async fn one_connection(&self) -> Db {
        macro_rules! pool {
            ($options:ty) => {
                <$options>::new()
                    .max_connections(1)
                    .connect(&self.url)
                    .await
                    .expect("a pool of one connection")
                    .into()
            };
        }
        match self.dialect() {
            Dialect::Sqlite => pool!(sqlx::sqlite::SqlitePoolOptions),
            Dialect::Postgres => pool!(sqlx::postgres::PgPoolOptions),
            Dialect::MySql => pool!(sqlx::mysql::MySqlPoolOptions),
        }
    }

    /// Runs one or several statements as they stand. In the text, these words stand for a column's type:
    /// `{key}` (a primary key that the database counts up), `{datetime}`, `{instant}`, `{uuid}`, `{json}`, `{bytes}`,
    /// `{float}`, `{bool}`, `{text}`.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn execute(&self, sql: &str) {
        let sql = self.types(sql);
        let done = match &self.db {
            Db::Sqlite(pools) => sqlx::raw_sql(AssertSqlSafe(&*sql)).execute(pools.write()).await.map(drop),
            Db::Postgres(pool) => sqlx::raw_sql(AssertSqlSafe(&*sql)).execute(pool).await.map(drop),
            Db::MySql(pool) => sqlx::raw_sql(AssertSqlSafe(&*sql)).execute(pool).await.map(drop),
            other => panic!("unknown database {other:?}"),
        };
        done.unwrap_or_else(|error| panic!("{error}\nin {sql}"));
    }

    fn types(&self, sql: &str) -> String {
        let types = [
            (
                "{key}",
                "INTEGER PRIMARY KEY AUTOINCREMENT",
                "BIGSERIAL PRIMARY KEY",
                "BIGINT AUTO_INCREMENT PRIMARY KEY",
            ),
            ("{datetime}", "TEXT", "TIMESTAMP", "DATETIME(6)"),
            ("{instant}", "TEXT", "TIMESTAMPTZ", "TIMESTAMP(6)"),
            ("{uuid}", "TEXT", "UUID", "UUID"),
            ("{json}", "TEXT", "JSONB", "JSON"),
            ("{bytes}", "BLOB", "BYTEA", "LONGBLOB"),
            ("{float}", "REAL", "DOUBLE PRECISION", "DOUBLE"),
            ("{bool}", "BOOLEAN", "BOOLEAN", "BOOLEAN"),
            ("{text}", "TEXT", "TEXT", "LONGTEXT"),
        ];
        types.into_iter().fold(sql.to_owned(), |sql, (word, sqlite, postgres, mysql)| {
            sql.replace(word, self.pick(sqlite, postgres, mysql))
        })
    }

    /// A SQLite database whose file is a copy of that one, as it is. It is removed when it is dropped.
    ///
    /// # Panics
    /// When there is no such file.
    pub async fn of_file(file: &std::path::Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let copy = folder.path().join("test.db");
        std::fs::copy(file, &copy).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let url = format!("sqlite://{}", copy.display());
        Self { db: connect(&url).await, url, home: Home::Folder(folder) }
    }

    async fn create(dialect: Dialect, base: String) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        if dialect == Dialect::Sqlite {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let url = format!("sqlite://{}", folder.path().join("test.db").display());
            return Self { db: connect(&url).await, url, home: Home::Folder(folder) };
        }
        let name = format!("cbv_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let drop = drop_statement(dialect, &name);
        // a server's default may be Latin-1
        let letters = if dialect == Dialect::MySql { " CHARACTER SET utf8mb4" } else { "" };
        let create = format!("CREATE DATABASE {name}{letters}");
        administer(dialect, &base, &[drop, create]).await;
        let url = on_database(&base, &name);
        Self { db: connect(&url).await, url, home: Home::Server { base, name } }
    }

    async fn remove(self) {
        let dialect = self.dialect();
        self.db.close().await;
        match self.home {
            Home::Folder(folder) => folder.close().expect("the folder can be removed"),
            Home::Server { base, name } => {
                administer(dialect, &base, &[drop_statement(dialect, &name)]).await
            }
        }
    }
}

async fn connect(url: &str) -> Db {
    Db::connect(url).await.unwrap_or_else(|error| panic!("{url}: {error}"))
}

/// The same URL with another database's name.
fn on_database(base: &str, name: &str) -> String {
    let (address, options) =
        base.split_once('?').map_or((base, None), |(address, options)| (address, Some(options)));
    let start = address.find("://").map_or(0, |at| at + 3);
    let server =
        address.get(start..).and_then(|rest| rest.find('/')).map_or(address, |at| &address[..start + at]);
    match options {
        Some(options) => format!("{server}/{name}?{options}"),
        None => format!("{server}/{name}"),
    }
}

fn drop_statement(dialect: Dialect, name: &str) -> String {
    // FORCE: a test may have left connections of its own open
    let force = if dialect == Dialect::Postgres { " WITH (FORCE)" } else { "" };
    format!("DROP DATABASE IF EXISTS {name}{force}")
}

async fn administer(dialect: Dialect, base: &str, statements: &[String]) {
    for statement in statements {
        let sql = sqlx::raw_sql(AssertSqlSafe(statement.as_str()));
        let done = if dialect == Dialect::Postgres {
            let mut conn =
                sqlx::PgConnection::connect(base).await.expect("CBV_TEST_POSTGRES is a URL to connect to");
            sql.execute(&mut conn).await.map(drop)
        } else {
            let mut conn =
                sqlx::MySqlConnection::connect(base).await.expect("CBV_TEST_MYSQL is a URL to connect to");
            sql.execute(&mut conn).await.map(drop)
        };
        done.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

/// Runs one test on one database; without the variable that names the server it says so and passes.
///
/// # Panics
/// When the test does.
pub fn run(
    dialect: Dialect,
    name: &str,
    test: impl for<'a> FnOnce(&'a TestDb) -> Pin<Box<dyn Future<Output = ()> + 'a>>,
) {
    let (server, database) = match dialect {
        Dialect::Sqlite => (Ok(String::new()), "sqlite"),
        Dialect::Postgres => (variable("CBV_TEST_POSTGRES"), "postgres"),
        Dialect::MySql => (variable("CBV_TEST_MYSQL"), "mysql"),
    };
    let base = match server {
        Ok(base) => base,
        Err(reason) => {
            // `println!` would be captured, and nobody would see what was not tested.
            let name = name.split_once("::").map_or(name, |(_, name)| name);
            let _ = writeln!(std::io::stdout(), "SKIPPED {name}::{database}: {reason}");
            return;
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime for the test");
    let db = runtime.block_on(TestDb::create(dialect, base));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&db))));
    runtime.block_on(db.remove());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|_| format!("{name} is not set"))
}

#[cfg(test)]
mod tests {
    use super::on_database;

    #[test]
    fn the_database_of_a_url_is_replaced() {
        assert_eq!(on_database("postgres://a@b:1/c", "x"), "postgres://a@b:1/x");
        assert_eq!(on_database("postgres://a@b:1", "x"), "postgres://a@b:1/x");
        assert_eq!(on_database("mysql://a@b/c?ssl-mode=DISABLED", "x"), "mysql://a@b/x?ssl-mode=DISABLED");
    }
}
