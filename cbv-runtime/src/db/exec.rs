//! The only place that awaits the database: takes a connection, binds the values, runs the statement. Called by `Conn`.

use std::{future::Future, pin::Pin};

use sqlx::AssertSqlSafe;

#[cfg(feature = "mysql")]
use super::deadlock;
use super::{
    Conn, Db, Row,
    conn::{Done, Held, Link},
    finish::Finish,
    tally::Running,
    transaction::useless,
};
use crate::{Error, Result, query::Statement, value::Sql};

impl Conn {
    #[allow(clippy::manual_async_fn)] // an `async fn` keeps what it is given twice
    pub(super) fn fetch_rows(&self, statement: Statement) -> impl Future<Output = Result<Vec<Row>>> + Send {
        async move {
            let mut held = self.lock().await;
            held.take(&self.db, statement.writes).await?;
            Finish::new(async move { held.fetch(statement).await }).await
        }
    }

    pub(super) async fn run(&self, statement: Statement) -> Result<Done> {
        let mut held = self.lock().await;
        held.take(&self.db, statement.writes).await?;
        Finish::new(async move { held.execute(statement).await }).await
    }
}

/// Binds the values of a statement and runs it, whichever the database: `|query, conn| ..` is written once for each.
macro_rules! on_link {
    ($held:expr, $statement:expr, |$query:ident, $conn:ident, $row:ident, $id:ident| $run:expr) => {{
        let Statement { sql, values, remembered, .. } = $statement;
        match &mut $held.link {
            Link::None => Err(useless()),
            #[cfg(feature = "sqlite")]
            Link::Sqlite { conn: $conn, .. } => {
                let arguments = bind_all(values, crate::value::sqlite::bind)?;
                let $query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(remembered);
                let $row = Row::Sqlite;
                let $id = |done: &sqlx::sqlite::SqliteQueryResult| Some(done.last_insert_rowid());
                $run
            }
            #[cfg(feature = "postgres")]
            Link::Postgres($conn) => {
                let arguments = bind_all(values, crate::value::postgres::bind)?;
                let $query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(remembered);
                let $row = Row::Postgres;
                let $id = |_: &sqlx::postgres::PgQueryResult| None::<i64>;
                $run
            }
            #[cfg(feature = "mysql")]
            Link::MySql($conn) => {
                let arguments = bind_all(values, crate::value::mysql::bind)?;
                let $query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(remembered);
                let $row = Row::MySql;
                let $id = |done: &sqlx::mysql::MySqlQueryResult| {
                    i64::try_from(done.last_insert_id()).ok().filter(|id| *id != 0)
                };
                $run
            }
        }
    }};
}

/// Runs a statement, on MariaDB again after a deadlock, where that has undone nothing but the statement.
macro_rules! or_again {
    ($held:ident, $statement:expr, $once:ident) => {{
        #[cfg(feature = "mysql")]
        let spare = $held.spare(&$statement);
        let result = $held.$once($statement).await;
        #[cfg(feature = "mysql")]
        if let Some(spare) = spare
            && deadlock::is_deadlock(&result)
        {
            // Seldom, and boxed for that: the room it takes would be part of every future on a request's way.
            return Box::pin(async move {
                let mut result = result;
                for _ in 0..deadlock::TIMES {
                    $held.begin_again().await?;
                    result = $held.$once((*spare).clone()).await;
                    if !deadlock::is_deadlock(&result) {
                        break;
                    }
                }
                result
            })
            .await;
        }
        result
    }};
}

impl Held {
    /// Takes a connection when none is held; on SQLite also when one that reads is held and the statement writes.
    pub(super) async fn take(&mut self, db: &Db, writes: bool) -> Result<()> {
        if !self.levels.is_empty() {
            // The connection of a transaction is not exchanged, also not for one that works.
            return if self.broken.is_some() { Err(useless()) } else { Ok(()) };
        }
        match (&self.link, db) {
            #[cfg(feature = "sqlite")]
            (Link::Sqlite { writes: false, .. }, Db::Sqlite(_)) if writes => {
                self.link = Link::None; // given back before another is asked for
                self.link = connection(db, writes).await?;
            }
            (Link::None, db) => self.link = connection(db, writes).await?,
            _ => {}
        }
        Ok(())
    }

