//! A request's one connection: taken at the first query, a transaction when asked, given back with the request. Called by
//! `Request`, by extractors and by every query.

use std::{future::Future, sync::Arc};

use tokio::sync::{Mutex, MutexGuard};

use super::{Db, Dialect, Row};
use crate::{Result, query::Statement};

/// A database handle that holds at most one connection. It takes one at the first query and keeps it; clones share it.
/// Inside [`Conn::atomic`] every query through the handle, or a clone of it, is part of the transaction.
///
/// Two queries through one handle never overlap: the second waits for the first.
#[derive(Debug, Clone)]
pub struct Conn {
    db: Db,
    link: Arc<Mutex<Link>>,
}

/// What the handle holds at the moment.
#[derive(Debug, Default)]
pub(super) enum Link {
    #[default]
    None,
    #[cfg(feature = "sqlite")]
    Sqlite { conn: sqlx::pool::PoolConnection<sqlx::Sqlite>, writes: bool },
    #[cfg(feature = "sqlite")]
    SqliteTx(sqlx::Transaction<'static, sqlx::Sqlite>),
    #[cfg(feature = "postgres")]
    Postgres(sqlx::pool::PoolConnection<sqlx::Postgres>),
    #[cfg(feature = "postgres")]
    PostgresTx(sqlx::Transaction<'static, sqlx::Postgres>),
    #[cfg(feature = "mysql")]
    MySql(sqlx::pool::PoolConnection<sqlx::MySql>),
    #[cfg(feature = "mysql")]
    MySqlTx(sqlx::Transaction<'static, sqlx::MySql>),
}

impl Conn {
    /// A handle on `db` that holds no connection yet.
    pub fn new(db: Db) -> Self {
        Self { db, link: Arc::default() }
    }

    /// The database this is a handle on.
    pub fn database(&self) -> &Db {
        &self.db
    }

    /// Which database answers.
    pub fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// Gives the connection back, unless a transaction is open. The next query takes one again.
    pub fn release(&self) {
        if let Ok(mut link) = self.link.try_lock()
            && !link.is_transaction()
        {
            *link = Link::None;
        }
    }

    pub(super) async fn lock(&self) -> MutexGuard<'_, Link> {
        self.link.lock().await
    }

    pub(super) fn try_lock(&self) -> Option<MutexGuard<'_, Link>> {
        self.link.try_lock().ok()
    }
}

impl Link {
    pub(super) fn is_transaction(&self) -> bool {
        match self {
            Self::None => false,
            #[cfg(feature = "sqlite")]
            Self::Sqlite { .. } => false,
            #[cfg(feature = "sqlite")]
            Self::SqliteTx(_) => true,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => false,
            #[cfg(feature = "postgres")]
            Self::PostgresTx(_) => true,
            #[cfg(feature = "mysql")]
            Self::MySql(_) => false,
            #[cfg(feature = "mysql")]
            Self::MySqlTx(_) => true,
        }
    }
}

/// What a query runs on: a [`&Db`](Db), which takes a connection for this query alone, or a [`&Conn`](Conn), such as
/// `req.db()`. Sealed.
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
#[derive(Debug, Clone, Copy, Default)]
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
        self.clone()
    }

    async fn fetch(self, statement: Statement) -> Result<Vec<Row>> {
        self.fetch_rows(statement).await
    }

    async fn execute(self, statement: Statement) -> Result<Done> {
        self.run(statement).await
    }
}
