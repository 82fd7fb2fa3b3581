//! Conditions: a small typed tree, written out once the alias of its table is known. Made by methods on columns; called by
//! `QuerySet::filter` and `exclude`.

use std::{marker::PhantomData, ops};

use super::sql::Statement;
use crate::{
    model::{Column, Meta},
    value::{Field, Sql, Value},
};

/// What must be true of a row of `M`. Combine with `&`, `|`, `!` or [`any!`](crate::any), [`all!`](crate::all), [`not`].
#[derive(Debug, Clone)]
#[must_use = "a condition does nothing by itself: give it to `filter` or `exclude`"]
pub struct Condition<M> {
    pub(super) node: Node,
    of: PhantomData<fn() -> M>,
}

/// The tree behind a condition.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Compare(&'static str, Operator, Sql),
    In(&'static str, Vec<Sql>),
    Range(&'static str, Sql, Sql),
    IsNull(&'static str),
    Like(&'static str, Like, String),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

/// A comparison of a column with a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A comparison of a text column with a part of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Like {
    Contains,
    IContains,
    StartsWith,
    IExact,
}

impl<M> Condition<M> {
    pub(super) fn new(node: Node) -> Self {
        Self { node, of: PhantomData }
    }

    /// True when every one of them is; with none it is true.
    pub fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Node::All(conditions.into_iter().map(|condition| condition.node).collect()))
    }

    /// True when one of them is; with none it is false.
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Node::Any(conditions.into_iter().map(|condition| condition.node).collect()))
    }
}

/// True when the condition is not, also where it compares with NULL.
pub fn not<M>(condition: Condition<M>) -> Condition<M> {
    Condition::new(Node::Not(Box::new(condition.node)))
}

impl<M> ops::Not for Condition<M> {
    type Output = Self;

    fn not(self) -> Self {
        not(self)
    }
}

impl<M> ops::BitAnd for Condition<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self::all([self, other])
    }
}

impl<M> ops::BitOr for Condition<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self::any([self, other])
    }
}

/// One conjunction of several conditions: `all![a, b]`.
#[macro_export]
macro_rules! all {
    ($($condition:expr),* $(,)?) => { $crate::query::Condition::all([$($condition),*]) };
}

/// One disjunction of several conditions: `any![a, b]`.
#[macro_export]
macro_rules! any {
    ($($condition:expr),* $(,)?) => { $crate::query::Condition::any([$($condition),*]) };
}

fn bind<V: Value>(value: impl Into<V>, meta: &Meta) -> Sql {
    Field::bind(value.into(), meta)
}

impl<M, T: Field> Column<M, T> {
    fn compare(self, operator: Operator, value: impl Into<T::Value>) -> Condition<M> {
        Condition::new(Node::Compare(self.name(), operator, bind::<T::Value>(value, self.meta())))
    }

    /// Equal. NULL equals nothing; see [`is_null`](Column::is_null).
    pub fn eq(self, value: impl Into<T::Value>) -> Condition<M> {
        self.compare(Operator::Eq, value)
    }

    /// Not equal, NULL included.
    pub fn ne(self, value: impl Into<T::Value>) -> Condition<M> {
        self.compare(Operator::Ne, value)
    }

    /// Less than.
    pub fn lt(self, value: impl Into<T::Value>) -> Condition<M> {
        self.compare(Operator::Lt, value)
    }

    /// Less than or equal.
    pub fn le(self, value: impl Into<T::Value>) -> Condition<M> {
        self.compare(Operator::Le, value)
    }

    /// Greater than.
    pub fn gt(self, value: impl Into<T::Value>) -> Condition<M> {
        self.compare(Operator::Gt, value)
    }

    /// Greater than or equal.
    pub fn ge(self, value: impl Into<T::Value>) -> Condition<M> {
        self.compare(Operator::Ge, value)
    }

    /// One of the values; none when there are no values. Django's `in`.
    pub fn is_in<I>(self, values: I) -> Condition<M>
    where
        I: IntoIterator,
        I::Item: Into<T::Value>,
    {
        let values = values.into_iter().map(|value| bind::<T::Value>(value, self.meta())).collect();
        Condition::new(Node::In(self.name(), values))
    }

