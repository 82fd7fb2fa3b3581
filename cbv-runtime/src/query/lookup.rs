//! What can be asked of a column: Django's field lookups, as methods. Called by users; each makes a node of a condition.
//! What a lookup means on each database is in `predicate.rs`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    comparand::{Comparand, Compared},
    condition::{Condition, Like, Node, Operator, Part, Target},
    expression::{Expr, Expression},
};
use crate::{
    model::{Column, Meta},
    value::{Field, Kind, Native, Sql, Value},
};

/// What the databases compare alike: every native type but JSON documents, for which each has another idea of equality.
/// Sealed, as [`Native`] is.
#[diagnostic::on_unimplemented(
    message = "columns of `{Self}` are not compared",
    label = "no lookups for this type",
    note = "JSON documents: write the condition as SQL of your own, with `Condition::sql`"
)]
pub trait Comparable: Native {
    /// The value to compare with. Unlike a value to store it may be one that no column holds: no price is 12.345, but some
    /// are less (`fit.rs` knows which).
    #[doc(hidden)]
    fn compared(self, meta: &Meta) -> Sql {
        self.bind(meta)
    }
}

macro_rules! comparable {
    ($($type:ty),* => as stored; $($other:ty: |$value:ident, $meta:ident| $compared:expr;)*) => {
        $( impl Comparable for $type {} )*
        $( impl Comparable for $other {
            fn compared(self, $meta: &Meta) -> Sql {
                let $value = self;
                $compared
            }
        } )*
    };
}

comparable! {
    bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String, Vec<u8>, Uuid => as stored;
    u64: |number, _meta| i64::try_from(number).map_or_else(|_| Sql::Decimal(number.into(), None), Sql::Int);
    Decimal: |number, meta| Sql::Decimal(number, meta.digits);
    NaiveDate: |date, _meta| Sql::Date(date);
    NaiveTime: |time, _meta| Sql::Time(time);
    NaiveDateTime: |at, meta| Sql::DateTime(at, meta.datetime);
    DateTime<Utc>: |at, meta| Sql::Utc(at, meta.datetime);
}

impl<M, T: Field> Column<M, T> {
    pub(super) fn target(self) -> Target {
        Target { expr: Expr::Column(self.place()), null: T::NULL }
    }

    /// The value as this column stores it, for [`Condition::sql`]. One that the column cannot hold is
    /// [`Error::Encode`](crate::Error::Encode) when the query is run.
    pub fn value(self, value: impl Into<T::Value>) -> Sql {
        Field::bind(value.into(), self.meta())
    }
}

impl<M, T: Field> Expression<M, T> {
    fn target(self) -> Target {
        Target { null: T::NULL || self.expr.is_uncertain(), expr: self.expr }
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }
}

fn compared(target: Target, operator: Operator, other: Compared, kind: Kind) -> Node {
    match other.expr {
        Expr::Value(value) => Node::Compare(target, operator, value),
        expr => Node::CompareTo(target, operator, Target { expr, null: other.null }, kind),
    }
}

/// Writes the same methods on columns and on expressions. (The methods come from where the macro is called: a compiler message
/// about them then shows no macro.)
macro_rules! on_both {
    ([$($param:tt)*] [$holds:ty] [$($bound:tt)*] { $($doc:tt)* } $($methods:tt)*) => {
        $($doc)*
        impl<$($param)*> Column<M, $holds>
        where
            $($bound)*
        {
            $($methods)*
        }

        $($doc)*
        impl<$($param)*> Expression<M, $holds>
        where
            $($bound)*
        {
            $($methods)*
        }
    };
}

