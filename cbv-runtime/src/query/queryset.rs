//! `QuerySet`: which rows, in which order, how many. Called by views and hooks; its SQL is written in `select.rs`,
//! `insert.rs` and `change.rs`, and run by `db/`.

use std::marker::PhantomData;

use super::{
    Condition, Statement, not,
    prefetch::fill_all,
    rows::{Lock, Rows},
};
use crate::{
    Error, Result,
    db::{Conn, Dialect, Executor, Row},
    model::{Column, Meta, Model, Of, Order, Term, needed},
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
    pub(super) rows: Rows,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for QuerySet<M> {
    fn clone(&self) -> Self {
        Self { rows: self.rows.clone(), of: PhantomData }
    }
}

impl<M> std::fmt::Debug for QuerySet<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Rows { filters, ordering, limit, offset, .. } = &self.rows;
        let mut out = f.debug_struct("QuerySet");
        out.field("filters", filters).field("ordering", ordering);
        out.field("limit", limit).field("offset", offset).finish_non_exhaustive()
    }
}

impl<M> Default for QuerySet<M> {
    fn default() -> Self {
        Self { rows: Rows::ALL, of: PhantomData }
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
    pub fn filter<B>(mut self, condition: Condition<B>) -> Self
    where
        M: Of<B>,
    {
        self.rows.filter(condition.node);
        self
    }

    /// Only rows of which the condition is not true: what [`filter`](QuerySet::filter) leaves out, rows whose column is NULL
    /// included.
    ///
    /// Django: [`exclude`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#exclude).
    pub fn exclude<B>(self, condition: Condition<B>) -> Self
    where
        M: Of<B>,
    {
        self.filter(not(condition))
    }

    /// No rows.
    ///
    /// Django: [`none`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#none).
    pub fn none(self) -> Self {
        self.filter(Condition::<M>::any([]))
    }

    /// In this order instead of the model's; no terms give the database's own order.
    ///
    /// Django: [`order_by`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#order-by).
    pub fn order_by<B>(mut self, ordering: impl IntoIterator<Item = Order<B>>) -> Self
    where
        M: Of<B>,
    {
        self.rows.order_by(ordering.into_iter().map(|order| order.term).collect());
        self
    }

    /// The same for terms that lie in a row: less to compile, for each model, than any iterator.
    pub(crate) fn order_by_terms(mut self, ordering: &[Order<M>]) -> Self {
        self.rows.order_by(terms(ordering));
        self
    }

    /// In the opposite order; rows that nothing orders stay as they are. Twice is not at all.
    ///
    /// It is the same order read from the end, so that NULLs come first.
    ///
    /// Django: [`reverse`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#reverse).
    pub fn reverse(mut self) -> Self {
        self.rows.reverse();
        self
    }

    /// At most this many rows; called again, it replaces the number.
    ///
    /// Django: [slices](https://docs.djangoproject.com/en/5.2/topics/db/queries/#limiting-querysets).
    pub fn limit(mut self, limit: u64) -> Self {
        self.rows.limit = Some(limit);
        self
    }

    /// Without the first rows; called again, it replaces the number.
    ///
    /// Django: [slices](https://docs.djangoproject.com/en/5.2/topics/db/queries/#limiting-querysets).
    pub fn offset(mut self, offset: u64) -> Self {
        self.rows.offset = Some(offset);
        self
    }

    /// Locks the rows that are read until the transaction ends: others who want to change or lock them wait. Outside
    /// [`atomic`](crate::db::Conn::atomic) it does nothing; nor on SQLite, where a transaction is alone from its beginning.
    ///
    /// Django: [`select_for_update`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#select-for-update).
    pub fn select_for_update(self) -> Self {
        self.lock(Lock::ForUpdate)
    }

    pub(super) fn lock(mut self, lock: Lock) -> Self {
        self.rows.lock = Some(lock);
        self
    }

    /// At most `length` rows from the row `start` of those that the limits leave.
    pub(super) fn slice(mut self, start: u64, length: u64) -> Self {
        self.rows.slice(start, length);
        self
    }

    /// Appends the primary key to the order, so that no two rows are equal in it and pages do not overlap.
    pub(crate) fn keyed(mut self) -> Self {
        self.rows.keyed = true;
        self
    }

    /// The same rows in another shape of the table: `Book::objects().of::<BookCard>()`.
    ///
    /// Django: [`only`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#only).
    pub fn of<S: Model + Of<M>>(self) -> QuerySet<S> {
        QuerySet { rows: self.rows, of: PhantomData }
    }

    /// Marks the order so far as a default, which [`order_unless_set`](QuerySet::order_unless_set) may replace.
    pub(crate) fn in_default_order(mut self) -> Self {
        self.rows.default_order = true;
        self
    }

    /// In this order, unless it is empty or `order_by` was called since [`in_default_order`](QuerySet::in_default_order).
    pub(crate) fn order_unless_set(self, ordering: Vec<Order<M>>) -> Self {
        if self.rows.default_order && !ordering.is_empty() { self.order_by_terms(&ordering) } else { self }
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
        if const { !needed::<M>() } {
            return load(&db.fetch(statement).await?);
        }
        let conn = db.handle();
        load_all(&conn.fetch(statement).await?, &conn).await
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
    pub async fn get(self, db: impl Executor) -> Result<M> {
        let statement = self.select_one(db.dialect())?;
        if const { !needed::<M>() } {
            return M::load(&only(db.fetch(statement).await?, M::OBJECT_NAME)?, 0);
        }
        let conn = db.handle();
        let row = only(conn.fetch(statement).await?, M::OBJECT_NAME)?;
        only(load_all(&[row], &conn).await?, M::OBJECT_NAME)
    }

    /// Counts the rows.
    ///
    /// Django: [`count`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#count).
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn count(self, db: impl Executor) -> Result<u64> {
        let statement = self.select_count(db.dialect())?;
        counted(&db.fetch(statement).await?)
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

impl<M: Model> QuerySet<M> {
    /// The statement of [`get`](QuerySet::get).
    pub(crate) fn select_one(self, dialect: Dialect) -> Result<Statement> {
        self.one().select(dialect)
    }

    /// As many rows as show that there is one and no other.
    fn one(mut self) -> Self {
        if !self.rows.is_sliced() {
            self.rows.ordering = Some(Vec::new()); // one row has no order
        }
        self.slice(0, 2)
    }
}

pub(super) fn terms<M>(ordering: &[Order<M>]) -> Vec<Term> {
    let mut out = Vec::with_capacity(ordering.len());
    for order in ordering {
        out.push(order.term);
    }
    out
}

/// The models of rows that were read, with their prefetched fields.
pub(super) async fn load_all<M: Model>(rows: &[Row], conn: &Conn) -> Result<Vec<M>> {
    let mut rows = load(rows)?;
    if const { needed::<M>() } {
        fill_all(&mut rows, conn).await?;
    }
    Ok(rows)
}

/// The models of rows that were read, without their prefetched fields.
pub(crate) fn load<M: Model>(rows: &[Row]) -> Result<Vec<M>> {
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        out.push(M::load(row, 0)?);
    }
    Ok(out)
}

/// The only one of them; `model` is the type's name.
pub(crate) fn only<T>(mut rows: Vec<T>, model: &'static str) -> Result<T> {
    match (rows.pop(), rows.is_empty()) {
        (Some(row), true) => Ok(row),
        (Some(_), false) => Err(Error::MultipleObjectsReturned { model }),
        (None, _) => Err(does_not_exist(model)),
    }
}

fn does_not_exist(model: &str) -> Error {
    Error::not_found(format!("{model} matching query does not exist."))
}

pub(super) fn counted(rows: &[Row]) -> Result<u64> {
    static COUNT: Meta = *Column::<(), i64>::new("count").meta();
    let count = rows.first().map_or(Ok(0), |row| <i64 as Field>::get(row, 0, &COUNT))?;
    Ok(count.unsigned_abs())
}
