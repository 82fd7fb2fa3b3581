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
    rows::Rows,
    sql::{Statement, quote},
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

type Skeletons = RwLock<HashMap<(TypeId, Dialect), Arc<str>>>;

static SKELETONS: LazyLock<Skeletons> = LazyLock::new(Skeletons::default);

/// What a statement needs to know of a model, without its type: see `rows.rs`.
pub(super) struct Table {
    model: TypeId,
    object_name: &'static str,
    name: &'static str,
    key: Term,
    width: usize,
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

    fn skeleton(&self, dialect: Dialect) -> Arc<str> {
        let key = (self.model, dialect);
        let known = SKELETONS.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let made: Arc<str> = self.make_skeleton(dialect).into();
            SKELETONS.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
            made
        })
    }

    fn make_skeleton(&self, dialect: Dialect) -> String {
        let mut shape = Shape::default();
        (self.select)(ALIAS, &mut shape);
        debug_assert_eq!(
            shape.columns.len(),
            self.width,
            "`select` and `WIDTH` of `{}` disagree",
            self.object_name
        );
        let mut sql = String::from("SELECT ");
        for (index, (alias, name)) in shape.columns.iter().enumerate() {
            sql.push_str(if index == 0 { "" } else { ", " });
            qualified(&mut sql, dialect, alias, name);
        }
        self.from(&mut sql, dialect);
        for join in &shape.joins {
            sql.push_str(if join.outer { " LEFT JOIN " } else { " INNER JOIN " });
            quote(&mut sql, dialect, join.table);
            sql.push_str(" AS ");
            quote(&mut sql, dialect, &join.alias);
            sql.push_str(" ON ");
            qualified(&mut sql, dialect, &join.alias, join.column);
            sql.push_str(" = ");
            qualified(&mut sql, dialect, &join.from_alias, join.from_column);
        }
        sql
    }

    fn from(&self, sql: &mut String, dialect: Dialect) {
        sql.push_str(" FROM ");
        quote(sql, dialect, self.name);
        sql.push_str(" AS ");
        quote(sql, dialect, ALIAS);
    }
}

fn qualified(sql: &mut String, dialect: Dialect, alias: &str, name: &str) {
    quote(sql, dialect, alias);
    sql.push('.');
    quote(sql, dialect, name);
}

impl<M: Model> QuerySet<M> {
    /// The statement that reads the rows.
    pub(super) fn select(mut self, dialect: Dialect) -> Result<Statement> {
        if self.rows.ordering.is_none() && !M::ORDERING.is_empty() {
            self.rows.ordering = Some(terms(M::ORDERING));
        }
        self.rows.select(&Table::of::<M>(), dialect)
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
    fn select(self, table: &Table, dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, &table.skeleton(dialect));
        self.check(&mut out);
        let terms = self.ordering.unwrap_or_default();
        let order = Ordering { terms: &terms, key: self.keyed.then_some(table.key), reversed: self.reversed };
        write_where(self.filters, &mut out);
        write_order(&order, &mut out);
        write_limit(self.limit, self.offset, &mut out);
        out.finish()
    }

    fn select_count(self, table: &Table, dialect: Dialect) -> Result<Statement> {
        let sliced = self.is_sliced();
        let text = if sliced { "SELECT COUNT(*) FROM (SELECT 1 AS one" } else { "SELECT COUNT(*)" };
        let mut out = Statement::read(dialect, text);
        self.check(&mut out);
        table.from(&mut out.sql, dialect);
        write_where(self.filters, &mut out);
        if sliced {
            write_limit(self.limit, self.offset, &mut out);
            out.push(") AS s");
        }
        out.finish()
    }

    fn select_exists(mut self, table: &Table, dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, "SELECT 1");
        self.check(&mut out);
        table.from(&mut out.sql, dialect);
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

struct Ordering<'a> {
    terms: &'a [Term],
    /// The primary key, where the order must leave no ties.
    key: Option<Term>,
    reversed: bool,
}

fn write_order(order: &Ordering<'_>, out: &mut Statement) {
    let mut between = " ORDER BY ";
    let mut write = |term: Term| {
        write_term(if order.reversed { term.reversed() } else { term }, between, out);
        between = ", ";
    };
    order.terms.iter().copied().for_each(&mut write);
    // A page is stable only when the order leaves no ties.
    if let Some(key) = order.key
        && !order.terms.iter().any(|term| term.place.is(key.place))
    {
        let descending = order.terms.last().is_some_and(|term| term.descending);
        write(if descending { key.reversed() } else { key });
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

fn write_limit(limit: Option<u64>, offset: Option<u64>, out: &mut Statement) {
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
