//! SQLite opened as a server needs it: one connection that writes, several that read. Called by `Db` and `Conn`.

use std::{
    str::FromStr as _,
    time::{Duration, Instant},
};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::Result;

/// How many connections read at the same time.
const READERS: u32 = 4;

/// How long a statement waits for another process's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// SQLite's pools: writes go through one connection, reads through several. Made from a pool of yours, both are that pool.
#[derive(Debug, Clone)]
pub struct SqlitePools {
    read: SqlitePool,
    write: SqlitePool,
}

impl SqlitePools {
    /// Opens `url` with a write-ahead log, foreign keys on, a busy timeout of 5 seconds, one writing connection and four
    /// reading ones; a missing file is created. In memory (`sqlite::memory:`) one connection does everything.
    ///
    /// # Errors
    /// [`crate::Error::Database`] when the file cannot be opened.
    pub async fn connect(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(!url.contains("mode="))
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        if url.contains(":memory:") || url.contains("mode=memory") {
            // Each connection would have a database of its own, and an idle one that is closed would lose it.
            let pool = SqlitePoolOptions::new()
                .max_connections(1)
                .min_connections(1)
                .idle_timeout(None)
                .max_lifetime(None);
            return Ok(Self::from(pool.test_before_acquire(false).connect_with(options).await?));
        }
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Normal);
        let write = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
        let write = open(write, &options).await?;
        let read = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false);
        Ok(Self { read: open(read, &options).await?, write })
    }

    /// The pool that reads.
    pub fn read(&self) -> &SqlitePool {
        &self.read
    }

    /// The pool that writes: one connection unless it was your own pool.
    pub fn write(&self) -> &SqlitePool {
        &self.write
    }

    pub(super) async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

impl From<SqlitePool> for SqlitePools {
    fn from(pool: SqlitePool) -> Self {
        Self { read: pool.clone(), write: pool }
    }
}

/// Opens a pool. A new file becomes one with a write-ahead log while nobody else holds it; SQLite does not wait for that by
/// itself, so that two processes that start at once would otherwise fail now and then.
async fn open(pool: SqlitePoolOptions, options: &SqliteConnectOptions) -> Result<SqlitePool> {
    let end = Instant::now() + BUSY_TIMEOUT;
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(sqlx::Error::Database(error)) if is_busy(&*error) && Instant::now() < end => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            opened => return Ok(opened?),
        }
    }
}

/// Whether another process holds the file: `SQLITE_BUSY`, the low byte of its longer codes too.
fn is_busy(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xFF == 5)
}
