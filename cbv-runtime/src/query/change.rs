//! UPDATE and DELETE of a queryset's rows. Called by hooks and, later, by the edit views.

use super::{
    Assignment, QuerySet,
    rows::Rows,
    select::{ALIAS, write_where},
    sql::Statement,
};
use crate::{
    Result,
    db::{Dialect, Executor},
    model::{Of, Writable},
};

impl<M: Writable> QuerySet<M> {
    /// Changes the rows in one statement; returns how many there are, also when a row had the values before.
    ///
    /// Django: [`update`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#update).
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`](crate::Error::ImproperlyConfigured) without assignments, and of a queryset with a limit
    /// or an offset; [`Error::Database`](crate::Error::Database).
    pub async fn update<B>(
        self,
        db: impl Executor,
        assignments: impl IntoIterator<Item = Assignment<B>>,
    ) -> Result<u64>
    where
        M: Of<B>,
    {
        let statement = self.update_statement(db.dialect(), assignments)?;
        Ok(db.execute(statement).await?.rows)
    }

    /// Deletes the rows in one statement; returns how many. What refers to them is the database's business (`ON DELETE`).
    ///
    /// Django: [`delete`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#delete), which deletes referring rows by
    /// itself.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`](crate::Error::ImproperlyConfigured) of a queryset with a limit or an offset;
    /// [`Error::Database`](crate::Error::Database), also when other rows refer to one of them.
    pub async fn delete(self, db: impl Executor) -> Result<u64> {
        let statement = self.delete_statement(db.dialect())?;
        Ok(db.execute(statement).await?.rows)
    }

    pub(super) fn update_statement<B>(
        self,
        dialect: Dialect,
        assignments: impl IntoIterator<Item = Assignment<B>>,
    ) -> Result<Statement> {
        let mut out = Statement::write(dialect, "");
        write_update(M::TABLE, self.rows, assignments.into_iter().map(Assignment::of).collect(), &mut out);
        out.finish()
    }

    pub(super) fn delete_statement(self, dialect: Dialect) -> Result<Statement> {
        let text = if dialect == Dialect::MySql { "DELETE `t` FROM " } else { "DELETE FROM " };
        let mut out = Statement::write(dialect, text);
        check_whole(&self.rows, "delete", &mut out);
        out.table(M::TABLE).push(" AS ").name(ALIAS);
        write_where(self.rows.filters, &mut out);
        out.finish()
    }
}

/// `UPDATE .. SET .. WHERE ..`.
pub(super) fn write_update(
    table: &str,
    rows: Rows,
    mut assignments: Vec<Assignment<()>>,
    out: &mut Statement,
) {
    check_whole(&rows, "update", out);
    out.push("UPDATE ").table(table).push(" AS ").name(ALIAS);
    if out.dialect() == Dialect::MySql && !read_before_set(&mut assignments) {
        out.refuse_setup(
            "MariaDB and MySQL set columns one after the other, so that two of them cannot be set from each other",
        );
    }
    if assignments.is_empty() {
        out.refuse_setup("`update` got no assignments: there is nothing to set");
    }
    let mut between = " SET ";
    for assignment in assignments {
        assignment.write(out.push(between));
        between = ", ";
    }
    write_where(rows.filters, out);
}

/// Databases have no common word for changing the first ten rows, and changing all of them instead would be a disaster.
fn check_whole(rows: &Rows, method: &str, out: &mut Statement) {
    rows.check(out);
    if rows.is_sliced() {
        out.refuse_setup(format!(
            "`{method}` of a queryset with a limit or an offset: filter by primary keys instead"
        ));
    }
}

/// Puts the assignments in an order in which none reads a column that one before it has set: then each reads the row as it
/// was, as the standard says. False when there is none.
fn read_before_set<M>(assignments: &mut [Assignment<M>]) -> bool {
    for first in 0..assignments.len() {
        let Some((_, rest)) = assignments.split_at_mut_checked(first) else { return true };
        let free = rest.iter().position(|candidate| {
            let mut others = rest.iter().filter(|other| !std::ptr::eq(*other, candidate));
            !others.any(|other| other.reads(candidate.column))
        });
        match free {
            Some(free) => rest.swap(0, free),
            None => return false,
        }
    }
    true
}
