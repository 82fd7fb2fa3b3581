//! Statements as they stand, for set-up and tests. Called by applications before they serve; views and queries never come
//! here.

use super::{
    Db,
    tally::{Running, Tally},
};
use crate::Result;

impl Db {
    /// Runs one statement or several, separated by semicolons, as they stand: to make tables and fill them when an
    /// application starts, and in tests. On SQLite they go to the connection that writes.
    ///
    /// A text in the program is taken as it is. What was put together while running must say so with
    /// `sqlx::AssertSqlSafe(..)`: nothing is bound here, so nothing of a request may be part of it.
    ///
    /// cbv makes no tables by itself: for an application that lives longer than its first table, use sqlx's migrations.
    ///
    /// ```
    /// # use cbv_runtime::db::Db;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> cbv_runtime::Result<()> {
    /// let db = Db::connect("sqlite::memory:").await?;
    /// db.run_script("CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO tag (name) VALUES ('new')")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::Database`] when the database refuses a statement. On SQLite and MariaDB those before it have been
    /// carried out, on PostgreSQL none.
    pub async fn run_script(&self, sql: impl sqlx::SqlSafeStr) -> Result<()> {
        let sql = sql.into_sql_str();
        let running = Running::begin(sql.as_str(), &[]);
        let script = sqlx::raw_sql(sql);
        let done = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(pools) => script.execute(pools.write()).await.map(drop),
            #[cfg(feature = "postgres")]
            Self::Postgres(pool) => script.execute(pool).await.map(drop),
            #[cfg(feature = "mysql")]
            Self::MySql(pool) => script.execute(pool).await.map(drop),
        };
        running.end(&mut Tally::default());
        Ok(done?)
    }
}
