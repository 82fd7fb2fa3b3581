//! SQLite opened as a server needs it: one connection that writes, several that read. Called by `Db` and `Conn`.

use std::{str::FromStr as _, time::Duration};

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
        let write = write.connect_with(options.clone()).await?;
        let read = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false);
        Ok(Self { read: read.connect_with(options).await?, write })
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
