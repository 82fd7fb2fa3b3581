//! What is made of many rows: counts, sums, means. Called by users, who make them of columns and give them to
//! `QuerySet::aggregate` and to groups (`group.rs`). What is counted of *related* rows for each row is `count.rs`.

use std::marker::PhantomData;

use super::{
    Condition, Expression, Node, Summed,
    comparand::Comparand,
    expression::{COMPUTED, Expr, cast},
    sql::Statement,
};
use crate::{
    db::Dialect,
    model::{Column, Meta},
    value::{Field, Kind, Native, Value},
};

/// One value of many rows of `M`: `count()`, `Book::PRICE.avg()`. It is read by
/// [`QuerySet::aggregate`](super::QuerySet::aggregate), or once for each group.
///
/// NULLs are left out, as if the rows were not there. What is made of no values is `None`, a count is 0.
///
/// Django: [aggregation functions](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#aggregation-functions).
#[must_use = "an aggregate does nothing by itself: give it to `aggregate`"]
pub struct Aggregate<M, T> {
    pub(super) call: Call,
    pub(super) meta: Meta,
    of: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Clone for Aggregate<M, T> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), meta: self.meta, of: PhantomData }
    }
}

impl<M, T> std::fmt::Debug for Aggregate<M, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Aggregate").field(&self.call).finish()
    }
}

/// The call behind an aggregate.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    function: Function,
    /// `None` counts rows.
    of: Option<Expr>,
    /// What the values are.
    kind: Kind,
    filter: Option<Node>,
    cast: Option<Kind>,
    /// The decimals that SQLite stores without a point.
    scale: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Count,
    CountDistinct,
    Sum,
    Min,
    Max,
    Avg,
}

/// How many rows there are.
///
/// Django: `Count("*")`.
pub fn count<M>() -> Aggregate<M, i64> {
    let call =
        Call { function: Function::Count, of: None, kind: Kind::Int, filter: None, cast: None, scale: None };
    Aggregate { call, meta: COMPUTED, of: PhantomData }
}

impl<M, T: Field> Expression<M, T> {
    fn aggregate<U>(self, function: Function, cast: Option<Kind>) -> Aggregate<M, U> {
        let kind = <<T::Value as Value>::Repr as Native>::KIND;
        let scaled = self.meta.digits.filter(|digits| digits.scaled_on_sqlite());
        let scale = scaled.filter(|_| function == Function::Avg).map(|digits| digits.scale);
        let call = Call { function, of: Some(self.expr), kind, filter: None, cast, scale };
        Aggregate { call, meta: self.meta, of: PhantomData }
    }
}

macro_rules! aggregates {
    ($($of:ident: |$self:ident| $expression:expr;)*) => {$(
        /// Aggregates: one value of many rows.
        ///
        /// Django: [aggregation functions](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#aggregation-functions).
        impl<M, T: Field> $of<M, T> {
            /// How many of the values are not NULL.
            pub fn count($self) -> Aggregate<M, i64> {
                $expression.aggregate(Function::Count, None)
            }

            /// How many different values there are, NULL not counted. Texts are different letter for letter.
            pub fn count_distinct($self) -> Aggregate<M, i64> {
                $expression.aggregate(Function::CountDistinct, None)
            }

            /// The least value.
            pub fn min($self) -> Aggregate<M, Option<T::Value>> {
                $expression.aggregate(Function::Min, None)
            }

            /// The largest value.
            pub fn max($self) -> Aggregate<M, Option<T::Value>> {
                $expression.aggregate(Function::Max, None)
            }
        }

        impl<M, T: Summed> $of<M, T> {
            /// The sum, of integers an `i64`. One that is larger is an error.
            pub fn sum($self) -> Aggregate<M, Option<T::Sum>> {
                $expression.aggregate(Function::Sum, T::CAST)
            }

            /// The mean.
            pub fn avg($self) -> Aggregate<M, Option<f64>> {
                $expression.aggregate(Function::Avg, Some(Kind::Float))
            }
        }
    )*};
}

aggregates! {
    Column: |self| self.expression();
    Expression: |self| self;
}

impl<M, T> Aggregate<M, T> {
    /// The same of the rows alone that fit the condition, while others beside it are made of all:
    /// `(count(), count().filter(Post::PUBLISHED.eq(true)))`.
    ///
    /// Django: `Count("pk", filter=Q(..))`.
    pub fn filter(mut self, condition: Condition<M>) -> Self {
        self.call.filter = Some(match self.call.filter.take() {
            Some(before) => Node::all([before, condition.node]),
            None => condition.node,
        });
        self
    }
}

impl Call {
    /// Whether it is a number also without rows.
    pub(super) fn is_count(&self) -> bool {
        matches!(self.function, Function::Count | Function::CountDistinct)
    }

