//! Values instead of rows: aggregates of a queryset, groups of its rows, some of its columns. Called by hooks and by extra
//! context.

use std::marker::PhantomData;

use super::{
    Node, QuerySet, Statement,
    aggregate::{GroupOrder, Having},
    rows::Rows,
    select::{ALIAS, Table, write_limit, write_where},
    selection::{Aggregates, Selected, Selection},
};
use crate::{
    Error, Result,
    db::{Dialect, Executor, Row},
    model::{Model, Of},
};

impl<M: Model> QuerySet<M> {
    /// Reads aggregates of the rows, in one query: `aggregate(db, (count(), Book::PRICE.avg()))` gives `(i64, Option<f64>)`.
    /// Of a queryset with a limit they are made of the rows within it.
    ///
    /// ```
    /// # use cbv_runtime::{Result, db::Db, model::{Column, Model}, query::count};
    /// # async fn prices<Book: Model>(price: Column<Book, f64>, author: Column<Book, i64>, db: &Db) -> Result<()> {
    /// let (books, authors, dearest) =
    ///     Book::objects().aggregate(db, (count(), author.count_distinct(), price.max())).await?;
    /// # drop((books, authors, dearest));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Django: [`aggregate`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#aggregate).
    ///
    /// # Errors
    /// [`Error::Database`], also when a sum is larger than its type on SQLite and PostgreSQL; [`Error::Decode`] when it is on
    /// MariaDB.
    pub async fn aggregate<B, A: Aggregates<B>>(self, db: impl Executor, aggregates: A) -> Result<A::Values>
    where
        M: Of<B>,
    {
        let mut selected = Vec::new();
        aggregates.select(&mut selected);
        let rows = if self.rows.is_sliced() { self.ordered() } else { self }.rows;
        let statement = rows.select_aggregates(&Table::of::<M>(), &selected, db.dialect())?;
        match db.fetch(statement).await?.first() {
            Some(row) => aggregates.read(row, &mut 0),
            None => Err(Error::other("the database gave no row of aggregates")),
        }
    }

    /// Groups the rows by the values of columns or expressions: `group_by(Post::STATUS)`, `group_by((Post::AUTHOR_ID,
    /// Post::CREATED_AT.trunc_month()))`. Each group is read with aggregates of its rows, by
    /// [`aggregate`](Groups::aggregate).
    ///
    /// Texts are grouped letter for letter; rows with NULL are a group. The queryset's order plays no part, and it must have
    /// no limit.
    ///
    /// Django: [`values(..).annotate(..)`](https://docs.djangoproject.com/en/5.2/topics/db/aggregation/#values).
    pub fn group_by<B, K: Selection<B>>(self, keys: K) -> Groups<M, B, K>
    where
        M: Of<B>,
    {
        Groups { rows: self.rows, keys, having: Vec::new(), order: Vec::new(), limit: None, of: PhantomData }
    }

    /// Values of columns or expressions instead of rows: one `T` for each row, or a tuple.
    ///
    /// Django: [`values_list`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#values-list), with `flat=True`
    /// where one column is named.
    pub fn values_list<B, S: Selection<B>>(self, columns: S) -> ValuesList<M, B, S>
    where
        M: Of<B>,
    {
        ValuesList { rows: self, columns, distinct: false, of: PhantomData }
    }
}

/// Groups of the rows of a queryset, not read yet: made by [`QuerySet::group_by`].
#[must_use = "groups are read by `aggregate`"]
pub struct Groups<M, B, K> {
    rows: Rows,
    keys: K,
    having: Vec<Node>,
    order: Vec<GroupOrder<B>>,
    limit: Option<u64>,
    of: PhantomData<fn() -> M>,
}

impl<M, B, K> std::fmt::Debug for Groups<M, B, K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Groups")
            .field("rows", &self.rows)
            .field("having", &self.having)
            .finish_non_exhaustive()
    }
}

impl<M: Model + Of<B>, B, K: Selection<B>> Groups<M, B, K> {
    /// Only groups of which this is true: `having(count().ge(5))`.
    ///
    /// Django: `filter()` after `annotate()`.
    pub fn having(mut self, condition: Having<B>) -> Self {
        self.having.push(condition.0.node);
        self
    }

    /// In this order; groups that are equal in it, and all without it, are in the order of what they are grouped by.
    pub fn order_by(mut self, order: impl IntoIterator<Item = GroupOrder<B>>) -> Self {
        self.order = order.into_iter().collect();
        self
    }

    /// At most this many groups.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Reads the groups: what they are grouped by, and aggregates of their rows.
    ///
    /// # Errors
    /// Those of [`QuerySet::aggregate`]; [`Error::ImproperlyConfigured`] of a queryset with a limit or an offset.
    pub async fn aggregate<A: Aggregates<B>>(
        self,
        db: impl Executor,
        aggregates: A,
    ) -> Result<Vec<(K::Values, A::Values)>> {
        let (mut keys, mut selected) = (Vec::new(), Vec::new());
        self.keys.select(&mut keys);
        aggregates.select(&mut selected);
        let grouped = Grouped {
            keys: &keys,
            aggregates: &selected,
            having: self.having,
            order: self.order.into_iter().map(|order| (order.call, order.descending, order.null)).collect(),
            limit: self.limit,
        };
        let statement = self.rows.select_groups(&Table::of::<M>(), grouped, db.dialect())?;
        let read = |row: &Row| {
            let mut at = 0;
            Ok((self.keys.read(row, &mut at)?, aggregates.read(row, &mut at)?))
        };
        db.fetch(statement).await?.iter().map(read).collect()
    }
}

