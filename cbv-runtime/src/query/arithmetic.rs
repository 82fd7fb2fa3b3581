//! `+`, `-`, `*`, `/` and the unary minus on columns and expressions of numbers, and what is given to them and to
//! comparisons. Called by users; what it makes is an `Expr` (`expression.rs`).

use std::ops;

use rust_decimal::Decimal;

use super::{
    Comparable,
    expression::{Expr, Expression, Sign},
};
use crate::{
    model::{Column, Meta},
    value::{Field, Kind, Native, Value},
};

/// What can be computed with: integers, floats and decimals. Sealed, as [`Native`] is.
#[diagnostic::on_unimplemented(
    message = "there is no arithmetic on columns of `{Self}`",
    label = "not a number",
    note = "numbers are the integers, f32, f64 and Decimal; for anything else, `Expression::sql` is SQL of your own"
)]
pub trait Number: Comparable {}

macro_rules! numbers {
    ($($type:ty),*) => { $( impl Number for $type {} )* };
}

numbers!(i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, Decimal);

/// What stands to the right of `+` and its like, behind a number of the type `T`: a value of that type, or a column or an
/// expression of the same model. An integer may stand beside a decimal or a float.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be computed with a column of `{T}`",
    label = "not a value, a column or an expression of `{T}` of this model",
    note = "both sides have one type: `.cast::<T>()` makes another, `.coalesce(0)` a value of an `Option`"
)]
pub trait Operand<M, T> {
    #[doc(hidden)]
    fn operand(self, meta: &Meta) -> Operated;
}

/// An operand, as a part of the tree.
#[doc(hidden)]
#[derive(Debug)]
pub struct Operated(pub(super) Expr);

fn bound<V: Value<Repr: Comparable>>(value: V, meta: &Meta) -> Operated {
    Operated(Expr::Value(value.into_repr().compared(meta)))
}

#[diagnostic::do_not_recommend]
impl<M, V: Value<Repr: Number>> Operand<M, V> for V {
    fn operand(self, meta: &Meta) -> Operated {
        bound(self, meta)
    }
}

#[diagnostic::do_not_recommend]
impl<M, V: Value<Repr: Number>> Operand<M, Option<V>> for V {
    fn operand(self, meta: &Meta) -> Operated {
        bound(self, meta)
    }
}

macro_rules! integers_beside {
    ($wide:ty: $($type:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<M> Operand<M, $wide> for $type {
            fn operand(self, meta: &Meta) -> Operated {
                bound(<$wide>::from(self), meta)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<M> Operand<M, Option<$wide>> for $type {
            fn operand(self, meta: &Meta) -> Operated {
                bound(<$wide>::from(self), meta)
            }
        }
    )*};
}

integers_beside!(Decimal: i32, i64);
integers_beside!(f64: i32);

#[diagnostic::do_not_recommend]
impl<M, T: Field> Operand<M, T> for Column<M, T> {
    fn operand(self, _: &Meta) -> Operated {
        Operated(self.expression().expr)
    }
}

#[diagnostic::do_not_recommend]
impl<M, V: Value> Operand<M, Option<V>> for Column<M, V> {
    fn operand(self, _: &Meta) -> Operated {
        Operated(self.expression().expr)
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: Field> Operand<M, T> for Expression<M, T> {
    fn operand(self, _: &Meta) -> Operated {
        Operated(self.expr)
    }
}

#[diagnostic::do_not_recommend]
impl<M, V: Value> Operand<M, Option<V>> for Expression<M, V> {
    fn operand(self, _: &Meta) -> Operated {
        Operated(self.expr)
    }
}

impl<M, T: Field<Value: Value<Repr: Number>>> Expression<M, T> {
    fn computed(self, sign: Sign, operand: Operated) -> Self {
        Self::new(Expr::Binary(Box::new(self.expr), sign, Box::new(operand.0)), self.meta)
    }
}

/// How numbers of `T` are divided: integers give integers on every database.
fn division<T: Field>() -> Sign {
    match <<T::Value as Value>::Repr as Native>::KIND {
        Kind::Int => Sign::DivideWhole,
        _ => Sign::Divide,
    }
}

macro_rules! operators {
    ($($operator:ident, $method:ident => $sign:expr;)*) => {$(
        impl<M, T, R> ops::$operator<R> for Expression<M, T>
        where
            T: Field<Value: Value<Repr: Number>>,
            R: Operand<M, T>,
        {
            type Output = Expression<M, T>;

            fn $method(self, right: R) -> Expression<M, T> {
                let right = right.operand(&self.meta);
                self.computed($sign, right)
            }
        }

        impl<M, T, R> ops::$operator<R> for Column<M, T>
        where
            T: Field<Value: Value<Repr: Number>>,
            R: Operand<M, T>,
        {
            type Output = Expression<M, T>;

            fn $method(self, right: R) -> Expression<M, T> {
                ops::$operator::$method(self.expression(), right)
            }
        }
    )*};
}

operators! {
    Add, add => Sign::Plus;
    Sub, sub => Sign::Minus;
    Mul, mul => Sign::Times;
    Div, div => division::<T>();
}

impl<M, T: Field<Value: Value<Repr: Number>>> ops::Neg for Expression<M, T> {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(Expr::Negative(Box::new(self.expr)), self.meta)
    }
}

impl<M, T: Field<Value: Value<Repr: Number>>> ops::Neg for Column<M, T> {
    type Output = Expression<M, T>;

    fn neg(self) -> Expression<M, T> {
        -self.expression()
    }
}

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
