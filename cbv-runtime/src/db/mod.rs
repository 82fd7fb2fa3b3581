//! The application's database: one enum over sqlx's pools, chosen at run time by URL. `connect` opens it, `conn` is a
//! request's one connection, `transaction` what `atomic` does, `after` what follows it, `violation/` what a refused write has
//! broken, `deadlock` what is run again after one, `busy` which faults pass, `exec` the only place that awaits the database; SQL
//! is written in `query/`.

mod after;
mod busy;
mod conn;
mod connect;
#[cfg(feature = "mysql")]
mod deadlock;
mod exec;
mod finish;
mod memory;
mod row;
mod script;
#[cfg(feature = "sqlite")]
mod sqlite;
pub(crate) mod tally;
mod transaction;
mod violation;

pub(crate) use busy::is_busy;
pub use conn::{Conn, Executor};
pub(crate) use memory::{Counted, Memory};
pub use row::Row;
#[cfg(feature = "sqlite")]
pub use sqlite::SqlitePools;
pub use transaction::Transaction;
pub use violation::{Violation, ViolationKind};

/// Which database speaks: how identifiers are quoted and values are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    MySql,
}

/// The application's database. Cheap to clone: it holds pools.
///
/// Made by [`Db::connect`] from a URL, or from your own pool (`Db::from(pool)`), which `as_postgres`
/// and its sisters give back for queries of your own. As axum's state, or a part of it, it is found through `FromRef`.
///
/// A query on `&Db` takes a connection for itself alone; a [`Conn`], such as a request's, keeps one for all its queries.
///
/// # Pools of your own
///
/// sqlx pings a connection each time before it lends it, which is a round trip for each request. [`Db::connect`] switches
/// that off and pings only what has been idle for a while; do the same for a pool of yours:
///
/// ```
/// # #[cfg(feature = "postgres")]
/// # async fn open() -> Result<cbv_runtime::db::Db, sqlx::Error> {
/// use std::time::Duration;
/// use sqlx::Connection as _;
///
/// let pool = sqlx::postgres::PgPoolOptions::new()
///     .test_before_acquire(false)
///     .before_acquire(|conn, meta| Box::pin(async move {
///         if meta.idle_for > Duration::from_secs(5) {
///             conn.ping().await?;
///         }
///         Ok(true)
///     }))
///     .connect("postgres://localhost/shop")
///     .await?;
/// # Ok(
/// cbv_runtime::db::Db::from(pool)
/// # )
/// # }
/// ```
///
/// (A ping *after* each loan remains; sqlx has no switch for it. It does not delay the answer.)
///
/// Django: the `DATABASES` setting (<https://docs.djangoproject.com/en/5.2/ref/databases/>).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Db {
    /// SQLite: one connection that writes, several that read.
    #[cfg(feature = "sqlite")]
    Sqlite(SqlitePools),
    /// PostgreSQL.
    #[cfg(feature = "postgres")]
    Postgres(sqlx::PgPool),
    /// MySQL and MariaDB.
    #[cfg(feature = "mysql")]
    MySql(sqlx::MySqlPool),
}

impl Db {
    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Dialect::Postgres,
            #[cfg(feature = "mysql")]
            Self::MySql(_) => Dialect::MySql,
        }
    }

    /// Closes every pool, waiting for running queries. Handles that still hold a connection keep it until they are dropped.
    pub async fn close(&self) {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pools) => pools.close().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => pool.close().await,
            #[cfg(feature = "mysql")]
            Self::MySql(pool) => pool.close().await,
        }
    }

    /// The pool of a PostgreSQL database, for queries of your own; `None` for another.
    #[cfg(feature = "postgres")]
    pub fn as_postgres(&self) -> Option<&sqlx::PgPool> {
        match self {
            Self::Postgres(pool) => Some(pool),
            #[allow(unreachable_patterns)] // with one feature alone
            _ => None,
        }
    }

    /// The pool of a MySQL or MariaDB database, for queries of your own; `None` for another.
    #[cfg(feature = "mysql")]
    pub fn as_mysql(&self) -> Option<&sqlx::MySqlPool> {
        match self {
            Self::MySql(pool) => Some(pool),
            #[allow(unreachable_patterns)] // with one feature alone
            _ => None,
        }
    }

    /// The pool of a SQLite database that reads, for queries of your own; `None` for another. What changes rows belongs on
    /// [`as_sqlite_writer`](Db::as_sqlite_writer): a connection of this pool refuses it, unless the pool was yours.
    #[cfg(feature = "sqlite")]
    pub fn as_sqlite(&self) -> Option<&sqlx::SqlitePool> {
        match self {
            Self::Sqlite(pools) => Some(pools.read()),
            #[allow(unreachable_patterns)] // with one feature alone
            _ => None,
        }
    }

    /// The pool of a SQLite database that writes, for queries of your own, migrations first of all; `None` for another
    /// database. It holds one connection, unless the pool was yours: give it back soon.
    #[cfg(feature = "sqlite")]
    pub fn as_sqlite_writer(&self) -> Option<&sqlx::SqlitePool> {
        match self {
            Self::Sqlite(pools) => Some(pools.write()),
            #[allow(unreachable_patterns)] // with one feature alone
            _ => None,
        }
    }
}

#[cfg(feature = "postgres")]
impl From<sqlx::PgPool> for Db {
    fn from(pool: sqlx::PgPool) -> Self {
        Self::Postgres(pool)
    }
}

#[cfg(feature = "mysql")]
impl From<sqlx::MySqlPool> for Db {
    fn from(pool: sqlx::MySqlPool) -> Self {
        Self::MySql(pool)
    }
}

#[cfg(feature = "sqlite")]
impl From<sqlx::SqlitePool> for Db {
    fn from(pool: sqlx::SqlitePool) -> Self {
        Self::Sqlite(SqlitePools::from(pool))
    }
}

#[cfg(feature = "sqlite")]
impl From<SqlitePools> for Db {
    fn from(pools: SqlitePools) -> Self {
        Self::Sqlite(pools)
    }
}
