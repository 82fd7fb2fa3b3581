//! What is counted and summed of related rows, for each row: a subquery, so that several of them do not multiply each other's
//! rows, as joins would. Called by users through relation constants; written by `expression.rs`.

use super::{
    Aggregate, Condition, Expression, Node, Statement,
    aggregate::{Call, count},
    expression::Expr,
    related::{some, write_from},
};
use crate::{
    model::{Link, Of, ToMany},
    value::{Field, Kind},
};

/// Some of the related rows of a row, to be counted or summed: `Book::REVIEWS.filter(Review::STARS.ge(4)).count()`.
#[must_use = "related rows do nothing by themselves: count or sum them"]
pub struct RelatedRows<M, R> {
    link: Link,
    filters: Vec<Node>,
    of: std::marker::PhantomData<fn() -> (M, R)>,
}

impl<M, R> Clone for RelatedRows<M, R> {
    fn clone(&self) -> Self {
        Self { filters: self.filters.clone(), ..Self::new(self.link) }
    }
}

impl<M, R> std::fmt::Debug for RelatedRows<M, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelatedRows").field("link", &self.link).field("filters", &self.filters).finish()
    }
}

/// A subquery that gives one value of the related rows.
#[derive(Debug, Clone)]
pub(crate) struct Subquery {
    link: Link,
    filters: Vec<Node>,
    call: Call,
}

impl<M, R> ToMany<M, R> {
    /// The related rows that fit the condition.
    pub fn filter<B>(self, condition: Condition<B>) -> RelatedRows<M, R>
    where
        R: Of<B>,
    {
        RelatedRows::new(self.link()).filter(condition)
    }

    /// How many related rows there are.
    ///
    /// Django: `Count("reviews")` in [annotations](https://docs.djangoproject.com/en/5.2/topics/db/aggregation/).
    pub fn count(self) -> Expression<M, i64> {
        RelatedRows::<M, R>::new(self.link()).count()
    }

    /// The sum of a column of the related rows; `None` without any.
    pub fn sum<B, T: Summed>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<T::Sum>>
    where
        R: Of<B>,
    {
        RelatedRows::<M, R>::new(self.link()).sum(of)
    }

    /// The least value of a column of the related rows; `None` without any.
    pub fn min<B, T: Field>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<T::Value>>
    where
        R: Of<B>,
    {
        RelatedRows::<M, R>::new(self.link()).min(of)
    }

    /// The largest value of a column of the related rows; `None` without any.
    pub fn max<B, T: Field>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<T::Value>>
    where
        R: Of<B>,
    {
        RelatedRows::<M, R>::new(self.link()).max(of)
    }

    /// The mean of a column of the related rows; `None` without any.
    pub fn avg<B, T: Summed>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<f64>>
    where
        R: Of<B>,
    {
        RelatedRows::<M, R>::new(self.link()).avg(of)
    }
}

impl<M, R> RelatedRows<M, R> {
    fn new(link: Link) -> Self {
        Self { link, filters: Vec::new(), of: std::marker::PhantomData }
    }

    /// Only those that also fit this condition.
    pub fn filter<B>(mut self, condition: Condition<B>) -> Self
    where
        R: Of<B>,
    {
        self.filters.push(condition.node);
        self
    }

    /// How many there are.
    ///
    /// Django: `Count("reviews", filter=Q(..))`.
    pub fn count(self) -> Expression<M, i64> {
        self.value(count::<R>())
    }

    /// Whether there is one.
    ///
    /// Django: [`Exists`](https://docs.djangoproject.com/en/5.2/ref/models/expressions/#exists-subqueries).
    pub fn exists(self) -> Condition<M> {
        some(self.link, Node::all(self.filters))
    }

    /// The sum of a column or an expression; `None` without rows.
    pub fn sum<B, T: Summed>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<T::Sum>>
    where
        R: Of<B>,
    {
        self.aggregate(of.into().sum())
    }

    /// The least value of a column or an expression; `None` without rows.
    pub fn min<B, T: Field>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<T::Value>>
    where
        R: Of<B>,
    {
        self.aggregate(of.into().min())
    }

    /// The largest value of a column or an expression; `None` without rows.
    pub fn max<B, T: Field>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<T::Value>>
    where
        R: Of<B>,
    {
        self.aggregate(of.into().max())
    }

    /// The mean of a column or an expression; `None` without rows.
    pub fn avg<B, T: Summed>(self, of: impl Into<Expression<B, T>>) -> Expression<M, Option<f64>>
    where
        R: Of<B>,
    {
        self.aggregate(of.into().avg())
    }

    /// What else is made of many rows: `Book::REVIEWS.filter(..).aggregate(Review::STARS.count_distinct())`.
    pub fn aggregate<B, T>(self, aggregate: Aggregate<B, T>) -> Expression<M, T>
    where
        R: Of<B>,
    {
        self.value(aggregate)
    }

    fn value<B, T>(self, aggregate: Aggregate<B, T>) -> Expression<M, T> {
        let subquery = Subquery { link: self.link, filters: self.filters, call: aggregate.call };
        Expression::new(Expr::Subquery(Box::new(subquery)), aggregate.meta)
    }
}

/// A condition is a value, too: true or false.
impl<M> From<Condition<M>> for Expression<M, bool> {
    fn from(condition: Condition<M>) -> Self {
        Self::new(Expr::Condition(Box::new(condition.node)), super::expression::COMPUTED)
    }
}

/// Numbers that are summed: integers as `i64`, whatever their width, since a sum is larger than its parts.
#[diagnostic::on_unimplemented(message = "a column of `{Self}` has no sum", label = "not a number")]
pub trait Summed: Field {
    /// What a sum of them is.
    type Sum: Field;
    /// What the database's own answer is turned into: the sum of integers is a decimal on PostgreSQL and MariaDB.
    #[doc(hidden)]
    const CAST: Option<Kind>;
}

macro_rules! summed {
    ($($type:ty => $sum:ty, $cast:expr;)*) => {$(
        impl Summed for $type {
            type Sum = $sum;
            const CAST: Option<Kind> = $cast;
        }

        impl Summed for Option<$type> {
            type Sum = $sum;
            const CAST: Option<Kind> = $cast;
        }
    )*};
}

summed! {
    i8 => i64, Some(Kind::Int);
    i16 => i64, Some(Kind::Int);
    i32 => i64, Some(Kind::Int);
    i64 => i64, Some(Kind::Int);
    u8 => i64, Some(Kind::Int);
    u16 => i64, Some(Kind::Int);
    u32 => i64, Some(Kind::Int);
    f32 => f64, Some(Kind::Float);
    f64 => f64, Some(Kind::Float);
    rust_decimal::Decimal => rust_decimal::Decimal, None;
}

impl Subquery {
    /// Whether it is there also without rows: a count is.
    pub(super) fn is_count(&self) -> bool {
        self.call.is_count()
    }

    /// `(SELECT COUNT(*) FROM ..)`.
    pub(super) fn write(&self, alias: &str, out: &mut Statement) {
        out.push("(SELECT ");
        self.call.write(&format!("{alias}r"), out);
        write_from(self.link, Node::all(self.filters.clone()), self.call.reads_columns(), alias, out);
        out.push(")");
    }
}
