//! The rows whose foreign key leads to one object, and the assignment that makes one of them. Called by a form's inline rows,
//! which know the key by its value alone.

use super::{
    Assignment, Node, QuerySet,
    condition::{Operator, Target},
    expression::Expr,
};
use crate::{
    model::{Model, Place},
    value::Sql,
};

/// A foreign key and what it holds for one object.
#[derive(Debug, Clone)]
pub(crate) struct Holding {
    column: &'static str,
    key: Sql,
    optional: bool,
}

impl Holding {
    /// The foreign key, which may be NULL or not, of the rows that belong to the object with this key.
    pub(crate) fn new((column, optional): (&'static str, bool), key: Sql) -> Self {
        Self { column, key, optional }
    }

    /// Sets the foreign key.
    pub(crate) fn assignment<C>(&self) -> Assignment<C> {
        Assignment::of_value(self.column, self.key.clone())
    }
}

impl<M: Model> QuerySet<M> {
    /// Only rows that belong to that object.
    pub(crate) fn holding(mut self, holding: &Holding) -> Self {
        let expr = Expr::Column(Place { name: holding.column, expression: None });
        let target = Target { expr, null: holding.optional };
        self.rows.filter(Node::Compare(target, Operator::Eq, holding.key.clone()));
        self
    }
}
