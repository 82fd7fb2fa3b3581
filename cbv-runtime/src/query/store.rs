//! Storing one row from assignments that were chosen while running, and reading it back: `create` and `update_one`. Called by
//! the edit views, whose forms know their columns, and by hooks. In as few statements as the database allows.

use super::{
    Assignment, Node, QuerySet, Statement,
    change::write_update,
    condition::{Operator, Target},
    expression::Expr,
    queryset::load_all,
    rows::Rows,
    select::{ALIAS, Skeleton, Table},
    version::Version,
};
use crate::{
    Error, Result,
    db::{Conn, Dialect, Executor, Row},
    model::{Key as _, Of, Writable},
    value::{Field, Sql},
};

impl<M: Writable> QuerySet<M> {
    /// Inserts a row that has these values, and the database's defaults for what they do not name; reads it back, joined and
    /// prefetched fields included. Of two assignments to one column the later one counts.
    ///
    /// It is one statement on PostgreSQL, and for a model without joined fields or annotations on SQLite and MariaDB (10.5
    /// and later), too; else two.
    ///
    /// The queryset's conditions play no part.
    ///
    /// ```
    /// # use cbv_runtime::{Result, db::Db, model::{Column, Writable}};
    /// # async fn new<Tag: Writable>(slug: Column<Tag, String>, uses: Column<Tag, i32>, db: &Db) -> Result<Tag> {
    /// let tag = Tag::objects().create(db, [slug.set("rust"), uses.set(0)]).await?;
    /// # Ok(tag)
    /// # }
    /// ```
    ///
    /// Django: [`create`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#create).
    ///
    /// # Errors
    /// [`Error::Database`], also when the row breaks a rule of the table ([`Violation`](crate::db::Violation) says which);
    /// [`Error::Encode`] of a value that its column cannot hold; [`Error::ImproperlyConfigured`] of an assignment that
    /// computes from the row, which is not there yet.
    pub async fn create<B>(
        self,
        db: impl Executor,
        assignments: impl IntoIterator<Item = Assignment<B>>,
    ) -> Result<M>
    where
        M: Of<B>,
    {
        let conn = db.handle();
        let rows = insert_row(&conn, Stored::of::<M>(), untyped(assignments)).await?;
        load_all(&rows, &conn).await?.pop().ok_or_else(no_key::<M>)
    }

    /// The same as [`create`](QuerySet::create), where the new row's key is all that is wanted: always one statement (two on
    /// MySQL, which is not MariaDB, for keys that it does not count up).
    ///
    /// # Errors
    /// Those of [`create`](QuerySet::create).
    pub async fn create_key<B>(
        self,
        db: impl Executor,
        assignments: impl IntoIterator<Item = Assignment<B>>,
    ) -> Result<M::Pk>
    where
        M: Of<B>,
    {
        let conn = db.handle();
        let stored = Stored::of::<M>();
        let assignments = untyped(assignments);
        if stored.is_counted(conn.dialect(), &assignments) {
            let statement = stored.insert(conn.dialect(), assignments, None)?;
            let key = conn.execute(statement).await?.last_insert_id.and_then(M::Pk::from_generated);
            return key.ok_or_else(no_key::<M>);
        }
        let rows = insert_key(&conn, stored, assignments).await?;
        let row = rows.first().ok_or_else(no_key::<M>)?;
        <M::Pk as Field>::get(row, 0, M::PK.meta())
    }

    /// Changes the row with this key, and reads it back as it is then. `None` when there is no such row among those of the
    /// queryset. Of two assignments to one column the later one counts; without any the row is only read.
    ///
    /// It is one statement on PostgreSQL, and on SQLite for a model without joined fields or annotations; else two.
    ///
    /// Django: `save()` of an object that was read.
    ///
    /// # Errors
    /// Those of [`update`](QuerySet::update).
    pub async fn update_one<B>(
        self,
        db: impl Executor,
        key: M::Pk,
        assignments: impl IntoIterator<Item = Assignment<B>>,
    ) -> Result<Option<M>>
    where
        M: Of<B>,
    {
        let conn = db.handle();
        let (stored, key) = (Stored::of::<M>(), key.bind(M::PK.meta()));
        let mut rows = self.rows;
        rows.filter(stored.is(key.clone()));
        let rows = update_row(&conn, stored, rows, key, untyped(assignments)).await?;
        Ok(load_all(&rows, &conn).await?.pop())
    }

