//! Brings a database up to date when the shop starts: makes the tables, and fills them when the shop is new. Called by
//! `main`. Several shops may start on one database at the same time: the first does the work, the others wait for it.
//!
//! It teaches: cbv neither makes nor changes tables. sqlx's migrator does, here from files that are part of the binary;
//! `Db` hands out the pools it was made of.

use std::error::Error;

use cbv::Db;
use sqlx::{
    MySqlPool, PgPool, SqlSafeStr as _, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    mysql::MySql,
    postgres::Postgres,
    sqlite::Sqlite,
};

use crate::seed;

type Result<T = (), E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// How many rows a shop that was never opened has: none.
const ROWS: &str = "SELECT (SELECT COUNT(*) FROM publisher) + (SELECT COUNT(*) FROM author)";

/// The seed brings its keys along; on PostgreSQL the next key must be told to go on behind them.
const SEQUENCES: &str =
    "SELECT setval(pg_get_serial_sequence('publisher', 'id'), (SELECT MAX(id) FROM publisher)),
    setval(pg_get_serial_sequence('author', 'id'), (SELECT MAX(id) FROM author)),
    setval(pg_get_serial_sequence('book', 'id'), (SELECT MAX(id) FROM book))";

/// Makes the tables that are missing, and fills an empty shop.
pub(crate) async fn migrate(db: &Db) -> Result {
    match db {
        Db::Sqlite(pools) => sqlite(pools.write()).await,
        Db::Postgres(pool) => postgres(pool).await,
        Db::MySql(pool) => mysql(pool).await,
        _ => Err("the bookshop has no tables for this database".into()),
    }
}

/// Everything in one transaction, which takes SQLite's only write lock at once.
async fn sqlite(pool: &SqlitePool) -> Result {
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    migrator([
        include_str!("../migrations/sqlite/0001_init.sql"),
        include_str!("../migrations/sqlite/0002_forms.sql"),
        include_str!("../migrations/sqlite/0003_sessions.sql"),
    ])
    .run(&mut *tx)
    .await?;
    let rows: i64 = sqlx::query_scalar(ROWS).fetch_one(&mut *tx).await?;
    if rows == 0 {
        for table in &seed::tables() {
            seed::insert::<Sqlite>(&mut tx, table).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Everything in one transaction, behind a lock that lasts as long.
async fn postgres(pool: &PgPool) -> Result {
    let mut tx = pool.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock(hashtext('bookshop'))").execute(&mut *tx).await?;
    migrator([
        include_str!("../migrations/postgres/0001_init.sql"),
        include_str!("../migrations/postgres/0002_forms.sql"),
        include_str!("../migrations/postgres/0003_sessions.sql"),
    ])
    .run(&mut *tx)
    .await?;
    let rows: i64 = sqlx::query_scalar(ROWS).fetch_one(&mut *tx).await?;
    if rows == 0 {
        for table in &seed::tables() {
            seed::insert::<Postgres>(&mut tx, table).await?;
        }
        sqlx::query(SEQUENCES).execute(&mut *tx).await?;
    }
    Ok(tx.commit().await?)
}

/// A statement that makes a table ends a transaction here, so the lock belongs to the connection, and the transaction begins
/// with the rows.
async fn mysql(pool: &MySqlPool) -> Result {
    let mut conn = pool.acquire().await?;
    let lock = "SELECT GET_LOCK(CONCAT(LEFT(DATABASE(), 50), '.bookshop'), 60)";
    let locked: Option<i64> = sqlx::query_scalar(lock).fetch_one(&mut *conn).await?;
    if locked != Some(1) {
        return Err("another bookshop has been filling this database for a minute".into());
    }
    migrator([
        include_str!("../migrations/mysql/0001_init.sql"),
        include_str!("../migrations/mysql/0002_forms.sql"),
        include_str!("../migrations/mysql/0003_sessions.sql"),
    ])
    .run(&mut *conn)
    .await?;
    let rows: i64 = sqlx::query_scalar(ROWS).fetch_one(&mut *conn).await?;
    if rows == 0 {
        let mut tx = sqlx::Connection::begin(&mut *conn).await?;
        for table in &seed::tables() {
            seed::insert::<MySql>(&mut tx, table).await?;
        }
        tx.commit().await?;
    }
    // The lock goes with the connection.
    Ok(conn.close().await?)
}

/// The migrations, in their order. sqlx notes in `_sqlx_migrations` which have run. The lock is ours: it covers the rows too.
fn migrator(texts: [&'static str; 3]) -> Migrator {
    let names = ["init", "forms", "sessions"].into_iter().zip(texts).zip(1..);
    let migration = |((name, text), version): ((&'static str, &'static str), i64)| {
        Migration::new(version, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    };
    let mut migrator = Migrator::with_migrations(names.map(migration).collect::<Vec<_>>());
    migrator.set_locking(false);
    migrator
}

#[cfg(test)]
mod tests {
    use cbv::{Db, Model as _};

    use super::migrate;
    use crate::models::{Author, Book, Publisher, Review};

    async fn rows(db: &Db) -> [u64; 3] {
        [
            Publisher::objects().count(db).await.expect("publishers"),
            Author::objects().count(db).await.expect("authors"),
            Book::objects().count(db).await.expect("books"),
        ]
    }

    #[tokio::test]
    async fn a_second_start_adds_nothing() {
        let db = Db::connect("sqlite::memory:").await.expect("a database");
        migrate(&db).await.expect("the first start");
        let first = rows(&db).await;
        migrate(&db).await.expect("the second start");
        assert_eq!(first, [14, 48, 540]);
        assert_eq!(rows(&db).await, first);
    }

    #[tokio::test]
    async fn the_models_fit_the_tables() {
        let db = Db::connect("sqlite::memory:").await.expect("a database");
        migrate(&db).await.expect("a start");
        cbv::check(&db, cbv::models![Publisher, Author, Book, Review]).await.expect("tables that fit");
    }

    #[tokio::test]
    async fn two_shops_start_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("shop.db").display());
        let open = async || {
            let db = Db::connect(&url).await.expect("a database");
            migrate(&db).await.expect("a start");
            db
        };
        let (one, other) = tokio::join!(open(), open());
        assert_eq!(rows(&one).await, [14, 48, 540]);
        assert_eq!(rows(&other).await, [14, 48, 540]);
        one.close().await;
        other.close().await;
    }
}
