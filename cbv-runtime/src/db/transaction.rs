//! Transactions on a request's handle and on the database. Called by hooks through `req.db().atomic(..)`, and by
//! applications through `Db::begin`.

use std::future::Future;

use super::{
    Conn, Db,
    after::run_all,
    conn::{Held, Link},
    finish::Finish,
};
use crate::{Error, Result};

/// A transaction begun by [`Db::begin`]: a handle to run queries on. Rolled back when dropped without
/// [`commit`](Transaction::commit).
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> cbv_runtime::Result<()> {
/// # let db = cbv_runtime::db::Db::connect("sqlite::memory:").await?;
/// let transaction = db.begin().await?;
/// // Book::objects().filter(..).update(&transaction, [..]).await?;
/// transaction.commit().await?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "sqlite"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Transaction {
    conn: Conn,
    level: Level,
}

impl Db {
    /// Begins a transaction. On SQLite it takes the writing connection at once (`BEGIN IMMEDIATE`): one that reads first
    /// could not write any more once another has committed.
    ///
    /// # Errors
    /// [`Error::Database`] when no connection is to be had.
    pub async fn begin(&self) -> Result<Transaction> {
        let conn = Conn::new(self.clone());
        let level = conn.open().await?;
        Ok(Transaction { conn, level })
    }
}

impl std::ops::Deref for Transaction {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl Transaction {
    /// Makes the changes lasting.
    ///
    /// # Errors
    /// [`Error::Database`] when the database refuses, and an error when a statement in it had failed and the database has
    /// given the whole transaction up. In both cases nothing is stored.
    pub async fn commit(self) -> Result<()> {
        self.level.close(true).await
    }

    /// Undoes the changes. Dropping does the same, without waiting for it.
    ///
    /// # Errors
    /// [`Error::Database`] when the connection is lost; then the changes are, too.
    pub async fn rollback(self) -> Result<()> {
        self.level.close(false).await
    }
}

impl Conn {
    /// Runs `work` in a transaction: every query through this handle or a clone of it, in any hook, is part of it. It is
    /// committed when `work` is `Ok`, rolled back when it is `Err` or dropped in the middle. Inside another `atomic` it is
    /// a savepoint: when it fails, the outer one may go on.
    ///
    /// Queries through another handle, or through `&Db`, are not part of it; on SQLite a write there waits for this
    /// transaction, and in vain.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Database`] when it cannot begin or commit; and an error when a statement in it failed,
    /// `work` went on regardless, and the database had given the transaction up (PostgreSQL after any fault, MariaDB after a
    /// deadlock). Then nothing is stored.
    ///
    /// Django: `transaction.atomic` (<https://docs.djangoproject.com/en/5.2/topics/db/transactions/>).
    pub async fn atomic<T, F>(&self, work: F) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send,
    {
        let level = self.open().await?;
        match work.await {
            Ok(value) => level.close(true).await.map(|()| value),
            Err(error) => {
                if let Err(lost) = level.close(false).await {
                    tracing::warn!(error = ?lost, "a rollback failed: {lost}");
                }
                Err(error)
            }
        }
    }

    /// Begins a transaction, or a savepoint in the one that is open.
    async fn open(&self) -> Result<Level> {
        let mut held = self.lock().await;
        held.take(&self.db, true).await?;
        let conn = self.clone();
        // Made inside: when nobody waits for it any more, it is dropped there, and so rolled back; and dropped before the
        // handle is let go, else the next statement through it could come in between and be rolled back with it.
        let opened = Finish::new(async move {
            let number = held.open().await?;
            Ok((Level { conn, number, open: true }, held))
        });
        opened.await.map(|(level, _held)| level)
    }
}

/// An open transaction or savepoint; rolled back when dropped.
#[derive(Debug)]
struct Level {
    conn: Conn,
    number: u64,
    open: bool,
}

impl Level {
    async fn close(mut self, keep: bool) -> Result<()> {
        let mut held = self.conn.lock().await;
        self.open = false; // nothing is awaited between this and the first step of what follows
        let number = self.number;
        Finish::new(async move {
            let result = held.close(number, keep).await;
            let after = held.after.take_ready();
            if !after.is_empty() {
                drop(held);
                run_all(after).await;
            }
            result
        })
        .await
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        if self.open {
            self.conn.cancelled.add(self.number);
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                let conn = self.conn.clone();
                runtime.spawn(async move { drop(conn.lock().await) });
            }
        }
    }
}

impl Held {
    async fn open(&mut self) -> Result<u64> {
        let depth = self.levels.len();
        let begun = match &self.link {
            _ if depth > 0 => self.command(&format!("SAVEPOINT cbv_{depth}")).await,
            #[cfg(feature = "sqlite")]
            Link::Sqlite { .. } => self.command("BEGIN IMMEDIATE").await,
            _ => self.command("BEGIN").await,
        };
        if let Err(error) = begun {
            self.note(&error);
            if depth == 0 {
                self.give_writer_back();
            }
            return Err(error.into());
        }
        self.untouched = depth == 0;
        self.counted += 1;
        self.levels.push(self.counted);
        Ok(self.counted)
    }

