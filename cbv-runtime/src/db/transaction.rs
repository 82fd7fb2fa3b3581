//! Transactions on a request's handle and on the database. Called by hooks through `req.db().atomic(..)`.

use std::future::Future;

use super::{Conn, Db, conn::Link};
use crate::Result;

/// A transaction begun by [`Db::begin`]; rolled back when dropped without [`commit`](Transaction::commit).
#[derive(Debug)]
pub struct Transaction {
    conn: Conn,
}

impl Db {
    /// Begins a transaction.
    ///
    /// # Errors
    /// [`crate::Error::Database`] when no connection is to be had.
    pub async fn begin(&self) -> Result<Transaction> {
        let conn = Conn::new(self.clone());
        let begun = begin(self).await?;
        *conn.lock().await = begun;
        Ok(Transaction { conn })
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
    /// [`crate::Error::Database`] when the database refuses; then nothing was changed.
    pub async fn commit(self) -> Result<()> {
        let link = std::mem::take(&mut *self.conn.lock().await);
        link.commit().await
    }
}

impl Conn {
    /// Runs `work` in a transaction: every query through this handle or a clone of it, in any hook, is part of it. It is
    /// committed when `work` is `Ok`, rolled back when it is `Err` or dropped. Inside another `atomic` it is a savepoint.
    ///
    /// # Errors
    /// Those of `work`, and [`crate::Error::Database`] when it cannot begin or commit.
    pub async fn atomic<T, F>(&self, work: F) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send,
    {
        {
            let mut link = self.lock().await;
            *link = Link::None; // a pool of one connection must not wait for itself
            *link = begin(self.database()).await?;
        }
        let undo = Undo(self);
        let result = work.await;
        let link = std::mem::take(&mut *self.lock().await);
        drop(undo);
        if result.is_ok() {
            link.commit().await?;
        }
        result
    }
}

/// Ends the transaction when the work is cancelled: the handle must not go on inside it.
struct Undo<'a>(&'a Conn);

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        if let Some(mut link) = self.0.try_lock() {
            *link = Link::None;
        }
    }
}

async fn begin(db: &Db) -> Result<Link> {
    Ok(match db {
        // A deferred transaction that reads first cannot write once another has committed.
        #[cfg(feature = "sqlite")]
        Db::Sqlite(pools) => Link::SqliteTx(pools.write().begin_with("BEGIN IMMEDIATE").await?),
        #[cfg(feature = "postgres")]
        Db::Postgres(pool) => Link::PostgresTx(pool.begin().await?),
        #[cfg(feature = "mysql")]
        Db::MySql(pool) => Link::MySqlTx(pool.begin().await?),
    })
}

impl Link {
    async fn commit(self) -> Result<()> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::SqliteTx(transaction) => transaction.commit().await?,
            #[cfg(feature = "postgres")]
            Self::PostgresTx(transaction) => transaction.commit().await?,
            #[cfg(feature = "mysql")]
            Self::MySqlTx(transaction) => transaction.commit().await?,
            _ => {}
        }
        Ok(())
    }
}
