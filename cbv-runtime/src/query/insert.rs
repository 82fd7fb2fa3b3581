//! INSERT of one row and of many. Called by hooks and, later, by the edit views.

use super::{
    QuerySet,
    sql::{Statement, most_values},
};
use crate::{
    Error, Result,
    db::{Conn, Dialect, Executor},
    model::{Key, Meta, Model, Writable},
    value::{Field, Sql},
};

/// Rows in one statement, at most: enough to make the way to the database cheap, and far from the largest message that a
/// server accepts.
const MOST_ROWS: usize = 1_000;

type Values = Vec<(&'static Meta, Sql)>;

impl<M: Writable> QuerySet<M> {
    /// Inserts a row; returns its primary key. A key of 0 means that it has none yet: the database gives one.
    ///
    /// The queryset's conditions play no part.
    ///
    /// Django: [`create`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#create), or `Model.save()` of a new
    /// object.
    ///
    /// # Errors
    /// [`Error::Database`], also when the row breaks a rule of the table.
    pub async fn insert(self, db: impl Executor, row: &M) -> Result<M::Pk> {
        let key = row.pk();
        let dialect = db.dialect();
        let statement = insert_statement::<M>(dialect, row)?;
        if !key.is_unset() {
            db.execute(statement).await?;
            return Ok(key);
        }
        let given = if dialect == Dialect::MySql {
            db.execute(statement).await?.last_insert_id.and_then(M::Pk::from_generated)
        } else {
            let rows = db.fetch(statement).await?;
            rows.first().map(|row| <M::Pk as Field>::get(row, 0, M::PK.meta())).transpose()?
        };
        given.ok_or_else(|| Error::other(format!("the database gave the new {} no key", M::OBJECT_NAME)))
    }

    /// Inserts many rows, a thousand in a statement; returns how many. All or none: several statements run in a transaction.
    /// Rows with a key of 0 are given one, after the rows that have their own.
    ///
    /// The queryset's conditions play no part.
    ///
    /// Django: [`bulk_create`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#bulk-create).
    ///
    /// # Errors
    /// [`Error::Database`], also when a row breaks a rule of the table.
    pub async fn bulk_create(self, db: impl Executor, rows: &[M]) -> Result<u64> {
        let statements = bulk_statements::<M>(db.dialect(), rows)?;
        if statements.len() > 1 {
            let conn = db.handle();
            conn.atomic(run(&conn, statements)).await
        } else {
            run(&db.handle(), statements).await
        }
    }
}

async fn run(conn: &Conn, statements: Vec<Statement>) -> Result<u64> {
    let mut rows = 0;
    for statement in statements {
        rows += conn.execute(statement).await?.rows;
    }
    Ok(rows)
}

/// What a row stores: without a key that it does not have yet.
fn stored<M: Model>(row: &M) -> Values {
    let mut values = row.values();
    if row.pk().is_unset() {
        values.retain(|(meta, _)| meta.name() != M::PK.name());
    }
    values
}

pub(super) fn insert_statement<M: Model>(dialect: Dialect, row: &M) -> Result<Statement> {
    let mut out = begin::<M>(dialect);
    let values = stored(row);
    if values.is_empty() {
        out.push(if dialect == Dialect::MySql { " () VALUES ()" } else { " DEFAULT VALUES" });
    } else {
        write_columns(&values, &mut out);
        out.push(" VALUES ");
        write_values(values, &mut out);
    }
    // MySQL does not know RETURNING; it says the last key it counted up
    if row.pk().is_unset() && dialect != Dialect::MySql {
        out.push(" RETURNING ").name(M::PK.name());
    }
    out.finish()
}

pub(super) fn bulk_statements<M: Model>(dialect: Dialect, rows: &[M]) -> Result<Vec<Statement>> {
    let (without_key, with_key): (Vec<&M>, Vec<&M>) = rows.iter().partition(|row| row.pk().is_unset());
    let mut statements = Vec::new();
    for rows in [with_key, without_key] {
        let columns = rows.first().map_or(1, |row| stored(*row).len());
        if columns == 0 {
            // rows of nothing but defaults: no database takes several of them at once
            for row in rows {
                statements.push(insert_statement(dialect, row)?);
            }
            continue;
        }
        for chunk in rows.chunks((most_values(dialect) / columns).clamp(1, MOST_ROWS)) {
            statements.push(chunk_statement(dialect, chunk)?);
        }
    }
    Ok(statements)
}

fn chunk_statement<M: Model>(dialect: Dialect, rows: &[&M]) -> Result<Statement> {
    let mut out = begin::<M>(dialect);
    let mut between = " VALUES ";
    for (index, row) in rows.iter().enumerate() {
        let values = stored(*row);
        if index == 0 {
            write_columns(&values, &mut out);
        }
        out.push(between);
        write_values(values, &mut out);
        between = ", ";
    }
    out.forget();
    out.finish()
}

fn begin<M: Model>(dialect: Dialect) -> Statement {
    let mut out = Statement::write(dialect, "INSERT INTO ");
    out.table(M::TABLE);
    out
}

fn write_columns(values: &Values, out: &mut Statement) {
    let mut between = " (";
    for (meta, _) in values {
        out.push(between).name(meta.name());
        between = ", ";
    }
    out.push(")");
}

fn write_values(values: Values, out: &mut Statement) {
    let mut between = "(";
    for (_, value) in values {
        out.push(between).value(value);
        between = ", ";
    }
    out.push(")");
}
