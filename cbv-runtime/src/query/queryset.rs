//! `QuerySet`: which rows, in which order, how many. Called by views and hooks; its SQL is written in `select.rs`,
//! `insert.rs` and `change.rs`, and run by `db/`.

use std::{marker::PhantomData, ops::Range};

use super::{Condition, Node, Statement, not};
use crate::{
    Error, Result,
    db::{Dialect, Executor},
    model::{Column, Meta, Model, Order},
    value::Field,
};

/// Rows of `M` that have not been read yet. Each method narrows it; [`all`](QuerySet::all) and the like read.
///
/// The limits are set last: conditions and orders of a queryset that has a [`limit`](QuerySet::limit) or an
/// [`offset`](QuerySet::offset) are refused when it is read, because it would not be clear which comes first.
///
/// ```
/// # use cbv_runtime::{Result, db::Db, model::{Column, Model}};
/// # async fn books<Book: Model>(title: Column<Book, String>, pages: Column<Book, i32>, db: &Db) -> Result<Vec<Book>> {
/// let books = Book::objects().filter(title.icontains("dune")).exclude(pages.gt(800));
/// let thickest = books.order_by([pages.desc(), title.asc()]).limit(10).all(db).await?;
/// # Ok(thickest)
/// # }
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/models/querysets/>.
#[must_use = "a queryset reads nothing until `all`, `first`, `get` or `count` is called"]
pub struct QuerySet<M> {
    pub(super) filters: Vec<Node>,
    pub(super) ordering: Option<Vec<Order<M>>>,
    pub(super) reversed: bool,
    pub(super) limit: Option<u64>,
    pub(super) offset: Option<u64>,
    pub(super) keyed: bool,
    default_order: bool,
    pub(super) fault: Option<&'static str>,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for QuerySet<M> {
    fn clone(&self) -> Self {
        Self { filters: self.filters.clone(), ordering: self.ordering.clone(), ..*self }
    }
}

impl<M> std::fmt::Debug for QuerySet<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = f.debug_struct("QuerySet");
        out.field("filters", &self.filters).field("ordering", &self.ordering);
        out.field("limit", &self.limit).field("offset", &self.offset).finish_non_exhaustive()
    }
}

impl<M> Default for QuerySet<M> {
    fn default() -> Self {
        Self {
            filters: Vec::new(),
            ordering: None,
            reversed: false,
            limit: None,
            offset: None,
            keyed: false,
            default_order: true,
            fault: None,
            of: PhantomData,
        }
    }
}

/// Building: which rows, in which order, how many.
impl<M: Model> QuerySet<M> {
    /// All rows of the table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only rows of which the condition is true. Several calls are joined by AND.
    ///
    /// Django: [`filter`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#filter).
    pub fn filter(mut self, condition: Condition<M>) -> Self {
        self.refuse_sliced("a queryset with a limit or an offset was filtered: filter it before");
        self.filters.push(condition.node);
        self
    }

    /// Only rows of which the condition is not true: what [`filter`](QuerySet::filter) leaves out, rows whose column is NULL
    /// included.
    ///
    /// Django: [`exclude`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#exclude).
    pub fn exclude(self, condition: Condition<M>) -> Self {
        self.filter(not(condition))
    }

    /// No rows.
    ///
    /// Django: [`none`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#none).
    pub fn none(self) -> Self {
        self.filter(Condition::any([]))
    }

    /// In this order instead of the model's; no terms give the database's own order.
    ///
    /// Django: [`order_by`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#order-by).
    pub fn order_by(mut self, ordering: impl IntoIterator<Item = Order<M>>) -> Self {
        self.refuse_sliced("a queryset with a limit or an offset was ordered: order it before");
        self.ordering = Some(ordering.into_iter().collect());
        self.reversed = false;
        self.default_order = false;
        self
    }

    /// In the opposite order; rows that nothing orders stay as they are. Twice is not at all.
    ///
    /// It is the same order read from the end, so that NULLs come first.
    ///
    /// Django: [`reverse`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#reverse).
    pub fn reverse(mut self) -> Self {
        self.refuse_sliced("a queryset with a limit or an offset was reversed: reverse it before");
        self.reversed = !self.reversed;
        self
    }

