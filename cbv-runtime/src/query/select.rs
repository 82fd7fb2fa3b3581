//! The SELECT of a queryset. Its skeleton (columns, FROM, JOIN) is made once for each model and dialect; conditions, order
//! and limit are written behind it for each query. Called by `QuerySet`.

use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use super::{
    Node, QuerySet,
    queryset::terms,
    rows::{Lock, Rows},
    sql::Statement,
};
use crate::{
    Result,
    db::Dialect,
    model::{Model, Nulls, Shape, Term},
    value::Sql,
};

/// What the queried table is called in a statement.
pub(super) const ALIAS: &str = "t";

/// No database counts further.
const MOST_ROWS: u64 = i64::MAX as u64;

type Skeletons = RwLock<HashMap<(TypeId, Dialect), Arc<Skeleton>>>;

static SKELETONS: LazyLock<Skeletons> = LazyLock::new(Skeletons::default);

/// What is read, and from where, with the values of annotations: the same for every SELECT of a model. It is what stands
/// behind the word SELECT, in parts.
pub(super) struct Skeleton {
    pub(super) columns: String,
    values: Vec<Sql>,
    /// ` FROM` and the table.
    pub(super) from: String,
    /// The joined tables, each with a space before it. None of them drops or repeats a row: what is joined is one row, or the
    /// join is an outer one.
    pub(super) joins: String,
    /// The columns without the table's alias, where they are all there is: what RETURNING gives of a row that is written.
    pub(super) returning: Option<String>,
    /// Whether it reads the same of a row that its own statement has written: not where that statement would have to see the
    /// table itself.
    pub(super) joinable: bool,
}

impl Skeleton {
    /// Writes it behind a text that has no values.
    pub(super) fn write(&self, out: &mut Statement) {
        self.write_columns(out);
        out.push(&self.from).push(&self.joins);
    }

    /// Writes the columns alone.
    pub(super) fn write_columns(&self, out: &mut Statement) {
        out.push(&self.columns).values.extend_from_slice(&self.values);
    }
}

/// What a statement needs to know of a model, without its type: see `rows.rs`.
#[derive(Clone, Copy)]
pub(super) struct Table {
    model: TypeId,
    pub(super) object_name: &'static str,
    pub(super) name: &'static str,
    pub(super) key: Term,
    pub(super) width: usize,
    select: fn(&str, &mut Shape),
}

impl Table {
    pub(super) fn of<M: Model>() -> Self {
        Self {
            model: TypeId::of::<M>(),
            object_name: M::OBJECT_NAME,
            name: M::TABLE,
            key: M::PK.asc().term,
            width: M::WIDTH,
            select: M::select,
        }
    }