/// Values of the rows of a queryset, not read yet: made by [`QuerySet::values_list`].
#[must_use = "values are read by `all` or `first`"]
pub struct ValuesList<M, B, S> {
    rows: QuerySet<M>,
    columns: S,
    distinct: bool,
    of: PhantomData<fn() -> B>,
}

impl<M, B, S> std::fmt::Debug for ValuesList<M, B, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ValuesList").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl<M: Model + Of<B>, B, S: Selection<B>> ValuesList<M, B, S> {
    /// Each value once, in the order of the values; the queryset's order plays no part, its limit counts values.
    ///
    /// Django: [`distinct`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#distinct).
    pub fn distinct(mut self) -> Self {
        self.distinct = true;
        self
    }

    /// Reads the values.
    ///
    /// # Errors
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn all(self, db: impl Executor) -> Result<Vec<S::Values>> {
        let mut selected = Vec::new();
        self.columns.select(&mut selected);
        let rows = self.rows.ordered().rows;
        let statement = rows.select_values(&Table::of::<M>(), &selected, self.distinct, db.dialect())?;
        db.fetch(statement).await?.iter().map(|row| self.columns.read(row, &mut 0)).collect()
    }

    /// Reads the first of the values.
    ///
    /// # Errors
    /// [`Error::Database`] and [`Error::Decode`].
    pub async fn first(mut self, db: impl Executor) -> Result<Option<S::Values>> {
        self.rows = if self.distinct { self.rows } else { self.rows.keyed() }.slice(0, 1);
        Ok(self.all(db).await?.pop())
    }
}

/// What is read of groups.
struct Grouped<'a> {
    keys: &'a [Selected],
    aggregates: &'a [Selected],
    having: Vec<Node>,
    order: Vec<(super::aggregate::Call, bool, bool)>,
    limit: Option<u64>,
}

impl Rows {
    fn select_aggregates(self, table: &Table, selected: &[Selected], dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, "SELECT ");
        self.check(&mut out);
        write_selected(selected, 0, &mut out);
        if self.is_sliced() {
            out.push(" FROM (SELECT ").name(ALIAS).push(".*");
            table.from(&mut out);
            self.write_rows(table, &mut out);
            out.push(") AS ").name(ALIAS);
        } else {
            table.from(&mut out);
            write_where(self.filters, &mut out);
        }
        out.finish()
    }

    fn select_values(
        mut self,
        table: &Table,
        selected: &[Selected],
        distinct: bool,
        dialect: Dialect,
    ) -> Result<Statement> {
        let mut out = Statement::read(dialect, if distinct { "SELECT DISTINCT " } else { "SELECT " });
        self.check(&mut out);
        write_selected(selected, 0, &mut out);
        table.from(&mut out);
        if distinct {
            let (limit, offset) = (self.limit.take(), self.offset.take());
            write_where(self.filters, &mut out);
            write_order(" ORDER BY ", selected, &mut out);
            write_limit(limit, offset, &mut out);
        } else {
            self.write_rows(table, &mut out);
        }
        out.finish()
    }

    fn select_groups(self, table: &Table, grouped: Grouped<'_>, dialect: Dialect) -> Result<Statement> {
        let Grouped { keys, aggregates, having, order, limit } = grouped;
        let mut out = Statement::read(dialect, "SELECT ");
        self.check(&mut out);
        if self.is_sliced() {
            out.refuse_setup("`group_by` of a queryset with a limit or an offset: limit the groups instead");
        }
        write_selected(keys, 0, &mut out);
        out.push(", ");
        write_selected(aggregates, keys.len(), &mut out);
        table.from(&mut out);
        write_where(self.filters, &mut out);
        // by their places: PostgreSQL takes two expressions with bound values for different
        for place in 0..keys.len() {
            out.push(if place == 0 { " GROUP BY " } else { ", " }).literal(place as u64 + 1);
        }
        if !having.is_empty() {
            Node::all(having).write(ALIAS, out.push(" HAVING "));
        }
        let mut between = " ORDER BY ";
        for (call, descending, null) in order {
            out.push(between);
            if null {
                call.write(ALIAS, &mut out);
                out.push(" IS NULL, ");
            }
            call.write(ALIAS, &mut out);
            out.push(if descending { " DESC" } else { "" });
            between = ", ";
        }
        write_order(between, keys, &mut out);
        write_limit(limit, None, &mut out);
        out.finish()
    }
}

fn write_selected(selected: &[Selected], first: usize, out: &mut Statement) {
    for (index, value) in selected.iter().enumerate() {
        value.write(ALIAS, out.push(if index == 0 { "" } else { ", " }));
        out.push(" AS cbv_").literal((first + index) as u64);
    }
}

/// By the selected values, NULLs last.
fn write_order(mut between: &str, selected: &[Selected], out: &mut Statement) {
    for (index, value) in selected.iter().enumerate() {
        out.push(between);
        if value.null && out.dialect() == Dialect::MySql {
            out.push("cbv_").literal(index as u64).push(" IS NULL, ");
        }
        out.push("cbv_").literal(index as u64);
        if value.null && out.dialect() == Dialect::Sqlite {
            out.push(" NULLS LAST");
        }
        between = ", ";
    }
}
