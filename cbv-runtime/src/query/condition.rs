//! Conditions: a small typed tree, written out once the alias of its table is known. Made by the lookups on columns
//! (`lookup.rs`); called by `QuerySet::filter` and `exclude`. What a condition means in SQL is in `predicate.rs`.

use std::{marker::PhantomData, ops};

use super::{expression::Expr, fragment::Fragment, related::Related, span::Span};
use crate::value::{Kind, Sql};

/// What must be true of a row of `M`. Made by methods on columns, such as [`Column::eq`](crate::model::Column::eq), and
/// combined with [`any!`](crate::any), [`all!`](crate::all) and [`not`], or with `&`, `|` and `!`.
///
/// A comparison with NULL is never unknown here: it is false, so that its opposite is true. The exception says so:
/// [`ne`](crate::model::Column::ne) is the opposite of `eq` and includes NULL.
///
/// ```
/// use cbv_runtime::{model::Column, query::{Condition, not}};
///
/// struct Book;
/// const TITLE: Column<Book, String> = Column::new("title");
/// const PAGES: Column<Book, i32> = Column::new("pages");
///
/// let thick_or_dune = PAGES.gt(600) | TITLE.icontains("dune");
/// let condition: Condition<Book> = thick_or_dune & not(TITLE.startswith("Children"));
/// # drop(condition);
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/topics/db/queries/#complex-lookups-with-q-objects>.
#[must_use = "a condition does nothing by itself: give it to `filter` or `exclude`"]
pub struct Condition<M> {
    pub(super) node: Node,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for Condition<M> {
    fn clone(&self) -> Self {
        Self::new(self.node.clone())
    }
}

impl<M> std::fmt::Debug for Condition<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Condition").field(&self.node).finish()
    }
}

/// The tree behind a condition.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Compare(Target, Operator, Sql),
    /// Both sides are the database's: columns, or what it computes.
    CompareTo(Target, Operator, Target, Kind),
    In(Target, Vec<Sql>),
    Range(Target, Box<(Sql, Sql)>),
    /// A column of dates between two instants.
    Span(Box<Span>),
    IsNull(Target),
    Like(Target, Like, String),
    Fragment(Fragment),
    Related(Box<Related>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

/// The column or the expression that is compared, and whether it may be NULL.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(super) expr: Expr,
    pub(super) null: bool,
}

/// A comparison of a column with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A comparison of a text column with a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Like {
    pub(super) part: Part,
    /// Whether upper and lower case are alike.
    pub(super) folded: bool,
}

/// Where in the column the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Start,
    End,
    Anywhere,
}

impl<M> Condition<M> {
    pub(super) fn new(node: Node) -> Self {
        Self { node, of: PhantomData }
    }

    /// True when every one of them is; with none it is true. [`all!`](crate::all) writes it shorter.
    pub fn all(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Node::all(conditions.into_iter().map(|condition| condition.node)))
    }

    /// True when one of them is; with none it is false. [`any!`](crate::any) writes it shorter.
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Node::any(conditions.into_iter().map(|condition| condition.node)))
    }

    /// A condition in SQL of your own, for what no lookup says.
    ///
    /// `{title}` in the text stands for the column `title` of this table, `?` for the next of `values`; they are bound, on
    /// every database. `{{` and `??` stand for the signs themselves. The text is part of the program (`&'static str`), so
    /// nothing of a request can become SQL. It is put in parentheses; a NULL counts as false, as everywhere.
    ///
    /// ```
    /// use cbv_runtime::query::Condition;
    ///
    /// # struct Book;
    /// let long: Condition<Book> = Condition::sql("length({title}) > ? OR {pages} % ? = 0", [40, 7]);
    /// # drop(long);
    /// ```
    ///
    /// Values of several types are written `[40.into(), "x".into()]`; a value in its column's own form (UUIDs and times on
    /// SQLite) by [`Column::value`](crate::model::Column::value). The text is yours to keep portable.
    ///
    /// When the marks and the values disagree in number, or a brace is not closed, the query answers with
    /// [`Error::ImproperlyConfigured`](crate::Error::ImproperlyConfigured).
    ///
    /// Django: <https://docs.djangoproject.com/en/5.2/ref/models/expressions/#raw-sql-expressions>.
    pub fn sql<V: Into<Sql>>(text: &'static str, values: impl IntoIterator<Item = V>) -> Self {
        Self::new(Node::Fragment(Fragment::new(text, values.into_iter().map(Into::into).collect())))
    }
}

/// True when the condition is not, also where it compares with NULL.
///
/// Django: `~Q(..)`.
pub fn not<M>(condition: Condition<M>) -> Condition<M> {
    Condition::new(condition.node.not())
}

impl Node {
    pub(super) fn all(nodes: impl IntoIterator<Item = Node>) -> Self {
        Self::several(nodes, Self::All, |node| match node {
            Self::All(nodes) => Some(nodes),
            _ => None,
        })
    }

    pub(super) fn any(nodes: impl IntoIterator<Item = Node>) -> Self {
        Self::several(nodes, Self::Any, |node| match node {
            Self::Any(nodes) => Some(nodes),
            _ => None,
        })
    }

    /// One level for nodes of one kind: a chain of `|` in a loop would else be as deep as it is long.
    fn several(
        nodes: impl IntoIterator<Item = Node>,
        make: fn(Vec<Node>) -> Node,
        same: fn(&mut Node) -> Option<&mut Vec<Node>>,
    ) -> Self {
        let mut flat = Vec::new();
        for mut node in nodes {
            match same(&mut node) {
                // the longer side of `chain | one` is kept as it is
                Some(inner) if flat.is_empty() => flat = std::mem::take(inner),
                Some(inner) => flat.append(inner),
                None => flat.push(node),
            }
        }
        match <[Node; 1]>::try_from(flat) {
            Ok([node]) => node,
            Err(flat) => make(flat),
        }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::Not(node) => *node,
            Self::Compare(target, Operator::Eq, value) => Self::Compare(target, Operator::Ne, value),
            Self::Compare(target, Operator::Ne, value) => Self::Compare(target, Operator::Eq, value),
            Self::CompareTo(left, Operator::Eq, right, kind) => {
                Self::CompareTo(left, Operator::Ne, right, kind)
            }
            Self::CompareTo(left, Operator::Ne, right, kind) => {
                Self::CompareTo(left, Operator::Eq, right, kind)
            }
            other => Self::Not(Box::new(other)),
        }
    }
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

/// True when every one of the conditions is: `all![a, b]`. Without any it is true.
#[macro_export]
macro_rules! all {
    ($($condition:expr),* $(,)?) => { $crate::query::Condition::all([$($condition),*]) };
}

/// True when one of the conditions is: `any![a, b]`. Without any it is false.
#[macro_export]
macro_rules! any {
    ($($condition:expr),* $(,)?) => { $crate::query::Condition::any([$($condition),*]) };
}
