//! Values that the database computes for each row: `Post::VIEWS + 1`, a piece of SQL, one day a count of related rows. Made
//! by users from columns; written into conditions (`predicate.rs`) and assignments (`change.rs`). How they are combined by
//! `+` and its like stands in `arithmetic.rs`.

use std::marker::PhantomData;

use super::{Condition, Node, aggregate::Call, count::Subquery, fragment::Fragment, sql::Statement};
use crate::{
    dates::Unit,
    db::Dialect,
    model::{Column, Meta, Of, Place},
    value::{Field, Kind, Native, Sql, Value},
};

/// What the database computes for a row of `M`, and gives as a `T`: a column, numbers that are added and multiplied, SQL of
/// your own. It stands wherever the value of a column stands: in conditions, in assignments and in orders.
///
/// ```
/// use cbv_runtime::{model::Column, query::{Condition, Expression}};
///
/// struct Book;
/// const TITLE: Column<Book, String> = Column::new("title");
/// const PAGES: Column<Book, i32> = Column::new("pages");
/// const READ: Column<Book, i32> = Column::new("read");
///
/// let half_read: Condition<Book> = READ.ge(PAGES / 2);
/// let letters: Expression<Book, i64> = Expression::sql("length({title})", [0; 0]);
/// let long = letters.gt(40);
/// # drop((half_read, long));
/// ```
///
/// Django: [`F()`](https://docs.djangoproject.com/en/5.2/ref/models/expressions/#f-expressions) and
/// [`RawSQL`](https://docs.djangoproject.com/en/5.2/ref/models/expressions/#raw-sql-expressions).
#[must_use = "an expression does nothing by itself: give it to a condition or to `set`"]
pub struct Expression<M, T> {
    pub(crate) expr: Expr,
    pub(crate) meta: Meta,
    of: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Clone for Expression<M, T> {
    fn clone(&self) -> Self {
        Self::new(self.expr.clone(), self.meta)
    }
}

impl<M, T> std::fmt::Debug for Expression<M, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Expression").field(&self.expr).finish()
    }
}

/// The tree behind an expression.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    /// A column, or the expression of an annotation.
    Column(Place),
    Value(Sql),
    Negative(Box<Expr>),
    Binary(Box<Binary>),
    /// The first of two that is not NULL.
    Coalesce(Box<Expr>, Box<Expr>),
    Cast(Box<Expr>, Kind),
    Fragment(Fragment),
    /// The first day of a period.
    Truncated(Box<Expr>, Unit),
    /// What is made of many rows; stands behind HAVING alone.
    Aggregate(Box<Call>),
    /// What is counted or summed of related rows.
    Subquery(Box<Subquery>),
    /// Whether a condition is true.
    Condition(Box<Node>),
}

/// Two numbers of one kind and what stands between them.
#[derive(Debug, Clone)]
pub(crate) struct Binary {
    pub(super) left: Expr,
    pub(super) sign: Sign,
    pub(super) right: Expr,
    pub(super) kind: Kind,
    /// Whether SQLite stores the numbers without their decimal point (see [`Digits`](crate::value::Digits)).
    pub(super) scaled: bool,
}

/// What stands between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Plus,
    Minus,
    Times,
    Divide,
}

/// What is known of an expression that is not of one column.
pub(super) const COMPUTED: Meta = *Column::<(), i64>::new("(expression)").meta();

impl<M, T> Expression<M, T> {
    pub(crate) fn new(expr: Expr, meta: Meta) -> Self {
        Self { expr, meta, of: PhantomData }
    }

