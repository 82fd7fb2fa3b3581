//! Sessions in the application's own database: a store over [`Db`] for tower-sessions. Called by its `SessionManagerLayer`,
//! once the feature `sessions` is on; cookies and what a session is are tower-sessions' own, log-in is the application's.

use async_trait::async_trait;
use chrono::Utc;
pub use tower_sessions::{
    ExpiredDeletion, Expiry, Session, SessionManagerLayer, SessionStore, cookie, session,
};
use tower_sessions::{
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store,
};

use crate::{
    Error, Result,
    db::{Db, Dialect, Executor as _},
    model::{Column, Meta},
    query::Statement,
    value::{Field as _, Sql},
};

/// How often a new session tries for a key that nobody has; one that is taken would come once in 2^128.
const TRIES: usize = 3;

/// Keeps sessions in the table `cbv_session`.
///
/// ```
/// use axum::Router;
/// use cbv::{Db, Result, sessions::{DbStore, SessionManagerLayer, cookie::SameSite}};
///
/// async fn app(db: Db) -> Result<Router> {
///     let store = DbStore::new(db.clone());
///     store.create_table().await?; // or a migration with the text of `DbStore::MIGRATION_SQLITE`
///     let sessions = SessionManagerLayer::new(store).with_same_site(SameSite::Lax);
///     Ok(Router::new().layer(sessions).with_state(db))
/// }
/// ```
///
/// Each statement takes a connection of its own, beside that of the request: a session is loaded before the view has one and
/// saved after the view has given it back. `Session::save` inside an [`atomic`](crate::db::Conn::atomic) waits on SQLite for
/// the one connection that writes, which that transaction holds.
///
/// Django: `django.contrib.sessions.backends.db`
/// (<https://docs.djangoproject.com/en/5.2/topics/http/sessions/#using-database-backed-sessions>).
#[derive(Debug, Clone)]
pub struct DbStore {
    db: Db,
}

impl DbStore {
    /// The table on SQLite, for a migration.
    pub const MIGRATION_SQLITE: &'static str = "\
CREATE TABLE IF NOT EXISTS cbv_session (id TEXT PRIMARY KEY, data TEXT NOT NULL, expires INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS cbv_session_expires ON cbv_session (expires);
";
    /// The table on PostgreSQL.
    pub const MIGRATION_POSTGRES: &'static str = "\
CREATE TABLE IF NOT EXISTS cbv_session (id VARCHAR(22) PRIMARY KEY, data TEXT NOT NULL, expires BIGINT NOT NULL);
CREATE INDEX IF NOT EXISTS cbv_session_expires ON cbv_session (expires);
";
    /// The table on MySQL and MariaDB. The keys are compared letter by letter, capitals are others.
    pub const MIGRATION_MYSQL: &'static str = "\
CREATE TABLE IF NOT EXISTS cbv_session (
    id VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
    data MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL, expires BIGINT NOT NULL, INDEX cbv_session_expires (expires));
";

    /// A store in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// Makes the table, unless it is there.
    ///
    /// # Errors
    /// [`Error::Database`] when the database refuses.
    pub async fn create_table(&self) -> Result<()> {
        self.db
            .run_script(match self.db.dialect() {
                Dialect::Sqlite => Self::MIGRATION_SQLITE,
                Dialect::Postgres => Self::MIGRATION_POSTGRES,
                Dialect::MySql => Self::MIGRATION_MYSQL,
            })
            .await
    }

    /// Runs a statement that changes rows; how many.
    async fn change(&self, sql: &'static str, values: Vec<Sql>) -> Result<u64> {
        let statement = Statement::fixed(self.db.dialect(), sql, values, true);
        Ok((&self.db).execute(statement).await?.rows)
    }

    async fn insert(&self, record: &mut Record) -> Result<()> {
        let mut tries = 0;
        loop {
            let sql = "INSERT INTO cbv_session (data, expires, id) VALUES (?, ?, ?)";
            match self.change(sql, values(record)?).await {
                Err(Error::Database(sqlx::Error::Database(fault)))
                    if fault.is_unique_violation() && tries < TRIES =>
                {
                    tries += 1;
                    record.id = Id::default();
                }
                done => return done.map(drop),
            }
        }
    }

    async fn find(&self, id: &Id) -> Result<Option<Record>> {
        let sql = "SELECT data, expires FROM cbv_session WHERE id = ? AND expires > ?";
        let values = vec![Sql::Text(id.to_string()), now()];
        let rows = (&self.db).fetch(Statement::fixed(self.db.dialect(), sql, values, false)).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let data = serde_json::from_str(&String::get(row, 0, &DATA)?).map_err(Error::other)?;
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(i64::get(row, 1, &EXPIRES)?).map_err(Error::other)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }
}

const DATA: Meta = *Column::<(), String>::new("data").meta();
const EXPIRES: Meta = *Column::<(), i64>::new("expires").meta();

/// What is stored of a session: its data, its end, its key.
fn values(record: &Record) -> Result<Vec<Sql>> {
    let data = serde_json::to_string(&record.data).map_err(Error::other)?;
    let expires = record.expiry_date.unix_timestamp();
    Ok(vec![Sql::Text(data), Sql::Int(expires), Sql::Text(record.id.to_string())])
}

/// Seconds since 1970, as the table has them.
fn now() -> Sql {
    Sql::Int(Utc::now().timestamp())
}

fn failed(error: Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for DbStore {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        self.insert(record).await.map_err(failed)
    }

    /// Changes the row, and makes none: a session that was ended meanwhile, by a log-out, does not come back.
    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let sql = "UPDATE cbv_session SET data = ?, expires = ? WHERE id = ?";
        let values = values(record).map_err(failed)?;
        self.change(sql, values).await.map(drop).map_err(failed)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        self.find(id).await.map_err(failed)
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let sql = "DELETE FROM cbv_session WHERE id = ?";
        self.change(sql, vec![Sql::Text(id.to_string())]).await.map(drop).map_err(failed)
    }
}

/// Django: `clearsessions`.
#[async_trait]
impl ExpiredDeletion for DbStore {
    async fn delete_expired(&self) -> session_store::Result<()> {
        let sql = "DELETE FROM cbv_session WHERE expires <= ?";
        self.change(sql, vec![now()]).await.map(drop).map_err(failed)
    }
}
