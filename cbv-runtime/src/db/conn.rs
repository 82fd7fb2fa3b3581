//! A request's one connection: taken at the first query, a transaction when asked, given back with the request. Called by
//! `Request`, by extractors and by every query; what runs on the connection is in `exec` and `transaction`.

use std::{
    future::Future,
    sync::{Arc, Mutex as StdMutex, PoisonError},
};

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{
    Db, Dialect, Row, Transaction,
    after::{After, run_all},
    finish::Finish,
    tally::Tally,
};
use crate::{Result, query::Statement};

/// A database handle that holds at most one connection. It takes one at the first query and keeps it; clones share it.
/// Inside [`Conn::atomic`] every query through the handle, or a clone of it, is part of the transaction.
///
/// Two queries through one handle never overlap: the second waits for the first. So a handle never waits for itself, also
/// where the pool has one connection only; but a query on `&Db` beside a handle that holds that one connection waits until
/// the pool's time is up. On SQLite a handle reads on one of the readers and takes the writer for a write or a transaction,
/// which it gives back as soon as that is done.
///
/// A query that is dropped before it is done (a client that went away) is finished in the background, and its answer
/// dropped; the next query through the handle waits for that.
#[derive(Debug, Clone)]
pub struct Conn {
    pub(super) db: Db,
    held: Arc<Mutex<Held>>,
    pub(super) cancelled: Arc<Cancelled>,
}

/// What the handle holds at the moment.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) link: Link,
    /// The open transaction and the savepoints in it, by number; empty outside a transaction.
    pub(super) levels: Vec<u64>,
    /// How many levels there have been.
    pub(super) counted: u64,
    /// Whether nothing was done in the open transaction so far. Asked after MariaDB's deadlocks alone.
    #[cfg_attr(not(feature = "mysql"), allow(dead_code))]
    pub(super) untouched: bool,
    /// The level that a fault has made useless, counted from the outside; rolling back that one, or one around it, cures it.
    pub(super) broken: Option<usize>,
    /// What waits for the end of the transaction.
    pub(super) after: After,
    /// What was sent so far.
    pub(super) tally: Tally,
}

/// The connection, of whichever database.
#[derive(Debug, Default)]
pub(super) enum Link {
    #[default]
    None,
    #[cfg(feature = "sqlite")]
    Sqlite { conn: sqlx::pool::PoolConnection<sqlx::Sqlite>, writes: bool },
    #[cfg(feature = "postgres")]
    Postgres(sqlx::pool::PoolConnection<sqlx::Postgres>),
    #[cfg(feature = "mysql")]
    MySql(sqlx::pool::PoolConnection<sqlx::MySql>),
}

/// The levels whose work was dropped before its end. Whoever holds the connection next rolls them back first.
#[derive(Debug, Default)]
pub(super) struct Cancelled(StdMutex<Vec<u64>>);

impl Cancelled {
    pub(super) fn add(&self, level: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(level);
    }

