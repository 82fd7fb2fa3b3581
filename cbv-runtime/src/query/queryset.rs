//! `QuerySet`: which rows, in which order, how many. Called by views and hooks; its SQL is written in `select.rs` and
//! `write.rs`, and run by `db/`.

use std::marker::PhantomData;

use super::{Condition, Node, not};
use crate::{
    Error, Result,
    db::Executor,
    model::{Model, Order},
    value::Field,
};

/// Rows of `M` that have not been read yet. Each method narrows it; [`all`](QuerySet::all) and the like read.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/models/querysets/>.
#[must_use = "a queryset reads nothing until `all`, `first`, `get` or `count` is called"]
pub struct QuerySet<M> {
    pub(super) filters: Vec<Node>,
    pub(super) ordering: Option<Vec<Order<M>>>,
    pub(super) limit: Option<u64>,
    pub(super) offset: u64,
    pub(super) keyed: bool,
    of: PhantomData<fn() -> M>,
}

impl<M> Clone for QuerySet<M> {
    fn clone(&self) -> Self {
        Self {
            filters: self.filters.clone(),
            ordering: self.ordering.clone(),
            limit: self.limit,
            offset: self.offset,
            keyed: self.keyed,
            of: PhantomData,
        }
    }
}

impl<M> std::fmt::Debug for QuerySet<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = f.debug_struct("QuerySet");
        out.field("filters", &self.filters).field("ordering", &self.ordering);
        out.field("limit", &self.limit).field("offset", &self.offset).finish()
    }
}

impl<M> Default for QuerySet<M> {
    fn default() -> Self {
        Self { filters: Vec::new(), ordering: None, limit: None, offset: 0, keyed: false, of: PhantomData }
    }
}

impl<M: Model> QuerySet<M> {
    /// All rows of the table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only rows of which the condition is true. Several calls are joined by AND.
    pub fn filter(mut self, condition: Condition<M>) -> Self {
        self.filters.push(condition.node);
        self
    }

    /// Only rows of which the condition is not true; where it compares with NULL it is not.
    pub fn exclude(self, condition: Condition<M>) -> Self {
        self.filter(not(condition))
    }

    /// In this order instead of the model's; no terms give the database's own order.
    pub fn order_by(mut self, ordering: impl IntoIterator<Item = Order<M>>) -> Self {
        self.ordering = Some(ordering.into_iter().collect());
        self
    }

    /// At most this many rows.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Without the first rows.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// The rows of one page, in an order without ties.
    pub(crate) fn page(self, rows: std::ops::Range<u64>) -> Self {
        self.keyed().offset(rows.start).limit(rows.end.saturating_sub(rows.start))
    }

    /// Appends the primary key to the order, so that no two rows are equal in it and pages do not overlap.
    pub(crate) fn keyed(mut self) -> Self {
        self.keyed = true;
        self
    }

    /// Reads the rows.
    ///
    /// # Errors
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn all(self, db: impl Executor) -> Result<Vec<M>> {
        let statement = self.select(db.dialect());
        db.fetch(statement).await?.iter().map(|row| M::load(row, 0)).collect()
    }

    /// Reads the first row; by primary key when nothing orders the rows.
    ///
    /// # Errors
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn first(self, db: impl Executor) -> Result<Option<M>> {
        Ok(self.keyed().limit(1).all(db).await?.pop())
    }

    /// Reads the only row.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::MultipleObjectsReturned`] when there are several,
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn get(self, db: impl Executor) -> Result<M> {
        let rows = self.order_by([]).limit(2).all(db).await?;
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
    /// # Errors
    /// [`Error::Database`].
    pub async fn count(self, db: impl Executor) -> Result<u64> {
        let statement = self.select_count(db.dialect());
        let rows = db.fetch(statement).await?;
        let count = rows.first().map_or(Ok(0), |row| <i64 as Field>::get(row, 0, &COUNT))?;
        Ok(count.unsigned_abs())
    }

    /// Whether there is a row.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn exists(self, db: impl Executor) -> Result<bool> {
        let statement = self.select_exists(db.dialect());
        Ok(!db.fetch(statement).await?.is_empty())
    }
}

static COUNT: crate::model::Meta = *crate::model::Column::<(), i64>::new("count").meta();
