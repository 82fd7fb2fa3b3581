//! What a column is set to: a value, or what the database computes from the row as it is. Called by users; written by the
//! statements that change rows (`change.rs`).

use std::marker::PhantomData;

use super::{
    comparand::{ByColumn, ByExpression, ByValue},
    expression::{Expr, Expression},
    select::ALIAS,
    sql::{SQLITE_FAILS, Statement},
};
use crate::{
    db::Dialect,
    model::{Column, Meta},
    value::{Digits, Field, Kind, Native, Sql, Value},
};

/// What a column is set to: `Book::TITLE.set("Dune")`, `Post::VIEWS.set(Post::VIEWS + 1)`.
#[must_use = "an assignment does nothing by itself: give it to `update`"]
pub struct Assignment<M> {
    pub(super) column: &'static str,
    expr: Expr,
    fit: Fit,
    of: PhantomData<fn() -> M>,
}

/// What the column's type holds: a computed value that is none of it must not be stored.
#[derive(Debug, Clone, Copy)]
struct Fit {
    kind: Kind,
    integers: Option<(i64, i64)>,
    digits: Option<Digits>,
}

impl<M> Clone for Assignment<M> {
    fn clone(&self) -> Self {
        Self { column: self.column, expr: self.expr.clone(), fit: self.fit, of: PhantomData }
    }
}

impl<M> std::fmt::Debug for Assignment<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Assignment").field(&self.column).field(&self.expr).finish()
    }
}

impl<M, T: Field> Column<M, T> {
    /// Sets the column to a value, of a nullable column to `Some` or `None`; or to what the database computes from the row:
    /// `Post::VIEWS.set(Post::VIEWS + 1)` counts right however many do it at once, because nobody reads the number first.
    ///
    /// A number that the column's Rust type cannot hold is an error of the database, and nothing is changed; so is a
    /// division by zero. (MariaDB and MySQL answer so in their strict mode, which is their default.)
    ///
    /// Django: the keyword arguments of [`update`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#update), and
    /// [`F()`](https://docs.djangoproject.com/en/5.2/ref/models/expressions/#f-expressions).
    pub fn set<By>(self, value: impl Assignable<M, T, By>) -> Assignment<M> {
        let fit = Fit {
            kind: <<T::Value as Value>::Repr as Native>::KIND,
            integers: <<T::Value as Value>::Repr as Native>::INTEGERS,
            digits: self.meta().digits,
        };
        Assignment { column: self.name(), expr: value.assigned(self.meta()).0, fit, of: PhantomData }
    }
}

/// What a column of `T` can be set to: a value, or a column or an expression of the same model. `By` tells them apart; it is
/// never written.
#[diagnostic::on_unimplemented(
    message = "a column of `{T}` is not set to `{Self}`",
    label = "not a value, a column or an expression of `{T}` of this model"
)]
pub trait Assignable<M, T, By> {
    #[doc(hidden)]
    fn assigned(self, meta: &Meta) -> Assigned;
}

/// What is assigned, as a tree.
#[doc(hidden)]
#[derive(Debug)]
pub struct Assigned(Expr);

