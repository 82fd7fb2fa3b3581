//! Which values are read of each row, or of each group, and as what: columns, expressions, aggregates, and tuples of them.
//! Called by `group.rs`.

use super::{
    Expression,
    aggregate::{Aggregate, write_key},
    expression::Expr,
    sql::Statement,
};
use crate::{
    Result,
    db::Row,
    model::{Column, Meta},
    value::{Field, Kind, Native, Value},
};

/// One value of a row while the statement is written.
#[doc(hidden)]
#[derive(Debug)]
pub struct Selected {
    pub(super) expr: Expr,
    pub(super) kind: Kind,
    /// Whether it may be NULL.
    pub(super) null: bool,
}

impl Selected {
    /// Writes the value; texts so that those that are told apart are different letter for letter.
    pub(super) fn write(&self, alias: &str, out: &mut Statement) {
        write_key(&self.expr, self.kind, alias, out);
    }
}

/// Columns and expressions of `M` that are read of each row: one, or a tuple of up to eight, whose values are a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no columns of `{M}`",
    label = "not a column, an expression or a tuple of them, of `{M}`"
)]
pub trait Selection<M> {
    /// What is read: of a column its type, of a tuple a tuple.
    type Values: Send;

    #[doc(hidden)]
    fn select(&self, out: &mut Vec<Selected>);

    #[doc(hidden)]
    fn read(&self, row: &Row, at: &mut usize) -> Result<Self::Values>;
}

/// Aggregates of rows of `M`: one, or a tuple of up to eight, whose values are a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are no aggregates of rows of `{M}`",
    label = "not an aggregate or a tuple of aggregates of `{M}`",
    note = "one value of many rows is `count()`, `Book::PRICE.avg()` and the like; what rows are grouped by goes to `group_by`"
)]
pub trait Aggregates<M> {
    /// What is read: of an aggregate its type, of a tuple a tuple.
    type Values: Send;

    #[doc(hidden)]
    fn select(&self, out: &mut Vec<Selected>);

    #[doc(hidden)]
    fn read(&self, row: &Row, at: &mut usize) -> Result<Self::Values>;
}

fn selected<T: Field>(expr: Expr) -> Selected {
    let kind = <<T::Value as Value>::Repr as Native>::KIND;
    Selected { null: T::NULL || expr.is_uncertain(), kind, expr }
}

fn next<T: Field>(row: &Row, at: &mut usize, meta: &Meta) -> Result<T> {
    let value = T::get(row, *at, meta);
    *at += 1;
    value
}

impl<M, T: Field> Selection<M> for Column<M, T> {
    type Values = T;

    fn select(&self, out: &mut Vec<Selected>) {
        out.push(selected::<T>(self.expression().expr));
    }

    fn read(&self, row: &Row, at: &mut usize) -> Result<T> {
        next(row, at, self.meta())
    }
}

impl<M, T: Field> Selection<M> for Expression<M, T> {
    type Values = T;

    fn select(&self, out: &mut Vec<Selected>) {
        out.push(selected::<T>(self.expr.clone()));
    }

    fn read(&self, row: &Row, at: &mut usize) -> Result<T> {
        next(row, at, &self.meta)
    }
}

impl<M, T: Field> Aggregates<M> for Aggregate<M, T> {
    type Values = T;

    fn select(&self, out: &mut Vec<Selected>) {
        let expr = Expr::Aggregate(Box::new(self.call.clone()));
        out.push(Selected { kind: Kind::Int, null: T::NULL, expr });
    }

    fn read(&self, row: &Row, at: &mut usize) -> Result<T> {
        next(row, at, &self.meta)
    }
}

macro_rules! tuples {
    ($($trait:ident: $(($($part:ident)*))*;)*) => {$($(
        impl<M, $($part: $trait<M>),*> $trait<M> for ($($part,)*) {
            type Values = ($($part::Values,)*);

            #[allow(non_snake_case)]
            fn select(&self, out: &mut Vec<Selected>) {
                let ($($part,)*) = self;
                $($part.select(out);)*
            }

            #[allow(non_snake_case)]
            fn read(&self, row: &Row, at: &mut usize) -> Result<Self::Values> {
                let ($($part,)*) = self;
                Ok(($($part.read(row, at)?,)*))
            }
        }
    )*)*};
}

tuples! {
    Selection: (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H);
    Aggregates: (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H);
}
