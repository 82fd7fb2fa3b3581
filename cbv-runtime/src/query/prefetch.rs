//! Reading related rows for many rows at once: one query for each relation and page, never one for each row. Called by
//! `QuerySet::all` and by the code that `#[derive(Model)]` writes.

use std::{collections::HashMap, future::Future};

use super::{
    Node, QuerySet, Statement,
    condition::Target,
    expression::Expr,
    rows::Rows,
    select::{ALIAS, Ordering, Table, write_order},
};
use crate::{
    Error, Result,
    db::{Conn, Dialect, Executor as _, Row},
    model::{Fetching, Link, Model, Of, Place, ToMany, finite},
    value::{Field, Sql},
};

/// Parents in one query: more than any page has, and less than any database binds.
const MOST_PARENTS: usize = 16_384;

/// What the table of a many-to-many relation is called, and the numbered rows of a limited one.
const BETWEEN: &str = "l";
const NUMBERED: &str = "n";

/// Fills the fields of rows that are related rows.
pub(crate) fn fill<'a, M: Model>(mut rows: Vec<&'a mut M>, db: &'a Conn) -> Fetching<'a> {
    Box::pin(async move {
        if rows.is_empty() {
            return Ok(());
        }
        for prefetch in M::PREFETCH {
            (prefetch.fill)(rows.iter_mut().map(|row| &mut **row).collect(), db).await?;
        }
        Ok(())
    })
}

/// The same for rows that were just read; refuses a model that would load itself.
pub(super) async fn fill_all<M: Model>(rows: &mut [M], db: &Conn) -> Result<()> {
    finite::<M>().map_err(|reason| Error::ImproperlyConfigured(reason.into()))?;
    fill(rows.iter_mut().collect(), db).await
}

/// Reads the related rows of many rows; `PREFETCH` of a model with `prefetch_related`. The limit of `children`, if any, is
/// that of each row.
pub(crate) fn many<'a, M, B, R, C>(
    mut rows: Vec<&'a mut M>,
    db: &'a Conn,
    relation: ToMany<B, R>,
    children: QuerySet<C>,
    field: fn(&mut M) -> &mut Vec<C>,
) -> Fetching<'a>
where
    M: Model + Of<B>,
    C: Model + Of<R>,
    B: 'static,
    R: 'static,
{
    Box::pin(async move {
        let mut parents = HashMap::<M::Pk, Vec<usize>>::with_capacity(rows.len());
        let mut keys = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let of_key = parents.entry(row.pk()).or_default();
            if of_key.is_empty() {
                keys.push(row.pk().bind(M::PK.meta()));
            }
            of_key.push(index);
        }
        let mut found = Vec::new();
        for row in read(children, relation.link(), keys, db).await? {
            let key = <M::Pk as Field>::get(&row, 0, M::PK.meta())?;
            // The same row may stand in the list twice, and each has its own.
            for parent in parents.get(&key).into_iter().flatten() {
                found.push((*parent, C::load(&row, 1)?));
            }
        }
        fill(found.iter_mut().map(|(_, child)| child).collect(), db).await?;
        for (parent, child) in found {
            if let Some(row) = rows.get_mut(parent) {
                field(row).push(child);
            }
        }
        Ok(())
    })
}

fn read<C: Model>(
    children: QuerySet<C>,
    link: Link,
    keys: Vec<Sql>,
    db: &Conn,
) -> impl Future<Output = Result<Vec<Row>>> + Send {
    read_rows(children.ordered().rows, Table::of::<C>(), link, keys, db)
}

async fn read_rows(rows: Rows, table: Table, link: Link, keys: Vec<Sql>, db: &Conn) -> Result<Vec<Row>> {
    let mut out = Vec::new();
    for keys in keys.chunks(MOST_PARENTS) {
        let statement = rows.clone().of_parents(&table, link, keys.to_vec(), db.dialect())?;
        let read = db.fetch(statement).await?;
        if out.is_empty() {
            out = read;
        } else {
            out.extend(read);
        }
    }
    Ok(out)
}

impl Rows {
    /// The statement that reads the related rows of the rows with these keys, each behind its key.
    pub(super) fn of_parents(
        self,
        table: &Table,
        link: Link,
        keys: Vec<Sql>,
        dialect: Dialect,
    ) -> Result<Statement> {
        let mut out = Statement::read(dialect, "SELECT ");
        self.check(&mut out);
        if self.is_sliced() {
            self.some_of_parents(table, link, keys, &mut out);
        } else {
            let (holder, column) = holder(link);
            out.column(holder, column).push(", ");
            table.skeleton(dialect).write(&mut out);
            let terms = self.ordering.unwrap_or_default();
            write_children(self.filters, link, keys, &mut out);
            write_order(&Ordering::keyed(&terms, table, self.reversed), &mut out);
        }
        out.finish()
    }

    /// Numbers the related rows of each row, and reads those within the limits.
    fn some_of_parents(self, table: &Table, link: Link, keys: Vec<Sql>, out: &mut Statement) {
        let (holder, column) = holder(link);
        let key = table.key.place.name;
        out.column(NUMBERED, "parent").push(", ");
        table.skeleton(out.dialect()).write(out);
        out.push(" INNER JOIN (SELECT ").column(holder, column).push(" AS ").name("parent").push(", ");
        out.column(ALIAS, key).push(" AS ").name("child").push(", ROW_NUMBER() OVER (PARTITION BY ");
        out.column(holder, column);
        let terms = self.ordering.unwrap_or_default();
        write_order(&Ordering::keyed(&terms, table, self.reversed), out);
        out.push(") AS ").name("place");
        table.from(out);
        write_children(self.filters, link, keys, out);
        out.push(") AS ").name(NUMBERED).push(" ON ").column(NUMBERED, "child").push(" = ");
        out.column(ALIAS, key);
        let before = self.offset.unwrap_or(0);
        out.push(" WHERE ").column(NUMBERED, "place").push(" > ").literal(before);
        if let Some(limit) = self.limit {
            out.push(" AND ").column(NUMBERED, "place").push(" <= ").literal(before.saturating_add(limit));
        }
        out.push(" ORDER BY ").column(NUMBERED, "place");
    }
}

/// Where the parents' keys stand beside the related rows: in the table between, or in the rows themselves.
fn holder(link: Link) -> (&'static str, &'static str) {
    match link.through {
        Some(through) => (BETWEEN, through.from),
        None => (ALIAS, link.to),
    }
}

/// ` INNER JOIN .. WHERE ..`: the related rows of the parents.
fn write_children(filters: Vec<Node>, link: Link, keys: Vec<Sql>, out: &mut Statement) {
    if let Some(through) = link.through {
        out.push(" INNER JOIN ").table(through.table).push(" AS ").name(BETWEEN).push(" ON ");
        out.column(BETWEEN, through.to).push(" = ").column(ALIAS, link.to);
    }
    let (holder, name) = holder(link);
    let expr = Expr::Column(Place { name, expression: None });
    out.push(" WHERE ");
    Node::In(Target { expr, null: false }, keys).write(holder, out);
    if !filters.is_empty() {
        out.push(" AND ");
        Node::all(filters).write(ALIAS, out);
    }
}
