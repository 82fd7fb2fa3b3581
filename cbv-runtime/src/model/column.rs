//! Columns as typed constants, and orders made of them. `#[derive(Model)]` writes one constant for each field; conditions
//! are methods on them, in `query/condition.rs`.

use std::{fmt, marker::PhantomData};

use super::{Model, Of};
use crate::{
    query::Statement,
    value::{DateTimeForm, Digits, Field, Kind, Native, UuidForm, Value},
};

/// What is known of a column apart from its Rust type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    pub(crate) name: &'static str,
    pub(crate) digits: Option<Digits>,
    pub(crate) datetime: DateTimeForm,
    pub(crate) uuid: UuidForm,
}

impl Meta {
    /// The column's name in the database.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// A column of the model `M` that holds a `T`.
///
/// ```
/// # use cbv_runtime::model::Column;
/// # struct Book;
/// # impl Book {
/// /// The column `title`.
/// const TITLE: Column<Book, String> = Column::new("title");
/// # }
/// ```
pub struct Column<M, T> {
    meta: Meta,
    expression: Option<Writer>,
    of: PhantomData<fn() -> (M, T)>,
}

/// Writes an expression on the row of the table that is called as the first argument says.
pub(crate) type Writer = fn(&str, &mut Statement);

/// What stands for a column in a statement: its name, or the expression of an annotation.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) name: &'static str,
    pub(crate) expression: Option<Writer>,
}

impl Place {
    /// Whether both are the same column of a table.
    pub(crate) fn is(self, other: Self) -> bool {
        self.name == other.name && self.expression.is_none() && other.expression.is_none()
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl<M, T> Copy for Column<M, T> {}

impl<M, T> Clone for Column<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> fmt::Debug for Column<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Column").field(&self.meta.name).finish()
    }
}

impl<M, T> Column<M, T> {
    /// The column of that name.
    pub const fn new(name: &'static str) -> Self {
        let meta = Meta { name, digits: None, datetime: DateTimeForm::Sql, uuid: UuidForm::Text };
        Self { meta, expression: None, of: PhantomData }
    }

    /// What is computed for each row and read under that name: an annotation. Derived code makes it.
    #[doc(hidden)]
    pub const fn annotation(name: &'static str, write: Writer) -> Self {
        Self { expression: Some(write), ..Self::new(name) }
    }

    /// The same column of another model of the same table; derived code of a smaller shape makes it.
    #[doc(hidden)]
    pub const fn of<S: Of<M>>(self) -> Column<S, T> {
        Column { meta: self.meta, expression: self.expression, of: PhantomData }
    }

    /// What stands for it in a statement.
    pub(crate) const fn place(&self) -> Place {
        Place { name: self.meta.name, expression: self.expression }
    }

    /// The same column, holding decimals of `precision` digits in all and `scale` behind the point.
    #[must_use]
    pub const fn decimal(mut self, precision: u8, scale: u8) -> Self {
        self.meta.digits = Some(Digits { precision, scale });
        self
    }

    /// The same column, with dates and times written in `form` where the database has no type for them.
    #[must_use]
    pub const fn datetime(mut self, form: DateTimeForm) -> Self {
        self.meta.datetime = form;
        self
    }

    /// The same column, with UUIDs stored in `form` where the database has no type for them.
    #[must_use]
    pub const fn uuid(mut self, form: UuidForm) -> Self {
        self.meta.uuid = form;
        self
    }

    /// The column's name in the database.
    pub const fn name(&self) -> &'static str {
        self.meta.name
    }

    /// What is known of the column apart from its type.
    pub const fn meta(&self) -> &Meta {
        &self.meta
    }
}

impl<M, T: Field> Column<M, T> {
    /// Smallest first; NULLs last.
    pub const fn asc(self) -> Order<M> {
        Order::new(self, false)
    }

    /// Largest first; NULLs last.
    pub const fn desc(self) -> Order<M> {
        Order::new(self, true)
    }
}

/// One column of an order: `Book::TITLE.asc()`.
///
/// NULLs come last in both directions and on every database, where each would put them elsewhere; see
/// [`nulls_first`](Order::nulls_first).
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/models/expressions/#using-f-to-sort-null-values>.
pub struct Order<M> {
    pub(crate) term: Term,
    of: PhantomData<fn() -> M>,
}

/// An order without the type of its model: what is the same for all models is then compiled once.
#[derive(Clone, Copy)]
pub(crate) struct Term {
    pub(crate) place: Place,
    pub(crate) descending: bool,
    pub(crate) nulls: Nulls,
    /// What the column holds.
    pub(crate) kind: Kind,
    pub(crate) meta: Meta,
}

impl Term {
    /// The opposite order.
    pub(crate) const fn reversed(mut self) -> Self {
        self.descending = !self.descending;
        self.nulls = self.nulls.reversed();
        self
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.place.name)
    }
}

/// Where the NULLs of an ordered column stand. A column without any is ordered without a word about them, so that its
/// index can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nulls {
    None,
    First,
    Last,
}

impl Nulls {
    const fn of<T: Field>() -> Self {
        if T::NULL { Self::Last } else { Self::None }
    }

    const fn reversed(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::First => Self::Last,
            Self::Last => Self::First,
        }
    }
}

impl<M> Order<M> {
    const fn new<T: Field>(column: Column<M, T>, descending: bool) -> Self {
        let kind = <<T::Value as Value>::Repr as Native>::KIND;
        let (place, nulls, meta) = (column.place(), Nulls::of::<T>(), column.meta);
        Self::of_term(Term { place, descending, nulls, kind, meta })
    }

    pub(crate) const fn of_term(term: Term) -> Self {
        Self { term, of: PhantomData }
    }

    /// The same order of another model of the same table.
    const fn of<S: Of<M>>(self) -> Order<S> {
        Order { term: self.term, of: PhantomData }
    }

    /// The same order with NULLs before all values; no change where the column has none.
    #[must_use]
    pub const fn nulls_first(mut self) -> Self {
        if matches!(self.term.nulls, Nulls::Last) {
            self.term.nulls = Nulls::First;
        }
        self
    }

    /// The opposite order, that of the same rows read from the end: NULLs change their side, too.
    #[must_use]
    pub const fn reversed(mut self) -> Self {
        self.term = self.term.reversed();
        self
    }
}

/// The order of the model that `S` is a shape of; derived code of a smaller shape calls it with its length.
#[doc(hidden)]
pub const fn ordering_of<S: Of<M>, M: Model, const N: usize>() -> [Order<S>; N] {
    let mut out = [M::PK.asc().of(); N];
    let (mut to, mut from) = (out.as_mut_slice(), M::ORDERING);
    while let ([slot, slots @ ..], [order, orders @ ..]) = (to, from) {
        *slot = order.of();
        (to, from) = (slots, orders);
    }
    out
}

impl<M> Copy for Order<M> {}

impl<M> Clone for Order<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> fmt::Debug for Order<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.term.fmt(f)
    }
}