    /// Between two values, both included.
    pub fn range(self, low: impl Into<T::Value>, high: impl Into<T::Value>) -> Condition<M> {
        let (low, high) = (bind::<T::Value>(low, self.meta()), bind::<T::Value>(high, self.meta()));
        Condition::new(Node::Range(self.name(), low, high))
    }
}

impl<M, V: Value> Column<M, Option<V>> {
    /// NULL when `yes`, else not NULL. Django's `isnull`.
    pub fn is_null(self, yes: bool) -> Condition<M> {
        let node = Node::IsNull(self.name());
        Condition::new(if yes { node } else { Node::Not(Box::new(node)) })
    }
}

impl<M, T> Column<M, T>
where
    T: Field<Value: Value<Repr = String>>,
{
    fn like(self, like: Like, text: impl Into<String>) -> Condition<M> {
        Condition::new(Node::Like(self.name(), like, text.into()))
    }

    /// Contains the text, letter for letter.
    pub fn contains(self, text: impl Into<String>) -> Condition<M> {
        self.like(Like::Contains, text)
    }

    /// Contains the text, upper and lower case alike.
    pub fn icontains(self, text: impl Into<String>) -> Condition<M> {
        self.like(Like::IContains, text)
    }

    /// Starts with the text, letter for letter.
    pub fn startswith(self, text: impl Into<String>) -> Condition<M> {
        self.like(Like::StartsWith, text)
    }

    /// Equals the text, upper and lower case alike.
    pub fn iexact(self, text: impl Into<String>) -> Condition<M> {
        self.like(Like::IExact, text)
    }
}

impl Node {
    /// Writes the condition; its columns belong to the table that is called `alias`.
    pub(super) fn write(self, alias: &str, out: &mut Statement) {
        match self {
            Self::Compare(column, operator, value) => {
                let sign = match operator {
                    Operator::Eq => " = ",
                    Operator::Ne => " <> ",
                    Operator::Lt => " < ",
                    Operator::Le => " <= ",
                    Operator::Gt => " > ",
                    Operator::Ge => " >= ",
                };
                out.column(alias, column).push(sign).value(value);
            }
            Self::Range(column, low, high) => {
                out.column(alias, column).push(" BETWEEN ").value(low).push(" AND ").value(high);
            }
            Self::IsNull(column) => {
                out.column(alias, column).push(" IS NULL");
            }
            Self::In(_, values) if values.is_empty() => {
                out.push("1 = 0");
            }
            Self::In(column, values) => {
                out.column(alias, column).push(" IN (");
                for (index, value) in values.into_iter().enumerate() {
                    out.push(if index == 0 { "" } else { ", " }).value(value);
                }
                out.push(")");
            }
            Self::Like(column, like, text) => write_like(column, like, &text, alias, out),
            Self::All(nodes) => write_several(nodes, " AND ", "1 = 1", alias, out),
            Self::Any(nodes) => write_several(nodes, " OR ", "1 = 0", alias, out),
            Self::Not(node) => {
                out.push("NOT COALESCE((");
                node.write(alias, out);
                out.push("), 1 = 0)");
            }
        }
    }
}

fn write_several(nodes: Vec<Node>, between: &str, none: &str, alias: &str, out: &mut Statement) {
    if nodes.is_empty() {
        out.push(none);
        return;
    }
    out.push("(");
    for (index, node) in nodes.into_iter().enumerate() {
        out.push(if index == 0 { "" } else { between });
        node.write(alias, out);
    }
    out.push(")");
}

fn write_like(column: &'static str, like: Like, text: &str, alias: &str, out: &mut Statement) {
    let escaped = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let pattern = match like {
        Like::Contains | Like::IContains => format!("%{escaped}%"),
        Like::StartsWith => format!("{escaped}%"),
        Like::IExact => escaped,
    };
    out.push("LOWER(")
        .column(alias, column)
        .push(") LIKE LOWER(")
        .value(Sql::Text(pattern))
        .push(") ESCAPE '!'");
}
