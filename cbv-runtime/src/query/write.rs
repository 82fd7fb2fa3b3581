//! INSERT, UPDATE and DELETE. Called by hooks and, later, by the edit views.

use std::marker::PhantomData;

use super::{QuerySet, select::write_where, sql::Statement};
use crate::{
    Result,
    db::{Dialect, Executor},
    model::{Column, Model},
    value::{Field, Sql},
};

/// What a column is set to: `Book::TITLE.set("Dune")`.
#[derive(Debug, Clone)]
#[must_use = "an assignment does nothing by itself: give it to `update`"]
pub struct Assignment<M> {
    column: &'static str,
    value: Sql,
    of: PhantomData<fn() -> M>,
}

impl<M, T: Field> Column<M, T> {
    /// Sets the column to a value.
    pub fn set(self, value: impl Into<T>) -> Assignment<M> {
        Assignment { column: self.name(), value: value.into().bind(self.meta()), of: PhantomData }
    }
}

impl<M: Model> QuerySet<M> {
    /// Changes the rows; returns how many.
    ///
    /// # Errors
    /// [`crate::Error::Database`].
    pub async fn update(
        self,
        db: impl Executor,
        assignments: impl IntoIterator<Item = Assignment<M>>,
    ) -> Result<u64> {
        let mut out = Statement::write(db.dialect());
        out.push("UPDATE ").name(M::TABLE).push(" AS ").name(super::select::ALIAS).push(" SET ");
        for (index, assignment) in assignments.into_iter().enumerate() {
            out.push(if index == 0 { "" } else { ", " })
                .name(assignment.column)
                .push(" = ")
                .value(assignment.value);
        }
        write_where(self.filters, &mut out);
        Ok(db.execute(out).await?.rows)
    }

    /// Deletes the rows; returns how many.
    ///
    /// # Errors
    /// [`crate::Error::Database`], also when other rows refer to one of them.
    pub async fn delete(self, db: impl Executor) -> Result<u64> {
        let mut out = Statement::write(db.dialect());
        let dialect = out.dialect();
        out.push(if dialect == Dialect::MySql { "DELETE `t` FROM " } else { "DELETE FROM " });
        out.name(M::TABLE).push(" AS ").name(super::select::ALIAS);
        write_where(self.filters, &mut out);
        Ok(db.execute(out).await?.rows)
    }
}
