//! What stands to the right of a comparison: a value, a column or an expression. Called by the lookups (`lookup.rs`).

use super::{
    Comparable,
    expression::{Expr, Expression},
};
use crate::{
    model::{Column, Meta},
    value::{Field, Value},
};

/// What a column or an expression of `T` is compared with: a value, or a column or an expression of the same model. `By`
/// tells them apart; it is never written.
#[diagnostic::on_unimplemented(
    message = "a column of `{T}` is not compared with `{Self}`",
    label = "not a value, a column or an expression of `{T}` of this model"
)]
pub trait Comparand<M, T: Field, By> {
    #[doc(hidden)]
    fn comparand(self, meta: &Meta) -> Compared;
}

/// What is compared with: the tree, and whether it may be NULL.
#[doc(hidden)]
#[derive(Debug)]
pub struct Compared {
    pub(super) expr: Expr,
    pub(super) null: bool,
}

/// Tells the values among the [`Comparand`]s.
#[derive(Debug)]
pub enum ByValue {}

/// Tells the columns among the [`Comparand`]s.
#[derive(Debug)]
pub enum ByColumn {}

/// Tells the expressions among the [`Comparand`]s.
#[derive(Debug)]
pub enum ByExpression {}

#[diagnostic::do_not_recommend]
impl<M, T, V> Comparand<M, T, ByValue> for V
where
    T: Field<Value: Value<Repr: Comparable>>,
    V: Into<T::Value>,
{
    fn comparand(self, meta: &Meta) -> Compared {
        Compared { expr: Expr::Value(self.into().into_repr().compared(meta)), null: false }
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: Field, U: Field<Value = T::Value>> Comparand<M, T, ByColumn> for Column<M, U> {
    fn comparand(self, _: &Meta) -> Compared {
        Compared { expr: self.expression().expr, null: U::NULL }
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: Field, U: Field<Value = T::Value>> Comparand<M, T, ByExpression> for Expression<M, U> {
    fn comparand(self, _: &Meta) -> Compared {
        Compared { null: U::NULL || self.expr.is_uncertain(), expr: self.expr }
    }
}

impl<M, V: Value> Column<M, Option<V>> {
    /// The column's value, or another where it is NULL.
    ///
    /// Django: [`Coalesce`](https://docs.djangoproject.com/en/5.2/ref/models/database-functions/#coalesce).
    pub fn coalesce<By>(self, other: impl Comparand<M, V, By>) -> Expression<M, V> {
        self.expression().coalesce(other)
    }
}

impl<M, V: Value> Expression<M, Option<V>> {
    /// The value, or another where it is NULL.
    ///
    /// Django: [`Coalesce`](https://docs.djangoproject.com/en/5.2/ref/models/database-functions/#coalesce).
    pub fn coalesce<By>(self, other: impl Comparand<M, V, By>) -> Expression<M, V> {
        let other = other.comparand(&self.meta).expr;
        Expression::new(Expr::Coalesce(Box::new(self.expr), Box::new(other)), self.meta)
    }
}