    fn take(&self) -> Vec<u64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Conn {
    /// A handle on `db` that holds no connection yet.
    pub fn new(db: Db) -> Self {
        Self { db, held: Arc::default(), cancelled: Arc::default() }
    }

    /// The database this is a handle on.
    pub fn database(&self) -> &Db {
        &self.db
    }

    /// Which database answers.
    pub fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// Gives the connection back, unless a transaction is open or a query is under way. The next query takes one again.
    ///
    /// Views call it before they render. What it costs: sqlx pings each connection that comes back, in a task of its own,
    /// so that the answer does not wait for it.
    pub fn release(&self) {
        if let Ok(mut held) = self.held.try_lock()
            && held.levels.is_empty()
        {
            held.link = Link::None;
        }
    }

    /// What was sent through the handle and its clones so far; `None` while a query is under way.
    pub(crate) fn tally(&self) -> Option<Tally> {
        self.held.try_lock().ok().map(|held| held.tally)
    }

    /// Whether a transaction is open: it may see rows that nobody else sees.
    pub(crate) async fn is_atomic(&self) -> bool {
        !self.lock().await.levels.is_empty()
    }

    /// Waits until nobody else uses the connection; what was cancelled meanwhile has been rolled back.
    pub(super) async fn lock(&self) -> OwnedMutexGuard<Held> {
        let mut held = match self.held.clone().try_lock_owned() {
            Ok(held) => held,
            // Seldom, and boxed for that: the room it takes would be part of every future on a request's way.
            Err(_) => Box::pin(self.held.clone().lock_owned()).await,
        };
        let cancelled = self.cancelled.take();
        if cancelled.is_empty() {
            return held;
        }
        Finish::new(async move {
            held.settle(&cancelled).await;
            let after = held.after.take_ready();
            if !after.is_empty() {
                // Not here, where the handle is locked: it may want to use it.
                tokio::spawn(run_all(after));
            }
            held
        })
        .await
    }
}

impl Drop for Held {
    /// A connection goes back to the pool only outside a transaction. Here a transaction is open only when no runtime is
    /// left to roll it back: the server does, once the connection is gone.
    fn drop(&mut self) {
        if !self.levels.is_empty() {
            self.discard();
        }
    }
}

impl Held {
    /// Closes the connection instead of giving it back.
    pub(super) fn discard(&mut self) {
        match &mut self.link {
            Link::None => {}
            #[cfg(feature = "sqlite")]
            Link::Sqlite { conn, .. } => conn.close_on_drop(),
            #[cfg(feature = "postgres")]
            Link::Postgres(conn) => conn.close_on_drop(),
            #[cfg(feature = "mysql")]
            Link::MySql(conn) => conn.close_on_drop(),
        }
        self.link = Link::None;
    }
}

/// What a query runs on: a [`&Db`](Db), which takes a connection for this query alone, a [`&Conn`](Conn), such as
/// `req.db()`, or a [`&Transaction`](Transaction). Sealed.
#[diagnostic::on_unimplemented(
    message = "a query cannot run on `{Self}`",
    label = "not a database handle",
    note = "queries run on `req.db()`, on `&Db`, `&Conn` or `&Transaction`"
)]
pub trait Executor: Copy + Send + sealed::Sealed {
    /// Which database answers.
    fn dialect(&self) -> Dialect;

    /// A handle that runs several statements on one connection: the same handle, or one of its own.
    #[doc(hidden)]
    fn handle(self) -> Conn;

    /// Runs a statement that returns rows.
    #[doc(hidden)]
    fn fetch(self, statement: Statement) -> impl Future<Output = Result<Vec<Row>>> + Send;

    /// Runs a statement that changes rows; the number of them and the key that the database gave.
    #[doc(hidden)]
    fn execute(self, statement: Statement) -> impl Future<Output = Result<Done>> + Send;
}

/// What a statement that changes rows reports.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Rows changed.
    pub rows: u64,
    /// The key the database gave to the last inserted row, where the database says it (SQLite, MariaDB).
    pub last_insert_id: Option<i64>,
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for &super::Db {}
    impl Sealed for &super::Conn {}
    impl Sealed for &super::Transaction {}
}

impl Executor for &Db {
    fn dialect(&self) -> Dialect {
        Db::dialect(self)
    }

    fn handle(self) -> Conn {
        Conn::new(self.clone())
    }

    async fn fetch(self, statement: Statement) -> Result<Vec<Row>> {
        Conn::new(self.clone()).fetch_rows(statement).await
    }

    async fn execute(self, statement: Statement) -> Result<Done> {
        Conn::new(self.clone()).run(statement).await
    }
}

impl Executor for &Conn {
    fn dialect(&self) -> Dialect {
        Conn::dialect(self)
    }

    fn handle(self) -> Conn {
        Conn::clone(self)
    }

    fn fetch(self, statement: Statement) -> impl Future<Output = Result<Vec<Row>>> + Send {
        self.fetch_rows(statement)
    }

    fn execute(self, statement: Statement) -> impl Future<Output = Result<Done>> + Send {
        self.run(statement)
    }
}

impl Executor for &Transaction {
    fn dialect(&self) -> Dialect {
        Conn::dialect(self)
    }

    fn handle(self) -> Conn {
        Conn::clone(self)
    }

    fn fetch(self, statement: Statement) -> impl Future<Output = Result<Vec<Row>>> + Send {
        self.fetch_rows(statement)
    }

    fn execute(self, statement: Statement) -> impl Future<Output = Result<Done>> + Send {
        self.run(statement)
    }
}