    pub(super) fn skeleton(&self, dialect: Dialect) -> Arc<Skeleton> {
        let key = (self.model, dialect);
        let known = SKELETONS.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let made = Arc::new(self.make_skeleton(dialect));
            SKELETONS.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
            made
        })
    }

    /// Asks for the database's own estimate of the table's rows: one number that may be NULL, or no row.
    pub(super) fn estimate(&self, dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, "");
        if dialect == Dialect::Postgres {
            let mut name = Statement::read(dialect, "");
            name.table(self.name);
            out.push("SELECT reltuples::bigint FROM pg_class WHERE relkind IN ('r', 'm', 'p') AND oid = to_regclass(");
            out.value(Sql::from(name.sql)).push(")");
        } else {
            out.push("SELECT CAST(TABLE_ROWS AS SIGNED) FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE'");
            out.push(" AND TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ").value(Sql::from(self.name));
        }
        out.finish()
    }

    fn make_skeleton(&self, dialect: Dialect) -> Skeleton {
        let mut shape = Shape::default();
        (self.select)(ALIAS, &mut shape);
        debug_assert_eq!(
            shape.columns.len(),
            self.width,
            "`select` and `WIDTH` of `{}` disagree",
            self.object_name
        );
        let mut columns = Statement::read(dialect, "");
        for (index, (alias, place)) in shape.columns.iter().enumerate() {
            columns.push(if index == 0 { "" } else { ", " }).place(alias, *place);
        }
        let (mut from, mut joins) = (Statement::read(dialect, ""), Statement::read(dialect, ""));
        self.from(&mut from);
        for join in &shape.joins {
            joins.push(if join.outer { " LEFT JOIN " } else { " INNER JOIN " });
            joins.table(join.table).push(" AS ").name(&join.alias).push(" ON ");
            joins.column(&join.alias, join.column).push(" = ").column(&join.from_alias, join.from_column);
        }
        let Statement { sql: columns, values, .. } = columns;
        let computed = shape.columns.iter().any(|(_, place)| place.expression.is_some());
        let joinable = !computed && shape.joins.iter().all(|join| join.table != self.name);
        let returning = (!computed && shape.joins.is_empty()).then(|| {
            let mut names = Statement::read(dialect, "");
            for (index, (_, place)) in shape.columns.iter().enumerate() {
                names.push(if index == 0 { "" } else { ", " }).name(place.name);
            }
            names.sql
        });
        Skeleton { columns, values, from: from.sql, joins: joins.sql, returning, joinable }
    }

    pub(super) fn from(&self, out: &mut Statement) {
        out.push(" FROM ").table(self.name).push(" AS ").name(ALIAS);
    }
}

impl<M: Model> QuerySet<M> {
    /// The statement that reads the rows.
    pub(super) fn select(self, dialect: Dialect) -> Result<Statement> {
        self.ordered().rows.select(&Table::of::<M>(), dialect)
    }

    /// In the model's own order where nothing else was asked for.
    pub(super) fn ordered(mut self) -> Self {
        if self.rows.ordering.is_none() && !M::ORDERING.is_empty() {
            self.rows.ordering = Some(terms(M::ORDERING));
            self.rows.settle();
        }
        self
    }

    /// The statement that counts the rows, without joins.
    pub(super) fn select_count(self, dialect: Dialect) -> Result<Statement> {
        self.rows.select_count(&Table::of::<M>(), dialect)
    }

    /// The statement that reads the number one when there is a row.
    pub(super) fn select_exists(self, dialect: Dialect) -> Result<Statement> {
        self.rows.select_exists(&Table::of::<M>(), dialect)
    }
}

impl Rows {
    pub(super) fn select(self, table: &Table, dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, "SELECT ");
        table.skeleton(dialect).write(&mut out);
        self.check(&mut out);
        self.write_rows(table, &mut out);
        out.finish()
    }

    /// What stands behind FROM: which rows, in which order, how many.
    pub(super) fn write_rows(self, table: &Table, out: &mut Statement) {
        let terms = self.ordering.unwrap_or_default();
        let order = Ordering { terms: &terms, key: self.keyed.then_some(table.key), reversed: self.reversed };
        write_where(self.filters, out);
        write_order(&order, out);
        write_limit(self.limit, self.offset, out);
        write_lock(self.lock, out);
    }

    pub(super) fn select_count(self, table: &Table, dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, "");
        self.check(&mut out);
        self.write_count(table, &mut out);
        out.finish()
    }

    /// `SELECT COUNT(*) ..`.
    pub(super) fn write_count(self, table: &Table, out: &mut Statement) {
        let sliced = self.is_sliced();
        out.push(if sliced { "SELECT COUNT(*) FROM (SELECT 1 AS one" } else { "SELECT COUNT(*)" });
        table.from(out);
        write_where(self.filters, out);
        if sliced {
            write_limit(self.limit, self.offset, out);
            out.push(") AS s");
        }
    }

    fn select_exists(mut self, table: &Table, dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, "SELECT 1");
        self.check(&mut out);
        table.from(&mut out);
        self.slice(0, 1);
        write_where(self.filters, &mut out);
        write_limit(self.limit, self.offset, &mut out);
        out.finish()
    }

    /// Hands on what a method of the queryset refused.
    pub(super) fn check(&self, out: &mut Statement) {
        if let Some(reason) = self.fault {
            out.refuse_setup(reason);
        }
    }
}

