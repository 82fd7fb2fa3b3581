//! Making a `Db`: from URLs, from pools of the user's own, giving them back, and what is said when it does not work.

use cbv::{Db, Dialect, Error, Model as _};
use cbv_runtime::db::SqlitePools;
use cbv_tests::{db::TestDb, fixture, models::Publisher, on_every_database};

/// Why the URL was refused.
async fn refusal(url: &str) -> String {
    match Db::connect(url).await {
        Err(Error::ImproperlyConfigured(reason)) => reason.into_owned(),
        other => panic!("{url}: {other:?}"),
    }
}

async fn pragma(pool: &sqlx::SqlitePool, name: &'static str) -> String {
    let sql = sqlx::AssertSqlSafe(format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"));
    let column = sqlx::query_scalar::<_, String>(sql).fetch_one(pool).await;
    column.unwrap_or_else(|error| panic!("{name}: {error}"))
}

on_every_database! {
    #[test]
    async fn a_pool_of_the_users_own_works_and_is_given_back(db: &TestDb) {
        fixture::create(db).await;
        let own = db.one_connection().await;
        assert_eq!(Publisher::objects().count(&own).await.unwrap(), 3);
        let given_back = (own.as_sqlite().is_some(), own.as_postgres().is_some(), own.as_mysql().is_some());
        assert_eq!(given_back, db.pick((true, false, false), (false, true, false), (false, false, true)));
        let count = "SELECT CAST(COUNT(*) AS CHAR(9)) FROM publisher";
        let text: String = match db.dialect() {
            Dialect::Sqlite => sqlx::query_scalar(count).fetch_one(own.as_sqlite().unwrap()).await.unwrap(),
            Dialect::Postgres => sqlx::query_scalar(count).fetch_one(own.as_postgres().unwrap()).await.unwrap(),
            Dialect::MySql => sqlx::query_scalar(count).fetch_one(own.as_mysql().unwrap()).await.unwrap(),
        };
        assert_eq!(text.trim(), "3");
        own.close().await;
    }

    #[test]
    async fn a_database_that_is_not_there_says_what_to_check(db: &TestDb) {
        if db.dialect() == Dialect::Sqlite {
            return; // its own tests are below
        }
        let missing = db.url().rsplit_once('/').unwrap().0.to_owned() + "/cbv_no_such_database";
        let reason = refusal(&missing).await;
        assert!(reason.contains("`cbv_no_such_database`") && reason.contains("does the database exist"), "{reason}");
        // a port that nobody listens on: bound, and given up again
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let scheme = db.pick("", "postgres", "mysql");
        let reason = refusal(&format!("{scheme}://someone:secret@127.0.0.1:{port}/shop")).await;
        assert!(reason.contains("is the server running") && !reason.contains("secret"), "{reason}");
        let reason = refusal(&format!("{scheme}://127.0.0.1:port/shop")).await;
        assert!(reason.contains("cannot be read"), "{reason}");
    }
}

#[tokio::test]
async fn a_url_that_names_no_database_says_what_to_write() {
    assert!(refusal("books.db").await.contains("`sqlite://books.db`"));
    assert!(refusal("").await.contains("sqlite://app.db"));
    assert!(refusal("oracle://u:secret@h/d").await.contains("write `sqlite:`, `postgres:` or `mysql:`"));
    assert!(refusal("sqlite:").await.contains("names no SQLite file"));
    assert!(refusal("sqlite://").await.contains("names no SQLite file"));
    assert!(refusal("sqlite3://app.db").await.contains("write `sqlite://"));
}

#[tokio::test]
async fn a_sqlite_file_that_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display();
    assert!(refusal(&format!("sqlite://{path}/missing/app.db")).await.contains("/missing` does not exist"));
    assert!(refusal(&format!("sqlite://{path}")).await.contains("it is a folder"));
    assert!(refusal(&format!("sqlite://{path}/app.db?mode=rw")).await.contains("it does not exist"));
    assert!(refusal(&format!("sqlite://{path}/app.db?mode=rx")).await.contains("names no SQLite file"));
}

#[tokio::test]
async fn sqlite_is_opened_as_a_server_needs_it() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/app.db", folder.path().display());
    let db = Db::connect(&url).await.unwrap();
    let (read, write) = (db.as_sqlite().unwrap(), db.as_sqlite_writer().unwrap());
    assert_eq!((read.options().get_max_connections(), write.options().get_max_connections()), (4, 1));
    for pool in [read, write] {
        assert_eq!(pragma(pool, "journal_mode").await, "wal");
        assert_eq!(pragma(pool, "foreign_keys").await, "1");
        assert_eq!(pragma(pool, "synchronous").await, "1");
        assert!(!pool.options().get_test_before_acquire());
    }
    sqlx::raw_sql("CREATE TABLE t (id INTEGER)").execute(write).await.unwrap();
    let refused = sqlx::raw_sql("INSERT INTO t VALUES (1)").execute(read).await.unwrap_err();
    assert!(refused.to_string().contains("readonly"), "{refused}");
    db.close().await;
    // closing folds the log into the file
    assert!(!folder.path().join("app.db-wal").exists());
    let read_only = Db::connect(&format!("{url}?mode=ro")).await.unwrap();
    sqlx::query("SELECT id FROM t").fetch_all(read_only.as_sqlite().unwrap()).await.unwrap();
    read_only.close().await;
}

#[tokio::test]
async fn sqlite_in_memory_is_one_database() {
    let db = Db::connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql("CREATE TABLE t (id INTEGER)").execute(db.as_sqlite_writer().unwrap()).await.unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let pool = db.as_sqlite().unwrap().clone();
            tokio::spawn(async move { sqlx::query("SELECT id FROM t").fetch_all(&pool).await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let other = Db::connect("sqlite::memory:").await.unwrap();
    assert!(sqlx::query("SELECT id FROM t").fetch_all(other.as_sqlite().unwrap()).await.is_err());
}

#[tokio::test]
async fn two_pools_of_the_users_own_are_reader_and_writer() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/app.db?mode=rwc", folder.path().display());
    let write = sqlx::SqlitePool::connect(&url).await.unwrap();
    let read = sqlx::SqlitePool::connect(&url).await.unwrap();
    let db = Db::from(SqlitePools::new(read, write.clone()));
    write.close().await;
    assert!(db.as_sqlite_writer().unwrap().is_closed());
    assert!(!db.as_sqlite().unwrap().is_closed());
}
