//! Fills a database with a blog: `seed ROWS` writes that many posts of about 1 KB, 1,000 authors and 20 categories into the
//! empty database of `DATABASE_URL`. The same rows on SQLite and PostgreSQL, and in every run. Called by `cargo xtask bench`.

mod blog;

use std::fmt::Write as _;

use cbv_bench::Fault;
use sqlx::{
    AssertSqlSafe, Connection as _, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// Rows in one INSERT: about half a megabyte of posts.
const BATCH: usize = 500;

/// The tables. `{key}` and `{time}` differ between the databases.
const TABLES: &str = "
CREATE TABLE author (id {key}, name TEXT NOT NULL, slug TEXT NOT NULL UNIQUE);
CREATE TABLE category (id {key}, name TEXT NOT NULL, slug TEXT NOT NULL UNIQUE);
CREATE TABLE post (
    id {key},
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL,
    views BIGINT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES author (id),
    category_id BIGINT NOT NULL REFERENCES category (id),
    created_at {time} NOT NULL
);
";

/// Made when the rows are there, as a table that was loaded has them.
const INDEXES: &str = "
CREATE INDEX post_newest ON post (created_at, id);
CREATE INDEX post_author ON post (author_id);
CREATE INDEX post_category ON post (category_id);
";

/// Gives PostgreSQL's counters the numbers behind the rows that were written with theirs.
const COUNTERS: &str = "
SELECT setval(pg_get_serial_sequence('author', 'id'), max(id)) FROM author;
SELECT setval(pg_get_serial_sequence('category', 'id'), max(id)) FROM category;
SELECT setval(pg_get_serial_sequence('post', 'id'), max(id)) FROM post;
";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let url = std::env::var("DATABASE_URL").map_err(|_| "no database: set DATABASE_URL")?;
    let rows = std::env::args().nth(1).ok_or("how many posts? seed ROWS")?.parse()?;
    let mut db = Target::open(&url).await?;
    db.run(db.tables()).await?;
    db.run("BEGIN".to_owned()).await?;
    db.insert("author (id, name, slug)", blog::authors()).await?;
    db.insert("category (id, name, slug)", blog::categories()).await?;
    let post = "post (id, slug, title, body, status, views, author_id, category_id, created_at)";
    db.insert(post, blog::posts(rows)).await?;
    db.run(INDEXES.to_owned()).await?;
    db.run("COMMIT".to_owned()).await?;
    for statement in db.last_words() {
        db.run((*statement).to_owned()).await?;
    }
    db.close().await
}

/// The connection that is written to.
enum Target {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Target {
    async fn open(url: &str) -> Result<Self, Fault> {
        if !url.starts_with("sqlite:") {
            return Ok(Self::Postgres(PgConnection::connect(url).await?));
        }
        let options = url.parse::<SqliteConnectOptions>()?.create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Off);
        Ok(Self::Sqlite(SqliteConnection::connect_with(&options).await?))
    }

    async fn run(&mut self, sql: String) -> Result<(), Fault> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql));
        match self {
            Self::Sqlite(db) => query.execute(db).await.map(drop)?,
            Self::Postgres(db) => query.execute(db).await.map(drop)?,
        }
        Ok(())
    }

    /// Writes rows whose values are SQL already.
    async fn insert(&mut self, into: &str, rows: impl Iterator<Item = String>) -> Result<(), Fault> {
        let mut rows = rows.peekable();
        while rows.peek().is_some() {
            let mut sql = format!("INSERT INTO {into} VALUES ");
            for (index, row) in rows.by_ref().take(BATCH).enumerate() {
                write!(sql, "{}({row})", if index == 0 { "" } else { ", " })?;
            }
            self.run(sql).await?;
        }
        Ok(())
    }

    fn tables(&self) -> String {
        let (key, time) = match self {
            Self::Sqlite(_) => ("INTEGER PRIMARY KEY", "DATETIME"),
            Self::Postgres(_) => ("BIGSERIAL PRIMARY KEY", "TIMESTAMPTZ"),
        };
        TABLES.replace("{key}", key).replace("{time}", time)
    }

    /// What makes the database as one finds it after a while: statistics, and nothing left to tidy up.
    fn last_words(&self) -> &'static [&'static str] {
        match self {
            Self::Sqlite(_) => &["ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"],
            // VACUUM takes no row for visible to all while a commit near the row's is not flushed yet.
            Self::Postgres(_) => {
                &[COUNTERS, "SET synchronous_commit = on", "VACUUM (FREEZE, ANALYZE)", "CHECKPOINT"]
            }
        }
    }

    async fn close(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(db) => db.close().await?,
            Self::Postgres(db) => db.close().await?,
        }
        Ok(())
    }
}