/// ` WHERE ..`, nothing without conditions.
pub(super) fn write_where(filters: Vec<Node>, out: &mut Statement) {
    if !filters.is_empty() {
        out.push(" WHERE ");
        // as one tree: pieces of text joined by AND would lose what binds closer
        Node::all(filters).write(ALIAS, out);
    }
}

pub(super) struct Ordering<'a> {
    pub(super) terms: &'a [Term],
    /// The primary key, where the order must leave no ties.
    pub(super) key: Option<Term>,
    pub(super) reversed: bool,
}

impl<'a> Ordering<'a> {
    /// An order that leaves no ties.
    pub(super) fn keyed(terms: &'a [Term], table: &Table, reversed: bool) -> Self {
        Self { terms, key: Some(table.key), reversed }
    }

    /// Its terms as they are written.
    pub(super) fn all(&self) -> Vec<Term> {
        let mut all = self.terms.to_vec();
        // A page is stable only when the order leaves no ties.
        if let Some(key) = self.key
            && !all.iter().any(|term| term.place.is(key.place))
        {
            let descending = all.last().is_some_and(|term| term.descending);
            all.push(if descending { key.reversed() } else { key });
        }
        if self.reversed {
            all = all.into_iter().map(Term::reversed).collect();
        }
        all
    }
}

pub(super) fn write_order(order: &Ordering<'_>, out: &mut Statement) {
    let mut between = " ORDER BY ";
    for term in order.all() {
        write_term(term, between, out);
        between = ", ";
    }
}

/// NULLs are the largest values to PostgreSQL and the smallest to the others: it is said where they stand only where that is
/// somewhere else.
fn write_term(term: Term, between: &str, out: &mut Statement) {
    let dialect = out.dialect();
    let first_by_itself = term.descending == (dialect == Dialect::Postgres);
    let moved = match term.nulls {
        Nulls::None => None,
        Nulls::First => (!first_by_itself).then_some(" NULLS FIRST"),
        Nulls::Last => first_by_itself.then_some(" NULLS LAST"),
    };
    out.push(between);
    if moved.is_some() && dialect == Dialect::MySql {
        let last = term.nulls == Nulls::Last;
        out.place(ALIAS, term.place).push(if last { " IS NULL, " } else { " IS NOT NULL, " });
    }
    out.place(ALIAS, term.place).push(if term.descending { " DESC" } else { "" });
    if dialect != Dialect::MySql {
        out.push(moved.unwrap_or_default());
    }
}

pub(super) fn write_limit(limit: Option<u64>, offset: Option<u64>, out: &mut Statement) {
    // The others know no OFFSET without a LIMIT.
    let all = (offset.is_some() && out.dialect() != Dialect::Postgres).then_some(MOST_ROWS);
    if let Some(limit) = limit.map(|limit| limit.min(MOST_ROWS)).or(all) {
        // As text: SQLite prepares a statement with a bound limit anew each time, and page sizes are few.
        out.push(" LIMIT ").literal(limit);
    }
    if let Some(offset) = offset {
        out.push(" OFFSET ").value(Sql::Int(i64::try_from(offset).unwrap_or(i64::MAX)));
    }
}

/// Of the queried table alone: PostgreSQL locks no row that an outer join may not find. SQLite has one writer, and no locks.
pub(super) fn write_lock(lock: Option<Lock>, out: &mut Statement) {
    match (lock, out.dialect()) {
        (Some(Lock::ForUpdate), Dialect::Postgres) => {
            out.push(" FOR UPDATE OF ").name(ALIAS);
        }
        (Some(Lock::ForUpdate), Dialect::MySql) => {
            out.push(" FOR UPDATE");
        }
        (Some(Lock::Latest), Dialect::MySql) => {
            out.push(" LOCK IN SHARE MODE");
        }
        _ => {}
    }
}