    /// A value in SQL of your own. `{title}` in the text stands for the column `title` of this table, `?` for the next of
    /// `values`, as in [`Condition::sql`](super::Condition::sql), where more is said. Which type the database gives is yours
    /// to know: another is an error when it is read.
    ///
    /// ```
    /// use cbv_runtime::query::Expression;
    ///
    /// # struct Book;
    /// let letters: Expression<Book, i64> = Expression::sql("length({title}) + ?", [1]);
    /// # drop(letters);
    /// ```
    ///
    /// Django: [`RawSQL`](https://docs.djangoproject.com/en/5.2/ref/models/expressions/#raw-sql-expressions).
    pub fn sql<V: Into<Sql>>(text: &'static str, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        Self::new(Expr::Fragment(Fragment::new(text, values)), COMPUTED)
    }
}

impl<M, T: Field> Expression<M, T> {
    /// The same value as another type, by SQL's `CAST`: an integer for a decimal, a text for a number.
    ///
    /// Django: [`Cast`](https://docs.djangoproject.com/en/5.2/ref/models/database-functions/#cast).
    pub fn cast<U: Field<Value: Value<Repr: Native>>>(self) -> Expression<M, U> {
        let kind = <<U::Value as Value>::Repr as Native>::KIND;
        Expression::new(Expr::Cast(Box::new(self.expr), kind), self.meta)
    }
}

impl<M, T: Field> Column<M, T> {
    /// The column's value, to compute with.
    pub fn expression(self) -> Expression<M, T> {
        Expression::new(Expr::Column(self.place()), *self.meta())
    }

    /// The same value as another type, by SQL's `CAST`.
    ///
    /// Django: [`Cast`](https://docs.djangoproject.com/en/5.2/ref/models/database-functions/#cast).
    pub fn cast<U: Field<Value: Value<Repr: Native>>>(self) -> Expression<M, U> {
        self.expression().cast()
    }
}

impl<M, T: Field> From<Column<M, T>> for Expression<M, T> {
    fn from(column: Column<M, T>) -> Self {
        column.expression()
    }
}

impl Expr {
    /// Writes the expression; its columns belong to the table that is called `alias`.
    pub(super) fn write<'a>(&self, alias: &str, out: &'a mut Statement) -> &'a mut Statement {
        match self {
            Self::Column(place) => out.place(alias, *place),
            Self::Value(value) => out.value(value.clone()),
            Self::Negative(expr) => expr.write(alias, out.push("(-")).push(")"),
            Self::Binary(binary) => binary.write(alias, out),
            Self::Coalesce(left, right) => {
                left.write(alias, out.push("COALESCE("));
                right.write(alias, out.push(", ")).push(")")
            }
            Self::Cast(expr, kind) => {
                cast(*kind, out, |out| {
                    expr.write(alias, out);
                });
                out
            }
            Self::Fragment(fragment) => {
                fragment.clone().write(alias, out);
                out
            }
            Self::Truncated(expr, unit) => {
                unit.write(expr, alias, out);
                out
            }
            Self::Aggregate(call) => {
                call.write(alias, out);
                out
            }
            Self::Subquery(subquery) => {
                subquery.write(alias, out);
                out
            }
            Self::Condition(node) => {
                node.clone().truth().write(alias, out.push("("));
                out.push(")")
            }
        }
    }

    /// Whether it depends on that column.
    pub(super) fn reads(&self, column: &str) -> bool {
        match self {
            Self::Column(place) => place.name == column,
            Self::Value(_) => false,
            Self::Negative(expr) | Self::Cast(expr, _) | Self::Truncated(expr, _) => expr.reads(column),
            Self::Binary(binary) => binary.left.reads(column) || binary.right.reads(column),
            Self::Coalesce(left, right) => left.reads(column) || right.reads(column),
            Self::Fragment(fragment) => fragment.reads(column),
            Self::Aggregate(_) => false, // no column is set to it
            Self::Subquery(_) => false,  // of the row it knows the key alone
            Self::Condition(_) => true,  // it may
        }
    }

    /// Whether it can be computed without a row.
    pub(super) fn is_constant(&self) -> bool {
        match self {
            Self::Value(_) => true,
            Self::Fragment(fragment) => !fragment.reads_any(),
            Self::Negative(expr) | Self::Cast(expr, _) | Self::Truncated(expr, _) => expr.is_constant(),
            Self::Binary(binary) => binary.left.is_constant() && binary.right.is_constant(),
            Self::Coalesce(left, right) => left.is_constant() && right.is_constant(),
            Self::Column(_) | Self::Aggregate(_) | Self::Subquery(_) | Self::Condition(_) => false,
        }
    }

    /// Whether it may be NULL though its type says otherwise: SQL of one's own, and a division by zero on SQLite and MariaDB.
    pub(super) fn is_uncertain(&self) -> bool {
        match self {
            Self::Column(_) | Self::Value(_) | Self::Condition(_) | Self::Aggregate(_) => false,
            Self::Subquery(subquery) => !subquery.is_count(),
            Self::Negative(expr) | Self::Cast(expr, _) | Self::Truncated(expr, _) => expr.is_uncertain(),
            Self::Binary(binary) => binary.is_uncertain(),
            Self::Fragment(_) => true,
            Self::Coalesce(_, right) => right.is_uncertain(),
        }
    }
}

