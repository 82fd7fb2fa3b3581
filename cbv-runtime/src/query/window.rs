//! The SELECT of one page. Called by `exact.rs`, `uncounted.rs` and `keyset.rs`.
//!
//! The page's primary keys are looked up first, in an inner SELECT that an index can answer alone; only their rows are then
//! read and joined. So a page deep in a list does not join the rows before it. Behind the middle the same keys are found from
//! the end. Neither changes which rows a page has: joins drop and repeat none (`select.rs`), and the order leaves no ties.

use super::{
    Node,
    rows::Rows,
    select::{ALIAS, Ordering, Table, write_limit, write_lock, write_order, write_where},
    sql::Statement,
};
use crate::{Result, db::Dialect, value::Sql};

/// Which of the rows, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// How many rows lie before them, or behind them when they are looked up from the end.
    pub(super) offset: u64,
    pub(super) limit: u64,
    pub(super) from_end: bool,
}

/// What is read beside the columns of each row, from the same state of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carry {
    Nothing,
    /// The state itself: PostgreSQL's snapshot.
    State,
    /// How many rows the list has; and the state, where it is said.
    Count {
        state: bool,
    },
}

impl Rows {
    /// The statement that reads the rows of a window, in the list's order with the primary key behind it. A list with limits
    /// of its own is not read from the end.
    pub(super) fn select_window(
        self,
        table: &Table,
        dialect: Dialect,
        window: Window,
        carry: Carry,
    ) -> Result<Statement> {
        let skeleton = table.skeleton(dialect);
        let mut out = Statement::read(dialect, "SELECT ");
        self.check(&mut out);
        skeleton.write_columns(&mut out);
        write_carried(&self, table, carry, &mut out);
        let Self { filters, ordering, reversed, mut limit, mut offset, lock, .. } = self;
        let terms = ordering.unwrap_or_default();
        if window.from_end {
            (limit, offset) = (Some(window.limit), Some(window.offset));
        } else {
            slice(&mut limit, &mut offset, window);
        }
        let mut order =
            Ordering { terms: &terms, key: Some(table.key), reversed: reversed != window.from_end };
        if skeleton.joins.is_empty() && !window.from_end && offset.is_none() {
            out.push(&skeleton.from);
            write_where(filters, &mut out);
            write_order(&order, &mut out);
            write_limit(limit, offset, &mut out);
            write_lock(lock, &mut out);
            return out.finish();
        }
        let plain = filters.is_empty();
        write_keys(filters, table, &mut out, |out| {
            write_order(&order, out);
            match offset {
                Some(offset) if plain && dialect == Dialect::Postgres => write_one_plan(limit, offset, out),
                offset => write_limit(limit, offset, out),
            }
        });
        out.push(&skeleton.joins);
        order.reversed = reversed;
        write_order(&order, &mut out);
        write_lock(lock, &mut out);
        out.finish()
    }
}

/// The same as `LIMIT .. OFFSET $1`, so that PostgreSQL plans the statement once and not for each offset, which takes longer
/// than to run it: the offset's value does not enter the plan. With conditions it should, because then the plan for few
/// rows may be another one than that for many.
fn write_one_plan(limit: Option<u64>, offset: u64, out: &mut Statement) {
    write_limit(limit, None, out);
    out.push(" OFFSET (SELECT ").value(Sql::Int(i64::try_from(offset).unwrap_or(i64::MAX))).push("::bigint)");
}

/// At most `window.limit` rows from its offset on, of those that the limits leave.
fn slice(limit: &mut Option<u64>, offset: &mut Option<u64>, window: Window) {
    let start = window.offset;
    *limit = Some(limit.map_or(window.limit, |limit| limit.saturating_sub(start).min(window.limit)));
    // the first page has a statement of its own: it skips nothing, and the databases know
    *offset = offset.map(|offset| offset.saturating_add(start)).or((start > 0).then_some(start));
}

/// ` FROM (SELECT key ..) AS p INNER JOIN table AS t ON t.key = p.key`; `tail` ends the inner SELECT.
pub(super) fn write_keys(
    filters: Vec<Node>,
    table: &Table,
    out: &mut Statement,
    tail: impl FnOnce(&mut Statement),
) {
    let key = table.key.place.name;
    out.push(" FROM (SELECT ").column(ALIAS, key);
    table.from(out);
    write_where(filters, out);
    tail(out);
    out.push(") AS p INNER JOIN ").table(table.name).push(" AS ").name(ALIAS);
    out.push(" ON ").column(ALIAS, key).push(" = ").column("p", key);
}

/// Further columns of each row, behind the model's.
fn write_carried(rows: &Rows, table: &Table, carry: Carry, out: &mut Statement) {
    match carry {
        Carry::Nothing => {}
        Carry::State => write_state(table, false, out),
        Carry::Count { state } => {
            out.push(", (");
            rows.clone().write_count(table, out);
            out.push(")");
            if state {
                write_state(table, true, out);
            }
        }
    }
}

/// The state of a PostgreSQL server: equal ones see the same rows, because nothing was committed in between. NULL where that
/// is not so: a standby does not list what runs on the other server. When it is `first` asked of a table, also where the
/// rows depend on more than the state: on who asks (row-level security), on the time (a view), on another server.
fn write_state(table: &Table, first: bool, out: &mut Statement) {
    let mut name = Statement::read(out.dialect(), "");
    name.table(table.name);
    let name = format!("'{}'::regclass::oid", name.sql().replace('\'', "''"));
    out.push(", CASE WHEN pg_is_in_recovery()");
    if first {
        out.push(" OR NOT EXISTS (SELECT 1 FROM pg_class WHERE oid = ").push(&name);
        out.push(" AND relkind IN ('r', 'm') AND NOT relrowsecurity AND NOT relhassubclass)");
    }
    out.push(" THEN NULL ELSE pg_current_snapshot()::text || ' ' || ").push(&name).push(" END");
}

/// Asks a PostgreSQL server whether it is one: others that speak its language may mean something else by a snapshot.
pub(super) fn says_state(dialect: Dialect) -> Result<Statement> {
    let text =
        "SELECT version() ~ '^PostgreSQL [0-9.]+ ' AND to_regprocedure('pg_current_snapshot()') IS NOT NULL";
    Statement::read(dialect, text).finish()
}