#[diagnostic::do_not_recommend]
impl<M, T: Field, V: Into<T>> Assignable<M, T, ByValue> for V {
    fn assigned(self, meta: &Meta) -> Assigned {
        Assigned(Expr::Value(self.into().bind(meta)))
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: Field> Assignable<M, T, ByColumn> for Column<M, T> {
    fn assigned(self, _: &Meta) -> Assigned {
        Assigned(self.expression().expr)
    }
}

#[diagnostic::do_not_recommend]
impl<M, V: Value> Assignable<M, Option<V>, ByColumn> for Column<M, V> {
    fn assigned(self, _: &Meta) -> Assigned {
        Assigned(self.expression().expr)
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: Field> Assignable<M, T, ByExpression> for Expression<M, T> {
    fn assigned(self, _: &Meta) -> Assigned {
        Assigned(self.expr)
    }
}

#[diagnostic::do_not_recommend]
impl<M, V: Value> Assignable<M, Option<V>, ByExpression> for Expression<M, V> {
    fn assigned(self, _: &Meta) -> Assigned {
        Assigned(self.expr)
    }
}

impl<M> Assignment<M> {
    /// A column and its value, both known from the model's row.
    pub(super) fn of_value(column: &'static str, value: Sql) -> Self {
        let fit = Fit { kind: Kind::Text, integers: None, digits: None };
        Self { column, expr: Expr::Value(value), fit, of: PhantomData }
    }

    /// The same assignment to a column of another model of the same table, or of none that is named.
    pub(super) fn of<S>(self) -> Assignment<S> {
        let Self { column, expr, fit, .. } = self;
        Assignment { column, expr, fit, of: PhantomData }
    }

    /// What is assigned, unless the database computes it.
    pub(super) fn value(&self) -> Option<&Sql> {
        match &self.expr {
            Expr::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The column's name.
    pub(crate) fn column(&self) -> &'static str {
        self.column
    }

    /// Whether both set the same column.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.column == other.column
    }

    /// The column and the value, unless the database computes it.
    pub(crate) fn written(&self) -> Option<(&'static str, &Sql)> {
        self.value().map(|value| (self.column, value))
    }

    /// Whether what is assigned depends on that column.
    pub(super) fn reads(&self, column: &str) -> bool {
        self.expr.reads(column)
    }

    /// Writes `column = value`.
    pub(super) fn write(self, out: &mut Statement) {
        out.name(self.column).push(" = ");
        self.write_value(out);
    }

    /// Writes the value of a row that is not there yet.
    pub(super) fn write_new(self, out: &mut Statement) {
        if !self.expr.is_constant() {
            out.refuse_setup(format!(
                "`{}` of a new row is computed from the row, which is not there yet",
                self.column
            ));
        }
        self.write_value(out);
    }

    fn write_value(self, out: &mut Statement) {
        match self.expr {
            Expr::Value(value) => {
                out.value(value);
            }
            expr => self.fit.write(&expr, out),
        }
    }
}

impl Fit {
    fn write(self, expr: &Expr, out: &mut Statement) {
        // of another type than i64 a column may be wider, and would take what nobody could read
        let narrow = self.integers.filter(|(least, most)| (*least, *most) != (i64::MIN, i64::MAX));
        match (out.dialect(), narrow) {
            (Dialect::Sqlite, _) => self.write_sqlite(expr, out),
            (Dialect::Postgres, Some((least, most))) => {
                out.push("(SELECT CASE WHEN v NOT BETWEEN ").integer(least).push(" AND ").integer(most);
                out.push(" THEN CAST('out of range: ' || v AS BIGINT) ELSE v END FROM (SELECT ");
                expr.write(ALIAS, out).push(" AS v) AS w)");
            }
            // it has no derived tables that see the row
            (Dialect::MySql, Some((least, most))) => {
                expr.write(ALIAS, out.push("CASE WHEN ")).push(" NOT BETWEEN ").integer(least);
                out.push(" AND ").integer(most).push(" THEN 99999999999999999999 ELSE ");
                expr.write(ALIAS, out).push(" END");
            }
            _ => {
                expr.write(ALIAS, out);
            }
        }
    }

    /// SQLite would store whatever it computed: integers that have become a REAL, infinity, decimals of any length.
    fn write_sqlite(self, expr: &Expr, out: &mut Statement) {
        let stored = match (self.kind, self.digits) {
            (Kind::Decimal, Some(digits)) if !digits.scaled_on_sqlite() => Some(digits.scale),
            _ => None,
        };
        if !matches!(self.kind, Kind::Int | Kind::Float | Kind::Decimal) {
            expr.write(ALIAS, out);
            return;
        }
        out.push("(SELECT CASE WHEN v IS NULL OR ");
        match (self.integers, self.digits) {
            (Some((least, most)), _) => {
                out.push("(typeof(v) = 'integer' AND v BETWEEN ").integer(least).push(" AND ").integer(most);
                out.push(")");
            }
            (None, Some(digits)) => {
                let whole = if stored.is_some() {
                    digits.precision.saturating_sub(digits.scale)
                } else {
                    digits.precision
                };
                out.push("abs(v) < 1e").literal(whole.into());
            }
            (None, None) => {
                out.push("abs(v) <= 1.7976931348623157e308");
            }
        }
        out.push(" THEN v ELSE ").push(SQLITE_FAILS).push(" END FROM (SELECT ");
        match stored {
            Some(scale) => expr.write(ALIAS, out.push("round(")).push(", ").literal(scale.into()).push(")"),
            None => expr.write(ALIAS, out),
        };
        out.push(" AS v))");
    }
}
