//! The only place that awaits the database: takes a connection, binds the values, runs the statement. Called by `Conn`.

use sqlx::AssertSqlSafe;

use super::{
    Conn, Db, Row,
    conn::{Done, Link},
};
use crate::{Error, Result, query::Statement, value::Sql};

/// Binds all values of a statement; the first that cannot be bound is an error.
macro_rules! arguments {
    ($arguments:ty, $database:ident, $values:expr) => {{
        let mut arguments = <$arguments>::default();
        bind_all(&mut arguments, $values, crate::value::$database::bind)?;
        arguments
    }};
}

impl Conn {
    pub(super) async fn fetch_rows(&self, statement: Statement) -> Result<Vec<Row>> {
        let mut link = self.lock().await;
        link.take(self.database(), statement.writes).await?;
        let sql = AssertSqlSafe(statement.sql);
        macro_rules! fetch {
            ($conn:expr, $arguments:ty, $database:ident, $row:path) => {{
                let arguments = arguments!($arguments, $database, statement.values);
                let rows = sqlx::query_with(sql, arguments)
                    .persistent(statement.remembered)
                    .fetch_all(&mut **$conn)
                    .await?;
                rows.into_iter().map($row).collect()
            }};
        }
        Ok(match &mut *link {
            Link::None => Vec::new(),
            #[cfg(feature = "sqlite")]
            Link::Sqlite { conn, .. } => fetch!(conn, sqlx::sqlite::SqliteArguments, sqlite, Row::Sqlite),
            #[cfg(feature = "sqlite")]
            Link::SqliteTx(conn) => fetch!(conn, sqlx::sqlite::SqliteArguments, sqlite, Row::Sqlite),
            #[cfg(feature = "postgres")]
            Link::Postgres(conn) => fetch!(conn, sqlx::postgres::PgArguments, postgres, Row::Postgres),
            #[cfg(feature = "postgres")]
            Link::PostgresTx(conn) => fetch!(conn, sqlx::postgres::PgArguments, postgres, Row::Postgres),
            #[cfg(feature = "mysql")]
            Link::MySql(conn) => fetch!(conn, sqlx::mysql::MySqlArguments, mysql, Row::MySql),
            #[cfg(feature = "mysql")]
            Link::MySqlTx(conn) => fetch!(conn, sqlx::mysql::MySqlArguments, mysql, Row::MySql),
        })
    }

    pub(super) async fn run(&self, statement: Statement) -> Result<Done> {
        let mut link = self.lock().await;
        link.take(self.database(), statement.writes).await?;
        let sql = AssertSqlSafe(statement.sql);
        macro_rules! run {
            ($conn:expr, $arguments:ty, $database:ident, $id:expr) => {{
                let arguments = arguments!($arguments, $database, statement.values);
                let done = sqlx::query_with(sql, arguments)
                    .persistent(statement.remembered)
                    .execute(&mut **$conn)
                    .await?;
                let id: fn(_) -> Option<i64> = $id;
                Done { rows: done.rows_affected(), last_insert_id: id(&done) }
            }};
        }
        #[cfg(feature = "sqlite")]
        fn sqlite_id(done: &sqlx::sqlite::SqliteQueryResult) -> Option<i64> {
            Some(done.last_insert_rowid())
        }
        #[cfg(feature = "postgres")]
        fn postgres_id(_: &sqlx::postgres::PgQueryResult) -> Option<i64> {
            None
        }
        #[cfg(feature = "mysql")]
        fn mysql_id(done: &sqlx::mysql::MySqlQueryResult) -> Option<i64> {
            i64::try_from(done.last_insert_id()).ok()
        }
        Ok(match &mut *link {
            Link::None => Done::default(),
            #[cfg(feature = "sqlite")]
            Link::Sqlite { conn, .. } => run!(conn, sqlx::sqlite::SqliteArguments, sqlite, sqlite_id),
            #[cfg(feature = "sqlite")]
            Link::SqliteTx(conn) => run!(conn, sqlx::sqlite::SqliteArguments, sqlite, sqlite_id),
            #[cfg(feature = "postgres")]
            Link::Postgres(conn) => run!(conn, sqlx::postgres::PgArguments, postgres, postgres_id),
            #[cfg(feature = "postgres")]
            Link::PostgresTx(conn) => run!(conn, sqlx::postgres::PgArguments, postgres, postgres_id),
            #[cfg(feature = "mysql")]
            Link::MySql(conn) => run!(conn, sqlx::mysql::MySqlArguments, mysql, mysql_id),
            #[cfg(feature = "mysql")]
            Link::MySqlTx(conn) => run!(conn, sqlx::mysql::MySqlArguments, mysql, mysql_id),
        })
    }
}

impl Link {
    /// Takes a connection when none is held; on SQLite also when one that reads is held and the statement writes.
    async fn take(&mut self, db: &Db, writes: bool) -> Result<()> {
        match (&*self, db) {
            #[cfg(feature = "sqlite")]
            (Self::None | Self::Sqlite { writes: false, .. }, Db::Sqlite(pools)) if writes => {
                *self = Self::None;
                *self = Self::Sqlite { conn: pools.write().acquire().await?, writes };
            }
            #[cfg(feature = "sqlite")]
            (Self::None, Db::Sqlite(pools)) => {
                *self = Self::Sqlite { conn: pools.read().acquire().await?, writes };
            }
            #[cfg(feature = "postgres")]
            (Self::None, Db::Postgres(pool)) => *self = Self::Postgres(pool.acquire().await?),
            #[cfg(feature = "mysql")]
            (Self::None, Db::MySql(pool)) => *self = Self::MySql(pool.acquire().await?),
            _ => {}
        }
        Ok(())
    }
}

fn bind_all<A>(
    arguments: &mut A,
    values: Vec<Sql>,
    bind: impl Fn(&mut A, Sql) -> Result<(), crate::BoxError>,
) -> Result<()> {
    for value in values {
        bind(arguments, value).map_err(|error| Error::Database(sqlx::Error::Encode(error)))?;
    }
    Ok(())
}