    async fn fetch(&mut self, statement: Statement) -> Result<Vec<Row>> {
        or_again!(self, statement, fetch_once)
    }

    async fn execute(&mut self, statement: Statement) -> Result<Done> {
        or_again!(self, statement, execute_once)
    }

    async fn fetch_once(&mut self, statement: Statement) -> Result<Vec<Row>> {
        let running = Running::begin(&statement.sql, &statement.values);
        let result = on_link!(self, statement, |query, conn, row, _id| query
            .fetch_all(&mut **conn)
            .await
            .map(|rows| rows.into_iter().map(row).collect())
            .map_err(Error::Database));
        self.done(result, running)
    }

    async fn execute_once(&mut self, statement: Statement) -> Result<Done> {
        let running = Running::begin(&statement.sql, &statement.values);
        let result = on_link!(self, statement, |query, conn, _row, id| query
            .execute(&mut **conn)
            .await
            .map(|done| Done { rows: done.rows_affected(), last_insert_id: id(&done) })
            .map_err(Error::Database));
        self.done(result, running)
    }

    /// Runs a statement of ours that has no values and no answer: `BEGIN` and its like.
    pub(super) async fn command(&mut self, sql: &str) -> sqlx::Result<()> {
        let running = Running::begin(sql, &[]);
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        let result = match &mut self.link {
            Link::None => return Ok(()),
            #[cfg(feature = "sqlite")]
            Link::Sqlite { conn, .. } => sql.execute(&mut **conn).await.map(drop),
            #[cfg(feature = "postgres")]
            Link::Postgres(conn) => sql.execute(&mut **conn).await.map(drop),
            #[cfg(feature = "mysql")]
            Link::MySql(conn) => sql.execute(&mut **conn).await.map(drop),
        };
        running.end(&mut self.tally);
        result
    }

    /// What follows from a statement for the connection.
    fn done<T>(&mut self, result: Result<T>, running: Running) -> Result<T> {
        // any other error comes before the statement is sent
        if matches!(result, Ok(_) | Err(Error::Database(_))) {
            running.end(&mut self.tally);
        }
        if let Err(Error::Database(error)) = &result {
            self.note(error);
        }
        self.untouched = false;
        if self.levels.is_empty() {
            self.give_writer_back();
        }
        result
    }

    /// SQLite has one connection that writes: nobody keeps it while a request does other things.
    pub(super) fn give_writer_back(&mut self) {
        #[cfg(feature = "sqlite")]
        if matches!(self.link, Link::Sqlite { writes: true, .. }) {
            self.link = Link::None;
        }
    }
}

/// A connection of the pool. Boxed, because sqlx's `acquire` holds everything that opening one needs (9 KB on PostgreSQL, 3 KB
/// on SQLite): without the box that is part of every future on a request's way, and is copied from each into the next.
fn connection(db: &Db, writes: bool) -> Pin<Box<dyn Future<Output = Result<Link>> + Send + '_>> {
    let _ = writes; // only SQLite asks
    match db {
        #[cfg(feature = "sqlite")]
        Db::Sqlite(pools) => {
            // One pool for all: what is held reads and writes, and need not be given back in between.
            let writes = writes && pools.are_two();
            let pool = if writes { pools.write() } else { pools.read() };
            Box::pin(async move { Ok(Link::Sqlite { conn: pool.acquire().await?, writes }) })
        }
        #[cfg(feature = "postgres")]
        Db::Postgres(pool) => Box::pin(async move { Ok(Link::Postgres(pool.acquire().await?)) }),
        #[cfg(feature = "mysql")]
        Db::MySql(pool) => Box::pin(async move { Ok(Link::MySql(pool.acquire().await?)) }),
    }
}

fn bind_all<A: Default>(values: Vec<Sql>, bind: impl Fn(&mut A, Sql) -> Result<()>) -> Result<A> {
    let mut arguments = A::default();
    for value in values {
        bind(&mut arguments, value)?;
    }
    Ok(arguments)
}