/// `CAST(.. AS ..)`.
pub(super) fn cast(kind: Kind, out: &mut Statement, write: impl FnOnce(&mut Statement)) {
    out.push("CAST(");
    write(out);
    let name = type_name(kind, out.dialect());
    out.push(" AS ").push(name).push(")");
}

/// Writes the expression of an annotation; derived code calls it.
#[doc(hidden)]
pub fn annotate<M: Of<B>, B, T: Field>(expression: impl Gives<B, T>, alias: &str, out: &mut Statement) {
    expression.expr().write(alias, out);
}

/// What an annotation of the type `T` may be computed by: an expression, a column, a condition.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not compute a `{T}`",
    label = "not a `{T}`",
    note = "the field's type is that of the expression: a count is an `i64`, a sum an `Option<i64>`, a condition a `bool`"
)]
pub trait Gives<M, T> {
    #[doc(hidden)]
    #[allow(private_interfaces)] // nobody outside calls it
    fn expr(self) -> Expr;
}

#[allow(private_interfaces)]
impl<M, T> Gives<M, T> for Expression<M, T> {
    fn expr(self) -> Expr {
        self.expr
    }
}

#[allow(private_interfaces)]
impl<M, T: Field> Gives<M, T> for Column<M, T> {
    fn expr(self) -> Expr {
        self.expression().expr
    }
}

#[allow(private_interfaces)]
impl<M> Gives<M, bool> for Condition<M> {
    fn expr(self) -> Expr {
        Expression::from(self).expr
    }
}

/// What CAST calls a kind of values.
fn type_name(kind: Kind, dialect: Dialect) -> &'static str {
    let [sqlite, postgres, mysql] = match kind {
        Kind::Bool => ["INTEGER", "BOOLEAN", "SIGNED"],
        Kind::Int => ["INTEGER", "BIGINT", "SIGNED"],
        Kind::Float => ["REAL", "DOUBLE PRECISION", "DOUBLE"],
        Kind::Decimal => ["NUMERIC", "NUMERIC", "DECIMAL(65, 28)"],
        Kind::Text => ["TEXT", "TEXT", "CHAR"],
        Kind::Bytes => ["BLOB", "BYTEA", "BINARY"],
        Kind::Date => ["TEXT", "DATE", "DATE"],
        Kind::Time => ["TEXT", "TIME", "TIME(6)"],
        Kind::DateTime => ["TEXT", "TIMESTAMP", "DATETIME(6)"],
        Kind::Utc => ["TEXT", "TIMESTAMPTZ", "DATETIME(6)"],
        Kind::Uuid => ["TEXT", "UUID", "CHAR"],
        Kind::Json => ["TEXT", "JSONB", "JSON"],
    };
    match dialect {
        Dialect::Sqlite => sqlite,
        Dialect::Postgres => postgres,
        Dialect::MySql => mysql,
    }
}
