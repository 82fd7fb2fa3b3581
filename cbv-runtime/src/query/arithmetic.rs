//! `+`, `-`, `*`, `/` and the unary minus on columns and expressions of numbers, what is given to them, and what they are in
//! SQL. Called by users; what it makes is an `Expr` (`expression.rs`).

use std::ops;

use rust_decimal::Decimal;

use super::{
    Comparable,
    expression::{Binary, Expr, Expression, Sign},
    sql::{SQLITE_FAILS, Statement},
};
use crate::{
    db::Dialect,
    model::{Column, Meta},
    value::{Digits, Field, Kind, Native, Sql, Value},
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

/// The value with all its digits; one that SQLite stores without a decimal point must have the column's.
fn bound<V: Value<Repr: Comparable>>(value: V, meta: &Meta) -> Operated {
    let repr = value.into_repr();
    Operated(Expr::Value(if meta.digits.is_some() { repr.bind(meta) } else { repr.compared(meta) }))
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
    fn computed(mut self, sign: Sign, right: impl Operand<M, T>) -> Self {
        let scaled = self.meta.digits.is_some_and(Digits::scaled_on_sqlite);
        if !scaled {
            self.meta.digits = None; // of the result they are not known, and no value needs them
        }
        let right = right.operand(&self.meta).0;
        let kind = <<T::Value as Value>::Repr as Native>::KIND;
        let binary = Binary { left: self.expr, sign, right, kind, scaled };
        Self::new(Expr::Binary(Box::new(binary)), self.meta)
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
    Div, div => Sign::Divide;
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

impl Binary {
    pub(super) fn write<'a>(&self, alias: &str, out: &'a mut Statement) -> &'a mut Statement {
        if out.dialect() == Dialect::Sqlite {
            return self.write_sqlite(alias, out);
        }
        // MariaDB's `/` of integers gives a decimal
        let whole = self.divides() && self.kind == Kind::Int && out.dialect() == Dialect::MySql;
        self.write_sides(alias, if whole { " DIV " } else { self.sign.text() }, out)
    }

    /// SQLite computes decimals as REAL: fifteen digits of it are exact, and its text has no more. It takes a decimal of a
    /// whole number for an integer, and dividing by zero is NULL there: what is stored must be an error.
    fn write_sqlite<'a>(&self, alias: &str, out: &'a mut Statement) -> &'a mut Statement {
        if self.scaled && matches!(self.sign, Sign::Times | Sign::Divide) {
            out.refuse_setup(
                "SQLite stores decimals of 16 digits and more as integers, which it cannot multiply or divide",
            );
        }
        let decimal = self.kind == Kind::Decimal && !self.scaled;
        out.push(if decimal { "CAST(CAST(" } else { "" });
        if self.divides() && out.writes && !self.right.is_not_zero() {
            self.right.write(alias, out.push("CASE WHEN ")).push(" = 0 THEN ").push(SQLITE_FAILS);
            self.write_sides(alias, self.sign.text(), out.push(" ELSE ")).push(" END");
        } else {
            self.write_sides(alias, self.sign.text(), out);
        }
        out.push(if decimal { " AS TEXT) AS REAL)" } else { "" })
    }

    fn write_sides<'a>(&self, alias: &str, sign: &str, out: &'a mut Statement) -> &'a mut Statement {
        // else SQLite divides 5 by 2 without a fraction, where it stores 5.00 as 5
        let real = self.divides() && self.kind == Kind::Decimal && out.dialect() == Dialect::Sqlite;
        self.left.write(alias, out.push(if real { "(CAST(" } else { "(" }));
        out.push(if real { " AS REAL)" } else { "" }).push(sign);
        self.right.write(alias, out).push(")")
    }

    fn divides(&self) -> bool {
        self.sign == Sign::Divide
    }

    pub(super) fn is_uncertain(&self) -> bool {
        let zero = self.divides() && !self.right.is_not_zero();
        zero || self.left.is_uncertain() || self.right.is_uncertain()
    }
}

impl Expr {
    fn is_not_zero(&self) -> bool {
        match self {
            Self::Value(Sql::Int(number)) => *number != 0,
            Self::Value(Sql::Float(number)) => *number != 0.0,
            Self::Value(Sql::Decimal(number, _)) => !number.is_zero(),
            _ => false,
        }
    }
}

impl Sign {
    fn text(self) -> &'static str {
        match self {
            Self::Plus => " + ",
            Self::Minus => " - ",
            Self::Times => " * ",
            Self::Divide => " / ",
        }
    }
}
