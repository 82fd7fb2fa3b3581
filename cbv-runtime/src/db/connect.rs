//! Opening a database by its URL, with messages that say what to do. Called by applications at start-up through
//! `Db::connect`.

use super::Db;
use crate::{Error, Result};

/// A connection that has been idle for so long is tested before it is lent: the server may have gone away meanwhile.
#[cfg(any(feature = "postgres", feature = "mysql"))]
const TESTED_AFTER: std::time::Duration = std::time::Duration::from_secs(5);

impl Db {
    /// Opens the database that `url` names, and the first connection to it:
    ///
    /// | URL | database | cargo feature |
    /// |---|---|---|
    /// | `sqlite://books.db`, `sqlite:///var/lib/books.db`, `sqlite::memory:` | SQLite, opened as a server needs it: see `SqlitePools::connect` | `sqlite` |
    /// | `postgres://user:password@host:5432/name`, also `postgresql://` | PostgreSQL | `postgres` |
    /// | `mysql://user:password@host:3306/name`, also `mariadb://` | MySQL and MariaDB | `mysql` |
    ///
    /// What sqlx reads from the URL's query (`?sslmode=require`) stands. For other settings, such as the number of
    /// connections, make the pool yourself and write `Db::from(pool)`.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`], which says what to change: no such kind of URL, its cargo feature is off, the file
    /// cannot be opened, the server cannot be reached. A password is never part of the message.
    ///
    /// ```
    /// # #[cfg(feature = "sqlite")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> cbv_runtime::Result<()> {
    /// use cbv_runtime::db::Db;
    ///
    /// let db = Db::connect("sqlite::memory:").await?;
    /// let error = Db::connect("books.db").await.unwrap_err();
    /// assert!(error.to_string().contains("sqlite://books.db"));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "sqlite"))]
    /// # fn main() {}
    /// ```
    pub async fn connect(url: &str) -> Result<Self> {
        match url.split_once(':').map_or("", |(scheme, _)| scheme) {
            #[cfg(feature = "sqlite")]
            "sqlite" => Ok(Self::Sqlite(super::SqlitePools::connect(url).await?)),
            #[cfg(feature = "postgres")]
            "postgres" | "postgresql" => postgres(url).await,
            #[cfg(feature = "mysql")]
            "mysql" | "mariadb" => mysql(url).await,
            scheme => Err(Error::ImproperlyConfigured(no_database(scheme, url).into())),
        }
    }
}

/// Makes a pool that does not ping at each loan. One connection is opened and closed before: a pool takes a server that
/// refuses for one that is about to start, and would try for half a minute before it says so.
#[cfg(any(feature = "postgres", feature = "mysql"))]
macro_rules! pool {
    ($options:ty, $connect:expr) => {{
        use sqlx::{ConnectOptions as _, Connection as _};

        let tested = async { $connect.connect().await?.close().await }.await;
        let pool = <$options>::new()
            .test_before_acquire(false)
            .before_acquire(|conn, meta| {
                Box::pin(async move {
                    if meta.idle_for > TESTED_AFTER {
                        conn.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with($connect);
        tested.map(|()| pool)
    }};
}

#[cfg(feature = "postgres")]
async fn postgres(url: &str) -> Result<Db> {
    let options: sqlx::postgres::PgConnectOptions = url.parse().map_err(|error| unreadable(&error))?;
    let (host, port) = (options.get_host().to_owned(), options.get_port());
    let place =
        format!("PostgreSQL's database `{}` at {host}:{port}", options.get_database().unwrap_or_default());
    let pool = pool!(sqlx::postgres::PgPoolOptions, options);
    pool.map(Db::Postgres).map_err(|error| unreachable(&place, &error))
}

#[cfg(feature = "mysql")]
async fn mysql(url: &str) -> Result<Db> {
    let options: sqlx::mysql::MySqlConnectOptions = url.parse().map_err(|error| unreadable(&error))?;
    let (host, port) = (options.get_host().to_owned(), options.get_port());
    let place = format!("MySQL's database `{}` at {host}:{port}", options.get_database().unwrap_or_default());
    let pool = pool!(sqlx::mysql::MySqlPoolOptions, options);
    pool.map(Db::MySql).map_err(|error| unreachable(&place, &error))
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn unreadable(error: &sqlx::Error) -> Error {
    let reason = format!(
        "the database's URL cannot be read, it looks like `postgres://user:password@host:5432/name`: {error}"
    );
    Error::ImproperlyConfigured(reason.into())
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn unreachable(place: &str, error: &sqlx::Error) -> Error {
    let hint = match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => "is the server running, and is the address right?",
        sqlx::Error::Database(_) => "does the database exist, and may this user connect?",
        sqlx::Error::Tls(_) => "does the server speak TLS?",
        _ => "check the URL",
    };
    Error::ImproperlyConfigured(format!("cannot connect to {place}: {error} ({hint})").into())
}

/// Why no database answers to such a URL. Repeats of the URL only what can hold no password.
fn no_database(scheme: &str, url: &str) -> String {
    let feature = match scheme {
        "sqlite" | "sqlite3" | "file" => Some("sqlite"),
        "postgres" | "postgresql" | "postgis" => Some("postgres"),
        "mysql" | "mariadb" => Some("mysql"),
        _ => None,
    };
    match feature {
        Some("sqlite") if cfg!(feature = "sqlite") => {
            format!("no database for `{scheme}:`: write `sqlite://path/to/file.db`")
        }
        Some("postgres") if cfg!(feature = "postgres") => {
            format!("no database for `{scheme}:`: write `postgres://`")
        }
        Some(feature) => {
            format!(
                "cbv was built without `{scheme}:`: switch on its cargo feature, `cbv = {{ features = [\"{feature}\"] }}`"
            )
        }
        None if url.is_empty() => {
            "the database's URL is empty: write for example `sqlite://app.db`".to_owned()
        }
        None if !url.contains(['@', ':']) => {
            format!("`{url}` is no database's URL: did you mean `sqlite://{url}`?")
        }
        None => format!(
            "no database for a URL that begins with `{scheme}:`: write `sqlite:`, `postgres:` or `mysql:`"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::no_database;

    #[test]
    fn messages_say_what_to_write() {
        assert!(no_database("", "app.db").contains("`sqlite://app.db`"));
        assert!(no_database("", "").contains("`sqlite://app.db`"));
        assert!(no_database("oracle", "oracle://scott:tiger@host/db").contains("write `sqlite:`"));
        let built_without = no_database("mysql", "mysql://u:secret@h/d");
        assert!(built_without.contains("features = [\"mysql\"]"));
        assert!(!built_without.contains("secret"));
    }
}