    /// The same as [`update_one`](QuerySet::update_one), if nobody else has changed the row meanwhile: its version must be the
    /// one that was read, and is another afterwards. `None` when there is no row with this key and version: it was changed or
    /// deleted, and nothing is done. Of several at once one wins.
    ///
    /// ```
    /// # use cbv_runtime::{Error, Result, db::Db, model::{Column, Writable}};
    /// # async fn f<Page: Writable<Pk = i64>>(
    /// #     title: Column<Page, String>, version: Column<Page, i32>, read: i32, db: &Db,
    /// # ) -> Result<Page> {
    /// let changed = Page::objects().update_versioned(db, 7, version.version(read), [title.set("New")]).await?;
    /// changed.ok_or_else(|| Error::with_status(http::StatusCode::CONFLICT, "somebody else was faster"))
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`update`](QuerySet::update).
    pub async fn update_versioned<B>(
        self,
        db: impl Executor,
        key: M::Pk,
        version: Version<B>,
        assignments: impl IntoIterator<Item = Assignment<B>>,
    ) -> Result<Option<M>>
    where
        M: Of<B>,
    {
        let (unchanged, next) = version.parts();
        self.filter(unchanged).update_one(db, key, assignments.into_iter().chain([next])).await
    }
}

/// A model without its type, as far as a row of it is stored.
#[derive(Clone, Copy)]
struct Stored {
    table: Table,
    key: &'static str,
    /// Reads the key of a row of nothing else.
    read_key: fn(&Row) -> Result<Sql>,
    /// The key that MySQL or MariaDB has counted up; `None` where it counts no keys of this type.
    generated: fn(i64) -> Option<Sql>,
}

impl Stored {
    fn of<M: Writable>() -> Self {
        Self {
            table: Table::of::<M>(),
            key: M::PK.name(),
            read_key: |row| Ok(<M::Pk as Field>::get(row, 0, M::PK.meta())?.bind(M::PK.meta())),
            generated: |number| M::Pk::from_generated(number).map(|key| key.bind(M::PK.meta())),
        }
    }

    /// Whether MySQL or MariaDB gives the key, and says it without being asked.
    fn is_counted(&self, dialect: Dialect, assignments: &[Assignment<()>]) -> bool {
        dialect == Dialect::MySql && (self.generated)(1).is_some() && self.given(assignments).is_none()
    }

    /// The key that is assigned.
    fn given(&self, assignments: &[Assignment<()>]) -> Option<Sql> {
        assignments.iter().find(|assignment| assignment.column == self.key)?.value().cloned()
    }

    fn insert(
        &self,
        dialect: Dialect,
        assignments: Vec<Assignment<()>>,
        returning: Option<&str>,
    ) -> Result<Statement> {
        let mut out = Statement::write(dialect, "");
        write_insert(self.table.name, assignments, returning, &mut out);
        out.finish()
    }

    /// Reads the row with that key.
    async fn by_key(&self, conn: &Conn, key: Sql) -> Result<Vec<Row>> {
        self.read(conn, Rows { filters: vec![self.is(key)], ..Rows::ALL }).await
    }

    async fn read(&self, conn: &Conn, rows: Rows) -> Result<Vec<Row>> {
        conn.fetch(rows.select(&self.table, conn.dialect())?).await
    }

    /// The condition that a row has that key.
    fn is(&self, key: Sql) -> Node {
        let target = Target { expr: Expr::Column(self.table.key.place), null: false };
        Node::Compare(target, Operator::Eq, key)
    }
}

fn no_key<M: Writable>() -> Error {
    Error::other(format!("the database gave the new {} no key", M::OBJECT_NAME))
}

/// Without the model's type, and one for each column: the last.
fn untyped<B>(assignments: impl IntoIterator<Item = Assignment<B>>) -> Vec<Assignment<()>> {
    let mut out: Vec<Assignment<()>> = Vec::new();
    for assignment in assignments {
        let assignment = assignment.of();
        match out.iter_mut().find(|other| other.column == assignment.column) {
            Some(earlier) => *earlier = assignment,
            None => out.push(assignment),
        }
    }
    out
}

/// Inserts, and reads the whole row.
async fn insert_row(conn: &Conn, stored: Stored, assignments: Vec<Assignment<()>>) -> Result<Vec<Row>> {
    let dialect = conn.dialect();
    let skeleton = stored.table.skeleton(dialect);
    if let Some(columns) = &skeleton.returning {
        let given = stored.given(&assignments);
        let rows = conn.fetch(stored.insert(dialect, assignments, Some(columns))?).await?;
        return if rows.is_empty() { reread(conn, &stored, given).await } else { Ok(rows) };
    }
    if dialect == Dialect::Postgres && skeleton.joinable {
        let mut out = Statement::write(dialect, "WITH \"t\" AS (");
        write_insert(stored.table.name, assignments, Some("*"), &mut out);
        return conn.fetch(read_written(out, &skeleton)?).await;
    }
    let key = if stored.is_counted(dialect, &assignments) {
        let done = conn.execute(stored.insert(dialect, assignments, None)?).await?;
        done.last_insert_id.and_then(stored.generated)
    } else {
        let rows = insert_key(conn, stored, assignments).await?;
        rows.first().map(stored.read_key).transpose()?
    };
    match key {
        Some(key) => stored.by_key(conn, key).await,
        None => Ok(Vec::new()),
    }
}