    /// Whether it asks for more than the rows' existence.
    pub(super) fn reads_columns(&self) -> bool {
        self.of.is_some() || self.filter.is_some()
    }

    pub(super) fn write(&self, alias: &str, out: &mut Statement) {
        // MariaDB's sum of integers is a decimal that is read as an integer, and its CAST would cut off what is too large
        let cast_to = self.cast.filter(|kind| (*kind, out.dialect()) != (Kind::Int, Dialect::MySql));
        match cast_to {
            Some(kind) => cast(kind, out, |out| self.write_call(alias, out)),
            None => self.write_call(alias, out),
        }
    }

    fn write_call(&self, alias: &str, out: &mut Statement) {
        out.push(match self.function {
            Function::Count => "COUNT(",
            Function::CountDistinct => "COUNT(DISTINCT ",
            Function::Sum => "SUM(",
            Function::Min => "MIN(",
            Function::Max => "MAX(",
            Function::Avg => "AVG(",
        });
        match &self.filter {
            Some(filter) => {
                filter.clone().write(alias, out.push("CASE WHEN "));
                self.write_of("1", alias, out.push(" THEN "));
                out.push(" END");
            }
            None => self.write_of("*", alias, out),
        }
        out.push(")");
        if let (Some(scale), Dialect::Sqlite) = (self.scale, out.dialect()) {
            out.push(" / 1e").literal(scale.into());
        }
    }

    fn write_of(&self, rows: &str, alias: &str, out: &mut Statement) {
        let mysql = out.dialect() == Dialect::MySql;
        match &self.of {
            None => {
                out.push(rows);
            }
            Some(of) if self.function == Function::CountDistinct => write_key(of, self.kind, alias, out),
            // of integers and decimals MariaDB's mean has four decimals more than they
            Some(of) if self.function == Function::Avg && mysql => {
                of.write(alias, out.push("(")).push(" + 0e0)");
            }
            Some(of) => {
                of.write(alias, out);
            }
        }
    }
}

/// A value that is told from others: a text letter for letter, where MariaDB's collations take `a` and `A` for the same.
pub(super) fn write_key(of: &Expr, kind: Kind, alias: &str, out: &mut Statement) {
    if kind == Kind::Text && out.dialect() == Dialect::MySql {
        of.write(alias, out.push("CONVERT(")).push(" USING utf8mb4) COLLATE utf8mb4_bin");
    } else {
        of.write(alias, out);
    }
}

/// What must be true of a group: `count().ge(5)`. Several are joined by `&` and `|`.
///
/// Django: [`filter()` after `annotate()`](https://docs.djangoproject.com/en/5.2/topics/db/aggregation/#filtering-on-annotations).
#[must_use = "it does nothing by itself: give it to `having`"]
pub struct Having<M>(pub(super) Condition<M>);

impl<M> Clone for Having<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M> std::fmt::Debug for Having<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Having").field(&self.0).finish()
    }
}

impl<M> std::ops::BitAnd for Having<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl<M> std::ops::BitOr for Having<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Where a group stands among the others: `count().desc()`.
#[must_use = "it does nothing by itself: give it to `order_by`"]
pub struct GroupOrder<M> {
    pub(super) call: Call,
    pub(super) descending: bool,
    /// Whether the aggregate may be NULL.
    pub(super) null: bool,
    of: PhantomData<fn() -> M>,
}

impl<M> std::fmt::Debug for GroupOrder<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GroupOrder").field("call", &self.call).finish_non_exhaustive()
    }
}

impl<M, T: Field> Aggregate<M, T> {
    /// Groups with the smallest value first; those without any last.
    pub fn asc(self) -> GroupOrder<M> {
        GroupOrder { call: self.call, descending: false, null: T::NULL, of: PhantomData }
    }

    /// Groups with the largest value first; those without any last.
    pub fn desc(self) -> GroupOrder<M> {
        GroupOrder { descending: true, ..self.asc() }
    }

    fn expression(self) -> Expression<M, T> {
        Expression::new(Expr::Aggregate(Box::new(self.call)), self.meta)
    }
}

macro_rules! having {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {
        /// Conditions on groups, for [`Groups::having`](super::Groups::having).
        impl<M, T> Aggregate<M, T>
        where
            T: Field<Value: Value<Repr: super::Comparable>>,
        {
            $(
                $(#[doc = $doc])*
                pub fn $name<By>(self, value: impl Comparand<M, T, By>) -> Having<M> {
                    Having(self.expression().$name(value))
                }
            )*
        }
    };
}

having! {
    /// Groups of which it equals the value.
    eq;
    /// Groups of which it is another than the value.
    ne;
    /// Groups of which it is less.
    lt;
    /// Groups of which it is less or equal.
    le;
    /// Groups of which it is greater.
    gt;
    /// Groups of which it is greater or equal.
    ge;
}
