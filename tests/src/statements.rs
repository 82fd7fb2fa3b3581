//! The statements of a piece of work as the database counts them: SQLite's trace, PostgreSQL's statement log, MariaDB's
//! general log. Called by tests of query budgets, which compare them with what `cbv::test::queries` says.

use std::future::Future;

use cbv_runtime::db::Db;
use cbv_trace::Trace;
use sqlx::{AssertSqlSafe, MySqlPool, Row as _};

use crate::{
    db::{Dialect, TestDb},
    log,
};

impl TestDb {
    /// Runs `work` on this database, and gives the statements that the database has seen from it. The handle that `work` gets
    /// has connections of its own: PostgreSQL logs those only which began after it was told to.
    ///
    /// What sqlx sends to get a new connection ready, and to see whether an old one lives, is not among them.
    ///
    /// # Panics
    /// When the database does not tell.
    pub async fn statements<T, F: Future<Output = T>>(&self, work: impl FnOnce(Db) -> F) -> (T, Vec<String>) {
        match self.dialect() {
            Dialect::Sqlite => self.traced(work).await,
            Dialect::Postgres => self.logged(work).await,
            Dialect::MySql => self.in_the_general_log(work).await,
        }
    }

    async fn traced<T, F: Future<Output = T>>(&self, work: impl FnOnce(Db) -> F) -> (T, Vec<String>) {
        let db = Db::connect(self.url()).await.expect("a second handle");
        let trace = Trace::default();
        for pool in [db.as_sqlite(), db.as_sqlite_writer()].into_iter().flatten() {
            // all at once, so that each is another one
            let mut held = Vec::new();
            for _ in 0..pool.options().get_max_connections() {
                held.push(pool.acquire().await.expect("a connection"));
            }
            for conn in &mut held {
                trace.attach(conn).await.expect("an open connection");
            }
        }
        trace.take();
        let output = work(db.clone()).await;
        db.close().await;
        let statements = trace.take().into_iter().filter(|sql| !sql.starts_with("PRAGMA")).collect();
        (output, statements)
    }

    /// PostgreSQL writes its log to the client, too, when it is asked to; sqlx hands the lines to `tracing`.
    async fn logged<T, F: Future<Output = T>>(&self, work: impl FnOnce(Db) -> F) -> (T, Vec<String>) {
        let database = self.name();
        let set = |setting: &str| format!("ALTER DATABASE {database} SET {setting}");
        for setting in ["log_statement = 'all'", "client_min_messages = 'log'"] {
            self.execute(&set(setting)).await;
        }
        let db = Db::connect(self.url()).await.expect("a second handle");
        let (output, log) = log::watch(work(db.clone())).await;
        db.close().await;
        let lines = log.0.iter().filter(|line| line.target == "sqlx::postgres::notice");
        // `statement: BEGIN`, `execute sqlx_s_1: SELECT ..`, `execute <unnamed>: SELECT ..`
        let texts = lines.filter_map(|line| match line.message.split_once(": ") {
            Some((kind, sql)) if kind == "statement" || kind.starts_with("execute ") => Some(sql.to_owned()),
            _ => None,
        });
        let statements =
            texts.filter(|sql| !sql.starts_with("/* SQLx ping */") && !sql.starts_with("SET ")).collect();
        (output, statements)
    }

    /// The general log is the server's: tests take turns, and each reads the lines of its own connections.
    async fn in_the_general_log<T, F: Future<Output = T>>(
        &self,
        work: impl FnOnce(Db) -> F,
    ) -> (T, Vec<String>) {
        let pool = self.db().as_mysql().expect("MariaDB");
        let mut turn = pool.acquire().await.expect("a connection");
        let locked: Option<i64> = sqlx::query_scalar("SELECT GET_LOCK('cbv_general_log', 120)")
            .fetch_one(&mut *turn)
            .await
            .expect("a turn");
        assert_eq!(locked, Some(1), "another test held the general log for two minutes");
        set_general_log(pool, true).await;
        let db = Db::connect(self.url()).await.expect("a second handle");
        let output = work(db.clone()).await;
        let rows = sqlx::query(
            "SELECT CONVERT(argument USING utf8mb4) AS sql_text FROM mysql.general_log
             WHERE command_type IN ('Query', 'Execute') AND thread_id <> CONNECTION_ID()
             AND thread_id IN (SELECT id FROM information_schema.processlist WHERE db = DATABASE())
             ORDER BY event_time",
        )
        .fetch_all(&mut *turn)
        .await
        .expect("the general log");
        set_general_log(pool, false).await;
        db.close().await;
        drop(turn.close().await); // and with it the lock
        let texts = rows.iter().map(|row| row.get::<String, _>("sql_text"));
        (output, texts.filter(|sql| !sql.starts_with("SET ")).collect())
    }
}

/// Switches MariaDB's log to a table on or off; a new one is empty.
async fn set_general_log(pool: &MySqlPool, on: bool) {
    let switch = if on {
        "TRUNCATE mysql.general_log; SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ON"
    } else {
        "SET GLOBAL general_log = OFF; TRUNCATE mysql.general_log"
    };
    sqlx::raw_sql(AssertSqlSafe(switch)).execute(pool).await.expect("the right to switch the general log");
}