/// Inserts, and reads the key alone.
async fn insert_key(conn: &Conn, stored: Stored, assignments: Vec<Assignment<()>>) -> Result<Vec<Row>> {
    let dialect = conn.dialect();
    let given = stored.given(&assignments);
    let mut key = Statement::read(dialect, "");
    key.name(stored.key);
    let rows = conn.fetch(stored.insert(dialect, assignments, Some(key.sql()))?).await?;
    match given {
        Some(given) if rows.is_empty() => {
            let mut out = Statement::read(dialect, "SELECT ");
            out.name(stored.key).push(" FROM ").table(stored.table.name).push(" WHERE ").name(stored.key);
            out.push(" = ").value(given);
            conn.fetch(out.finish()?).await
        }
        _ => Ok(rows),
    }
}

/// MySQL, which returns no row: it is read by the key that was assigned, or that it has counted up on this connection.
async fn reread(conn: &Conn, stored: &Stored, given: Option<Sql>) -> Result<Vec<Row>> {
    if let Some(given) = given {
        return stored.by_key(conn, given).await;
    }
    let mut out = Statement::read(conn.dialect(), "SELECT ");
    stored.table.skeleton(conn.dialect()).write(&mut out);
    out.push(" WHERE ").column(ALIAS, stored.key).push(" = LAST_INSERT_ID()");
    conn.fetch(out.finish()?).await
}

/// Changes the only row of `rows`, and reads it as it is then.
async fn update_row(
    conn: &Conn,
    stored: Stored,
    rows: Rows,
    key: Sql,
    assignments: Vec<Assignment<()>>,
) -> Result<Vec<Row>> {
    let dialect = conn.dialect();
    if assignments.is_empty() {
        return stored.read(conn, rows).await;
    }
    let skeleton = stored.table.skeleton(dialect);
    if dialect == Dialect::Postgres && skeleton.returning.is_none() && skeleton.joinable {
        let mut out = Statement::write(dialect, "WITH \"t\" AS (");
        write_update(stored.table.name, rows, assignments, &mut out);
        out.push(" RETURNING \"t\".*");
        return conn.fetch(read_written(out, &skeleton)?).await;
    }
    let key = stored.given(&assignments).unwrap_or(key);
    let mut out = Statement::write(dialect, "");
    write_update(stored.table.name, rows, assignments, &mut out);
    match &skeleton.returning {
        Some(columns) if dialect != Dialect::MySql => {
            out.push(" RETURNING ").push(columns);
            conn.fetch(out.finish()?).await
        }
        _ => match conn.execute(out.finish()?).await?.rows {
            0 => Ok(Vec::new()),
            // whatever else was asked: it may not be true any more
            _ => stored.by_key(conn, key).await,
        },
    }
}

/// `INSERT .. RETURNING ..`. MariaDB reads what stands in its comments, MySQL does not, and knows no RETURNING.
fn write_insert(table: &str, assignments: Vec<Assignment<()>>, returning: Option<&str>, out: &mut Statement) {
    let mysql = out.dialect() == Dialect::MySql;
    out.push("INSERT INTO ").table(table);
    if assignments.is_empty() {
        out.push(if mysql { " () VALUES ()" } else { " DEFAULT VALUES" });
    } else {
        let mut between = " (";
        for assignment in &assignments {
            out.push(between).name(assignment.column);
            between = ", ";
        }
        between = ") VALUES (";
        for assignment in assignments {
            assignment.write_new(out.push(between));
            between = ", ";
        }
        out.push(")");
    }
    if let Some(columns) = returning {
        let (open, close) = if mysql { (" /*M!100500 RETURNING ", " */") } else { (" RETURNING ", "") };
        out.push(open).push(columns).push(close);
    }
}

/// PostgreSQL: the row that `out` has written is joined with others, as when it is read.
fn read_written(mut out: Statement, skeleton: &Skeleton) -> Result<Statement> {
    out.push(") SELECT ");
    skeleton.write_columns(&mut out);
    out.push(" FROM \"t\"").push(&skeleton.joins);
    out.finish()
}