    async fn close(&mut self, number: u64, keep: bool) -> Result<()> {
        let Some(at) = self.levels.iter().position(|level| *level == number) else {
            return Err(overlap());
        };
        let fault = if at + 1 < self.levels.len() { Some(overlap()) } else { self.broken.map(|_| useless()) };
        let result = match fault {
            _ if !keep => self.undo(at).await,
            Some(fault) => self.undo(at).await.and(Err(fault)),
            None => self.commit(at).await,
        };
        self.leave(at);
        result
    }

    async fn commit(&mut self, at: usize) -> Result<()> {
        let committed = match at {
            0 => self.command("COMMIT").await,
            _ => self.command(&format!("RELEASE SAVEPOINT cbv_{at}")).await,
        };
        let Err(error) = committed else {
            self.after.committed(at);
            return Ok(());
        };
        self.note(&error);
        if !matches!(error, sqlx::Error::Database(_)) {
            self.after.lost();
        }
        // A deferred constraint: SQLite would leave the transaction open.
        self.undo(at).await.and(Err(error.into()))
    }

    /// Undoes level `at` and those inside it, and lets that be known to what waits for it.
    async fn undo(&mut self, at: usize) -> Result<()> {
        let undone = self.roll_back(at).await;
        self.after.rolled_back(at);
        undone
    }

    /// Level `at` and those inside it are over.
    fn leave(&mut self, at: usize) {
        self.levels.truncate(at);
        if self.levels.is_empty() {
            self.broken = None;
            self.give_writer_back();
        }
    }

    /// Undoes level `at` and those inside it.
    async fn roll_back(&mut self, at: usize) -> Result<()> {
        if self.broken.is_some_and(|level| level < at) {
            return Ok(()); // an outer level is lost already, and its savepoints with it
        }
        let undone = match at {
            // SQLite, after a fault that ended the transaction: there is none to roll back
            0 => self.command("ROLLBACK").await.or_else(|error| match error {
                sqlx::Error::Database(_) => Ok(()),
                error => Err(error),
            }),
            _ => match self.command(&format!("ROLLBACK TO SAVEPOINT cbv_{at}")).await {
                Ok(()) => self.command(&format!("RELEASE SAVEPOINT cbv_{at}")).await,
                Err(error) => Err(error),
            },
        };
        self.broken = None;
        undone.map_err(|error| {
            // Nobody knows what is stored so far: the server decides, by losing its client.
            self.discard();
            self.broken = (at > 0).then_some(0);
            error.into()
        })
    }

    /// Rolls back what was dropped in the middle.
    pub(super) async fn settle(&mut self, cancelled: &[u64]) {
        let Some(at) = self.levels.iter().position(|level| cancelled.contains(level)) else { return };
        if let Err(error) = self.undo(at).await {
            tracing::warn!(?error, "a rollback failed: {error}");
        }
        self.leave(at);
    }

    /// What a fault means for the connection and its transaction.
    pub(super) fn note(&mut self, error: &sqlx::Error) {
        let depth = self.levels.len();
        match error {
            sqlx::Error::Database(error) if depth > 0 && self.ends_transaction(&**error) => {
                self.broken = Some(0)
            }
            // PostgreSQL: each fault ends the transaction, up to the last savepoint
            #[cfg(feature = "postgres")]
            sqlx::Error::Database(_) if depth > 0 && matches!(self.link, Link::Postgres(_)) => {
                self.broken = Some(depth - 1);
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed => {
                self.discard();
                self.broken = (depth > 0).then_some(0);
            }
            _ => {}
        }
    }
}

impl Held {
    /// Whether the database rolls the whole transaction back at this fault. Later statements would be stored one by one.
    fn ends_transaction(&self, error: &dyn sqlx::error::DatabaseError) -> bool {
        let code = error.code().unwrap_or_default();
        match (&self.link, &*code) {
            // out of memory, interrupted, disk fault, disk full
            #[cfg(feature = "sqlite")]
            (Link::Sqlite { .. }, code) => {
                matches!(code.parse::<u32>().map(|code| code & 0xff), Ok(7 | 9 | 10 | 13))
            }
            // a deadlock
            #[cfg(feature = "mysql")]
            (Link::MySql(_), "40001") => true,
            _ => false,
        }
    }
}

/// The transaction has been given up by the database.
pub(super) fn useless() -> Error {
    Error::other(
        "the transaction is lost: a statement in it failed, and the database gave it up with all that had been done; run \
         what may fail in an `atomic` of its own",
    )
}

fn overlap() -> Error {
    Error::other(
        "two `atomic` of one handle overlapped, and were rolled back: one has to end inside the other; run them one after \
         another, or each on a handle of its own",
    )
}
