//! The SELECT of a queryset. Its skeleton (columns, FROM, JOIN) is made once for each model and dialect; conditions, order
//! and limit are written behind it for each query. Called by `QuerySet`.

use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use super::{
    Node, QuerySet,
    sql::{Statement, quote},
};
use crate::{
    db::Dialect,
    model::{Model, Order, Shape},
    value::Sql,
};

/// What the queried table is called in a statement.
pub(super) const ALIAS: &str = "t";

type Skeletons = RwLock<HashMap<(TypeId, Dialect), Arc<str>>>;

static SKELETONS: LazyLock<Skeletons> = LazyLock::new(Skeletons::default);

fn skeleton<M: Model>(dialect: Dialect) -> Arc<str> {
    let key = (TypeId::of::<M>(), dialect);
    let known = SKELETONS.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    known.unwrap_or_else(|| {
        let made: Arc<str> = make_skeleton::<M>(dialect).into();
        SKELETONS.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        made
    })
}

fn make_skeleton<M: Model>(dialect: Dialect) -> String {
    let mut shape = Shape::default();
    M::select(ALIAS, &mut shape);
    debug_assert_eq!(shape.columns.len(), M::WIDTH, "`select` and `WIDTH` of `{}` disagree", M::OBJECT_NAME);
    let mut sql = String::from("SELECT ");
    for (index, (alias, name)) in shape.columns.iter().enumerate() {
        sql.push_str(if index == 0 { "" } else { ", " });
        qualified(&mut sql, dialect, alias, name);
    }
    from::<M>(&mut sql, dialect);
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

fn qualified(sql: &mut String, dialect: Dialect, alias: &str, name: &str) {
    quote(sql, dialect, alias);
    sql.push('.');
    quote(sql, dialect, name);
}

fn from<M: Model>(sql: &mut String, dialect: Dialect) {
    sql.push_str(" FROM ");
    quote(sql, dialect, M::TABLE);
    sql.push_str(" AS ");
    quote(sql, dialect, ALIAS);
}

impl<M: Model> QuerySet<M> {
    /// The statement that reads the rows.
    pub(super) fn select(self, dialect: Dialect) -> Statement {
        let mut out = Statement::read(dialect, &skeleton::<M>(dialect));
        write_where(self.filters, &mut out);
        write_order::<M>(self.ordering.as_deref().unwrap_or(M::ORDERING), self.keyed, &mut out);
        write_limit(self.limit, self.offset, &mut out);
        out
    }

    /// The statement that counts the rows, without joins.
    pub(super) fn select_count(self, dialect: Dialect) -> Statement {
        let sliced = self.limit.is_some() || self.offset > 0;
        let mut out = Statement::read(
            dialect,
            if sliced { "SELECT COUNT(*) FROM (SELECT 1 AS one" } else { "SELECT COUNT(*)" },
        );
        from::<M>(&mut out.sql, dialect);
        write_where(self.filters, &mut out);
        if sliced {
            write_limit(self.limit, self.offset, &mut out);
            out.push(") AS s");
        }
        out
    }

    /// The statement that reads one row's number one when there is a row.
    pub(super) fn select_exists(self, dialect: Dialect) -> Statement {
        let mut out = Statement::read(dialect, "SELECT 1");
        from::<M>(&mut out.sql, dialect);
        write_where(self.filters, &mut out);
        write_limit(Some(self.limit.map_or(1, |limit| limit.min(1))), self.offset, &mut out);
        out
    }
}

/// ` WHERE ..`, nothing without conditions.
pub(super) fn write_where(filters: Vec<Node>, out: &mut Statement) {
    let node = match <[Node; 1]>::try_from(filters) {
        Ok([node]) => node,
        Err(filters) if filters.is_empty() => return,
        Err(filters) => Node::All(filters),
    };
    out.push(" WHERE ");
    node.write(ALIAS, out);
}

fn write_order<M: Model>(ordering: &[Order<M>], keyed: bool, out: &mut Statement) {
    let mut between = " ORDER BY ";
    for order in ordering {
        write_term(order.column, order.descending, between, out);
        between = ", ";
    }
    // A page is stable only when the order leaves no ties.
    if keyed && !ordering.iter().any(|order| order.column == M::PK.name()) {
        let descending = ordering.last().is_some_and(|order| order.descending);
        write_term(M::PK.name(), descending, between, out);
    }
}

fn write_term(column: &str, descending: bool, between: &str, out: &mut Statement) {
    out.push(between).column(ALIAS, column).push(if descending { " DESC" } else { "" });
}

fn write_limit(limit: Option<u64>, offset: u64, out: &mut Statement) {
    if limit.is_none() && offset == 0 {
        return;
    }
    // A page size is known while compiling, so it is text: SQLite prepares a statement with a bound limit anew each time.
    out.push(" LIMIT ").literal(limit.unwrap_or(i64::MAX as u64));
    out.push(" OFFSET ").value(Sql::Int(i64::try_from(offset).unwrap_or(i64::MAX)));
}