    /// At most this many rows; called again, it replaces the number.
    ///
    /// Django: [slices](https://docs.djangoproject.com/en/5.2/topics/db/queries/#limiting-querysets).
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Without the first rows; called again, it replaces the number.
    ///
    /// Django: [slices](https://docs.djangoproject.com/en/5.2/topics/db/queries/#limiting-querysets).
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// These of the rows, in an order without ties: the rows of a page.
    pub(super) fn rows(mut self, rows: Range<u64>) -> Self {
        self.offset.get_or_insert(0); // the first page shares its statement with the others
        self.keyed().slice(rows.start, rows.end.saturating_sub(rows.start))
    }

    /// At most `length` rows from the row `start` of those that the limits leave.
    pub(super) fn slice(mut self, start: u64, length: u64) -> Self {
        self.limit = Some(self.limit.map_or(length, |limit| limit.saturating_sub(start).min(length)));
        self.offset = self.offset.map(|offset| offset.saturating_add(start)).or((start > 0).then_some(start));
        self
    }

    /// Appends the primary key to the order, so that no two rows are equal in it and pages do not overlap.
    pub(crate) fn keyed(mut self) -> Self {
        self.keyed = true;
        self
    }

    /// Marks the order so far as a default, which [`order_unless_set`](QuerySet::order_unless_set) may replace.
    pub(crate) fn in_default_order(mut self) -> Self {
        self.default_order = true;
        self
    }

    /// In this order, unless it is empty or `order_by` was called since [`in_default_order`](QuerySet::in_default_order).
    pub(crate) fn order_unless_set(self, ordering: Vec<Order<M>>) -> Self {
        if self.default_order && !ordering.is_empty() { self.order_by(ordering) } else { self }
    }

    pub(super) fn is_sliced(&self) -> bool {
        self.limit.is_some() || self.offset.is_some()
    }

    fn refuse_sliced(&mut self, reason: &'static str) {
        if self.is_sliced() {
            self.fault.get_or_insert(reason);
        }
    }
}

/// Reading.
impl<M: Model> QuerySet<M> {
    /// The statement that [`all`](QuerySet::all) sends, to look at, to log, or to put behind `EXPLAIN`. It names every column,
    /// so that its text may change with each release.
    ///
    /// Django: `str(queryset.query)`.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] and [`Error::BadRequest`], as reading it would.
    pub fn query(self, dialect: Dialect) -> Result<Statement> {
        self.select(dialect)
    }

    /// Reads the rows.
    ///
    /// Django: iterating over it.
    ///
    /// # Errors
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn all(self, db: impl Executor) -> Result<Vec<M>> {
        let statement = self.select(db.dialect())?;
        db.fetch(statement).await?.iter().map(|row| M::load(row, 0)).collect()
    }

    /// Reads the first row; by primary key when nothing orders the rows.
    ///
    /// Django: [`first`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#first).
    ///
    /// # Errors
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn first(self, db: impl Executor) -> Result<Option<M>> {
        Ok(self.keyed().slice(0, 1).all(db).await?.pop())
    }

    /// Reads the last row; by primary key when nothing orders the rows.
    ///
    /// Django: [`last`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#last).
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] of a queryset with a limit or an offset; [`Error::Database`] and [`Error::Decode`].
    pub async fn last(self, db: impl Executor) -> Result<Option<M>> {
        self.reverse().first(db).await
    }

    /// Reads the only row.
    ///
    /// Django: [`get`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#get).
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::MultipleObjectsReturned`] when there are several,
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn get(mut self, db: impl Executor) -> Result<M> {
        if !self.is_sliced() {
            self.ordering = Some(Vec::new()); // one row has no order
        }
        let rows = self.slice(0, 2).all(db).await?;
        match <[M; 1]>::try_from(rows) {
            Ok([row]) => Ok(row),
            Err(rows) if rows.is_empty() => {
                Err(Error::not_found(format!("{} matching query does not exist.", M::OBJECT_NAME)))
            }
            Err(_) => Err(Error::MultipleObjectsReturned { model: M::OBJECT_NAME }),
        }
    }

    /// Counts the rows.
    ///
    /// Django: [`count`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#count).
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn count(self, db: impl Executor) -> Result<u64> {
        let statement = self.select_count(db.dialect())?;
        let rows = db.fetch(statement).await?;
        let count = rows.first().map_or(Ok(0), |row| <i64 as Field>::get(row, 0, &COUNT))?;
        Ok(count.unsigned_abs())
    }

    /// Whether there is a row.
    ///
    /// Django: [`exists`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#exists).
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn exists(self, db: impl Executor) -> Result<bool> {
        let statement = self.select_exists(db.dialect())?;
        Ok(!db.fetch(statement).await?.is_empty())
    }
}

static COUNT: Meta = *Column::<(), i64>::new("count").meta();
