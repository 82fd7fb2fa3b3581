//! The application's database: one enum over sqlx's pools, chosen at run time by URL. `conn` is a request's one
//! connection, `exec` the only place that awaits the database; SQL is written in `query/`.

mod conn;
mod exec;
mod row;
#[cfg(feature = "sqlite")]
mod sqlite;
mod transaction;

pub use conn::{Conn, Executor};
pub use row::Row;
#[cfg(feature = "sqlite")]
pub use sqlite::SqlitePools;
pub use transaction::Transaction;

use crate::{Error, Result};

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
/// Made by [`Db::connect`] from a URL, or from your own pool (`Db::from(pool)`); as axum's state it is found through
/// `FromRef`.
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
    /// Opens the database that `url` names: `sqlite://books.db`, `postgres://user@host/name`, `mysql://user@host/name`
    /// (or `mariadb://`). SQLite is opened as a server needs it: see [`SqlitePools::connect`].
    ///
    /// # Errors
    /// [`Error::Database`] when the database cannot be reached, [`Error::ImproperlyConfigured`] when the URL names one
    /// whose cargo feature is off, or none at all.
    pub async fn connect(url: &str) -> Result<Self> {
        let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
        match scheme {
            #[cfg(feature = "sqlite")]
            "sqlite" => Ok(Self::Sqlite(SqlitePools::connect(url).await?)),
            #[cfg(feature = "postgres")]
            "postgres" | "postgresql" => {
                let options = sqlx::postgres::PgPoolOptions::new().test_before_acquire(false);
                Ok(Self::Postgres(options.connect(url).await?))
            }
            #[cfg(feature = "mysql")]
            "mysql" | "mariadb" => {
                let options = sqlx::mysql::MySqlPoolOptions::new().test_before_acquire(false);
                Ok(Self::MySql(options.connect(url).await?))
            }
            _ => Err(Error::ImproperlyConfigured(
                format!(
                    "no database for a URL that begins with `{scheme}:`: use sqlite, postgres or mysql, and switch on \
                     the cargo feature of that name"
                )
                .into(),
            )),
        }
    }

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

    /// Closes every pool; the futures of running queries are waited for.
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
