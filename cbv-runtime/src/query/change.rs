//! UPDATE and DELETE of a queryset's rows. Called by hooks and, later, by the edit views.

use std::marker::PhantomData;

use super::{
    QuerySet,
    select::{ALIAS, write_where},
    sql::Statement,
};
use crate::{
    Result,
    db::{Dialect, Executor},
    model::{Column, Model, Of},
    value::{Field, Sql},
};

/// What a column is set to: `Book::TITLE.set("Dune")`.
#[must_use = "an assignment does nothing by itself: give it to `update`"]
pub struct Assignment<M> {
    column: &'static str,
    value: Sql,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for Assignment<M> {
    fn clone(&self) -> Self {
        Self { column: self.column, value: self.value.clone(), of: PhantomData }
    }
}

impl<M> std::fmt::Debug for Assignment<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Assignment").field(&self.column).field(&self.value).finish()
    }
}

impl<M, T: Field> Column<M, T> {
    /// Sets the column to a value, of a nullable column to `Some` or `None`.
    ///
    /// Django: the keyword arguments of [`update`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#update).
    pub fn set(self, value: impl Into<T>) -> Assignment<M> {
        Assignment { column: self.name(), value: value.into().bind(self.meta()), of: PhantomData }
    }
}

impl<M: Model> QuerySet<M> {
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
        let mut out = Statement::write(dialect, "UPDATE ");
        self.check_whole("update", &mut out);
        out.name(M::TABLE).push(" AS ").name(ALIAS);
        let mut between = " SET ";
        for assignment in assignments {
            out.push(between).name(assignment.column).push(" = ").value(assignment.value);
            between = ", ";
        }
        if out.values().is_empty() {
            out.refuse_setup("`update` got no assignments: there is nothing to set");
        }
        write_where(self.rows.filters, &mut out);
        out.finish()
    }

    pub(super) fn delete_statement(self, dialect: Dialect) -> Result<Statement> {
        let text = if dialect == Dialect::MySql { "DELETE `t` FROM " } else { "DELETE FROM " };
        let mut out = Statement::write(dialect, text);
        self.check_whole("delete", &mut out);
        out.name(M::TABLE).push(" AS ").name(ALIAS);
        write_where(self.rows.filters, &mut out);
        out.finish()
    }

    /// Databases have no common word for changing the first ten rows, and changing all of them instead would be a disaster.
    fn check_whole(&self, method: &str, out: &mut Statement) {
        self.rows.check(out);
        if self.rows.is_sliced() {
            out.refuse_setup(format!(
                "`{method}` of a queryset with a limit or an offset: filter by primary keys instead"
            ));
        }
    }
}
