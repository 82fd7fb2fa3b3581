//! SQLite opened as a server needs it: one connection that writes, several that read. Called by `Db` and `Conn`.

use std::{
    path::Path,
    str::FromStr as _,
    time::{Duration, Instant},
};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Error, Result};

/// How many connections read at the same time.
const READERS: u32 = 4;

/// How long a statement waits for another process's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// SQLite's pools: writes go through one connection, reads through several. Made from one pool of yours, both are that pool.
#[derive(Debug, Clone)]
pub struct SqlitePools {
    read: SqlitePool,
    /// `None` when the pool that reads also writes.
    write: Option<SqlitePool>,
}

/// How much of the file is read as memory, in bytes. Address space, not memory: what is not read takes none.
const MAPPED: &str = "268435456";

impl SqlitePools {
    /// Opens the file that `url` names as a server needs it. A missing file is created (`?mode=rw` forbids that); a
    /// missing folder is not.
    ///
    /// | setting | value | why |
    /// |---|---|---|
    /// | connections | 1 that writes, 4 that read | writers queue for the connection instead of for the file's lock |
    /// | `journal_mode` | WAL | readers go on while one writes |
    /// | `synchronous` | NORMAL | safe with WAL; a power cut may lose the last commits, never the file |
    /// | `foreign_keys` | on | SQLite leaves them off |
    /// | `busy_timeout` | 5 s | another process may write too |
    /// | `mmap_size` | 256 MiB | pages are read from memory that the connections share, not copied for each |
    /// | `query_only` | on, for what reads | a write on the wrong pool is an error at once |
    ///
    /// In memory (`sqlite::memory:`) one connection does everything, and lives as long as the pool. With `?mode=ro` four
    /// connections read, and the journal is left as it is.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] when the file cannot be opened.
    pub async fn connect(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url).map_err(|error| {
            Error::ImproperlyConfigured(
                format!("`{url}` names no SQLite file: {error}; write `sqlite://app.db`").into(),
            )
        })?;
        let options = options.foreign_keys(true).busy_timeout(BUSY_TIMEOUT).pragma("mmap_size", MAPPED);
        let pools = if url.contains(":memory:") || url.contains("mode=memory") {
            Self::in_memory(options).await
        } else if options.get_filename().as_os_str().is_empty() {
            let reason =
                format!("`{url}` names no SQLite file: write `sqlite://app.db` or `sqlite::memory:`");
            return Err(Error::ImproperlyConfigured(reason.into()));
        } else if url.contains("mode=ro") || url.contains("immutable=") {
            Self::read_only(options.clone()).await
        } else {
            Self::on_disk(options.create_if_missing(!url.contains("mode="))).await
        };
        pools.map_err(|error| cannot_open(url, &error))
    }

    async fn on_disk(options: SqliteConnectOptions) -> sqlx::Result<Self> {
        let options = options.synchronous(SqliteSynchronous::Normal);
        // The journal's mode is the file's, not the connection's: the first connection sets it.
        let write = open(pool(1), &options.clone().journal_mode(SqliteJournalMode::Wal)).await?;
        let read = open(pool(READERS), &options.pragma("query_only", "ON")).await?;
        Ok(Self { read, write: Some(write) })
    }

    async fn in_memory(options: SqliteConnectOptions) -> sqlx::Result<Self> {
        // Each connection would have a database of its own, and an idle one that is closed would lose it.
        let pool = pool(1).min_connections(1).idle_timeout(None).max_lifetime(None);
        Ok(Self::from(pool.connect_with(options).await?))
    }

    async fn read_only(options: SqliteConnectOptions) -> sqlx::Result<Self> {
        Ok(Self::from(pool(READERS).connect_with(options).await?))
    }

    /// Two pools of yours: one that reads, and one that writes, which should hold one connection.
    pub fn new(read: SqlitePool, write: SqlitePool) -> Self {
        Self { read, write: Some(write) }
    }

    /// The pool that reads.
    pub fn read(&self) -> &SqlitePool {
        &self.read
    }

    /// The pool that writes: one connection unless it was your own pool.
    pub fn write(&self) -> &SqlitePool {
        self.write.as_ref().unwrap_or(&self.read)
    }

    /// Whether what reads cannot write.
    pub(super) fn are_two(&self) -> bool {
        self.write.is_some()
    }

    pub(super) async fn close(&self) {
        // Readers first: the last connection folds the log into the file, and those that only read may not.
        self.read.close().await;
        if let Some(write) = &self.write {
            write.close().await;
        }
    }
}

impl From<SqlitePool> for SqlitePools {
    fn from(pool: SqlitePool) -> Self {
        Self { read: pool, write: None }
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    // Nothing lies between us and the file that could go away.
    SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false)
}

/// Opens a pool. A new file becomes one with a write-ahead log while nobody else holds it; SQLite does not wait for that by
/// itself, so that two processes that start at once would otherwise fail now and then.
async fn open(pool: SqlitePoolOptions, options: &SqliteConnectOptions) -> sqlx::Result<SqlitePool> {
    let end = Instant::now() + BUSY_TIMEOUT;
    loop {
        match pool.clone().connect_with(options.clone()).await {
            Err(sqlx::Error::Database(error)) if is_busy(&*error) && Instant::now() < end => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            opened => return opened,
        }
    }
}

/// Whether another process holds the file: `SQLITE_BUSY`, the low byte of its longer codes too.
fn is_busy(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xFF == 5)
}

fn cannot_open(url: &str, error: &sqlx::Error) -> Error {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or(path);
    let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty());
    let hint = match folder {
        Some(folder) if !folder.is_dir() => format!("the folder `{}` does not exist", folder.display()),
        _ if Path::new(path).is_dir() => "it is a folder".to_owned(),
        _ if !Path::new(path).exists() => "it does not exist, or its folder may not be written to".to_owned(),
        _ => "may this user read and write it and its folder?".to_owned(),
    };
    Error::ImproperlyConfigured(format!("cannot open the SQLite file `{path}`: {hint} ({error})").into())
}