on_both! { [M, T] [T] [T: Field<Value: Value<Repr: Comparable>>]
    {
        /// The lookups. A value that no column can hold (a price of 12.345 where there are two decimals, the year 300000) is compared
        /// as any other: nothing equals it, and what is less is less.
        ///
        /// On text, `eq`, `ne` and `is_in` compare letter for letter on every database; `lt`, `le`, `gt`, `ge` and
        /// `range` follow the column's own collation, as an order does.
        ///
        /// Django: <https://docs.djangoproject.com/en/5.2/ref/models/querysets/#field-lookups>.
    }
    fn compared(&self, value: impl Into<T::Value>) -> Sql {
        value.into().into_repr().compared(self.meta())
    }

    fn compare<By>(self, operator: Operator, other: impl Comparand<M, T, By>) -> Condition<M> {
        let other = other.comparand(self.meta());
        let kind = <<T::Value as Value>::Repr as Native>::KIND;
        Condition::new(compared(self.target(), operator, other, kind))
    }

    /// Equal. NULL equals nothing; see [`is_null`](Column::is_null).
    ///
    /// Django: [`exact`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#exact).
    pub fn eq<By>(self, value: impl Comparand<M, T, By>) -> Condition<M> {
        self.compare(Operator::Eq, value)
    }

    /// Not equal, NULL included: what `eq` leaves out.
    ///
    /// Django: [`exclude`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#exclude) of `exact`.
    pub fn ne<By>(self, value: impl Comparand<M, T, By>) -> Condition<M> {
        self.compare(Operator::Ne, value)
    }

    /// Less than.
    ///
    /// Django: [`lt`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#lt).
    pub fn lt<By>(self, value: impl Comparand<M, T, By>) -> Condition<M> {
        self.compare(Operator::Lt, value)
    }

    /// Less than or equal.
    ///
    /// Django: [`lte`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#lte).
    pub fn le<By>(self, value: impl Comparand<M, T, By>) -> Condition<M> {
        self.compare(Operator::Le, value)
    }

    /// Greater than.
    ///
    /// Django: [`gt`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#gt).
    pub fn gt<By>(self, value: impl Comparand<M, T, By>) -> Condition<M> {
        self.compare(Operator::Gt, value)
    }

    /// Greater than or equal.
    ///
    /// Django: [`gte`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#gte).
    pub fn ge<By>(self, value: impl Comparand<M, T, By>) -> Condition<M> {
        self.compare(Operator::Ge, value)
    }

    /// One of the values; none when there are no values. `in` is a keyword of Rust.
    ///
    /// A statement holds 32,766 values on SQLite and 65,535 on the others (where MariaDB needs two for each text); more of
    /// them are [`Error::BadRequest`](crate::Error::BadRequest).
    ///
    /// Django: [`in`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#in).
    pub fn is_in<I>(self, values: I) -> Condition<M>
    where
        I: IntoIterator,
        I::Item: Into<T::Value>,
    {
        let values = values.into_iter().map(|value| self.compared(value)).collect();
        Condition::new(Node::In(self.target(), values))
    }

    /// Between two values, both included.
    ///
    /// Django: [`range`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#range).
    pub fn range(self, low: impl Into<T::Value>, high: impl Into<T::Value>) -> Condition<M> {
        let (low, high) = (self.compared(low), self.compared(high));
        Condition::new(Node::Range(self.target(), Box::new((low, high))))
    }
}

on_both! { [M, V: Value] [Option<V>] []
    {}
    /// NULL when `yes`, else not NULL.
    ///
    /// Django: [`isnull`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#isnull).
    pub fn is_null(self, yes: bool) -> Condition<M> {
        let node = Node::IsNull(self.target());
        Condition::new(if yes { node } else { node.not() })
    }
}

on_both! { [M, T] [T] [T: Field<Value: Value<Repr = String>>]
    {
        /// The lookups of text. All characters stand for themselves: `%`, `_` and the like are no wildcards. The ones that begin
        /// with `i` take upper and lower case of a letter as alike, of every alphabet and on every database; an accent always makes
        /// another letter.
    }
    fn like(self, part: Part, folded: bool, text: impl Into<String>) -> Condition<M> {
        Condition::new(Node::Like(self.target(), Like { part, folded }, text.into()))
    }

    /// Contains the text, letter for letter.
    ///
    /// Django: [`contains`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#contains).
    pub fn contains(self, text: impl Into<String>) -> Condition<M> {
        self.like(Part::Anywhere, false, text)
    }

    /// Contains the text, upper and lower case alike.
    ///
    /// Django: [`icontains`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#icontains).
    pub fn icontains(self, text: impl Into<String>) -> Condition<M> {
        self.like(Part::Anywhere, true, text)
    }

    /// Starts with the text, letter for letter.
    ///
    /// Django: [`startswith`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#startswith).
    pub fn startswith(self, text: impl Into<String>) -> Condition<M> {
        self.like(Part::Start, false, text)
    }

    /// Starts with the text, upper and lower case alike.
    ///
    /// Django: [`istartswith`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#istartswith).
    pub fn istartswith(self, text: impl Into<String>) -> Condition<M> {
        self.like(Part::Start, true, text)
    }

    /// Ends with the text, letter for letter.
    ///
    /// Django: [`endswith`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#endswith).
    pub fn endswith(self, text: impl Into<String>) -> Condition<M> {
        self.like(Part::End, false, text)
    }

    /// Ends with the text, upper and lower case alike.
    ///
    /// Django: [`iendswith`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#iendswith).
    pub fn iendswith(self, text: impl Into<String>) -> Condition<M> {
        self.like(Part::End, true, text)
    }

    /// Equals the text, upper and lower case alike.
    ///
    /// Django: [`iexact`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#iexact).
    pub fn iexact(self, text: impl Into<String>) -> Condition<M> {
        self.like(Part::Whole, true, text)
    }
}
