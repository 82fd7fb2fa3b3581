//! The dates there are, read by walking the column's index: from a date to the first one behind the end of its period, and
//! so on. A recursive WITH does it in one statement, so that a million rows of ten years cost eleven steps. Called by
//! `dates.rs`; other ways are measured in `docs/design/dates.md`.
//!
//! Where a period ends depends on the time zone, which the databases do not know as this program does. So they are told which
//! offsets the zone has ever had where a period begins, and take the least of the ends. That is never behind the true end. Where
//! it is before it, a date of the same period is found once more, and dropped when it is read.
//!
//! Not MariaDB, which finds no place in an index that it computes for each step: see `probe.rs`.

use super::{
    DateField, Node, QuerySet,
    rows::Rows,
    select::{ALIAS, Ordering, Table, write_limit, write_order},
    span::Span,
    sql::Statement,
};
use crate::{
    Result,
    dates::{Unit, Zone},
    db::Dialect,
    model::{Model, Nulls, Of, Term},
};

impl<M: Model> QuerySet<M> {
    /// The statement that reads a date of each period, and maybe several.
    pub(super) fn select_dates<B>(
        self,
        field: DateField<B>,
        unit: Unit,
        zone: Zone,
        dialect: Dialect,
    ) -> Result<Statement>
    where
        M: Of<B>,
    {
        let term = Term { nulls: Nulls::None, descending: false, ..field.term };
        let utc = [0];
        let offsets = field.uses_datetime().then(|| zone.beginnings(unit));
        let steps =
            Steps { term, unit, offsets: offsets.as_deref().unwrap_or(&utc), timed: field.uses_datetime() };
        steps.write(&self.rows, &Table::of::<M>(), dialect)
    }
}

/// What a walk goes by.
struct Steps<'a> {
    term: Term,
    unit: Unit,
    /// The seconds between UTC and the zone, wherever one of its periods has begun.
    offsets: &'a [i64],
    /// Whether the column holds times.
    timed: bool,
}

impl Steps<'_> {
    fn write(&self, rows: &Rows, table: &Table, dialect: Dialect) -> Result<Statement> {
        let mut out = Statement::read(dialect, "");
        rows.check(&mut out);
        out.push("WITH RECURSIVE d (v) AS (SELECT (");
        self.write_least(rows, table, false, &mut out);
        out.push(") UNION ALL SELECT (");
        self.write_least(rows, table, true, &mut out);
        out.push(") FROM d WHERE d.v IS NOT NULL) SELECT d.v FROM d WHERE d.v IS NOT NULL");
        out.finish()
    }

    /// The least date there is, of all or behind the period of `d.v`.
    fn write_least(&self, rows: &Rows, table: &Table, behind: bool, out: &mut Statement) {
        out.push("SELECT ").place(ALIAS, self.term.place);
        table.from(out);
        out.push(" WHERE ").place(ALIAS, self.term.place);
        if behind {
            out.push(" >= ");
            self.write_end(out);
        } else {
            out.push(" IS NOT NULL");
        }
        if !rows.filters.is_empty() {
            let filters = rows.filters.iter().map(|node| if behind { self.step(node) } else { node.clone() });
            Node::all(filters).write(ALIAS, out.push(" AND "));
        }
        write_order(&Ordering { terms: &[self.term], key: None, reversed: false }, out);
        write_limit(Some(1), None, out);
    }

    /// A condition as it is written for a step: without a lower bound of the column, which `d.v` lies behind already. Of two
    /// lower bounds SQLite goes by any.
    fn step(&self, node: &Node) -> Node {
        match Span::on(node, self.term.place) {
            Some(span) => Span { from: None, ..span.clone() }.node(),
            None => node.clone(),
        }
    }

    /// The end of the period of `d.v`.
    fn write_end(&self, out: &mut Statement) {
        match (out.dialect(), self.timed) {
            (Dialect::Sqlite, false) => {
                out.push("date(substr(d.v, 1, 10)").push(self.modifiers()).push(")");
            }
            (Dialect::Sqlite, true) => {
                // In the form of the text that was read, and behind it: a text is no longer than the shortest of its instant.
                out.push("max(strftime('%Y-%m-%d' || substr(d.v, 11, 1) || '%H:%M', ");
                self.write_ends("min(", out);
                out.push("), d.v || ' ')");
            }
            (Dialect::Postgres, true) => self.write_ends("LEAST(", out),
            (Dialect::Postgres, false) => {
                out.push("CAST(");
                self.write_ends("LEAST(", out);
                out.push(" AS DATE)");
            }
            (Dialect::MySql, _) => {}
        }
    }

    /// The least of the ends, one for each offset.
    fn write_ends(&self, least: &str, out: &mut Statement) {
        let several = self.offsets.len() > 1;
        out.push(if several { least } else { "" });
        for (index, offset) in self.offsets.iter().enumerate() {
            out.push(if index == 0 { "" } else { ", " });
            match out.dialect() {
                Dialect::Sqlite => self.sqlite_end(*offset, out),
                Dialect::Postgres => self.postgres_end(*offset, out),
                Dialect::MySql => {} // it does not walk
            }
        }
        out.push(if several { ")" } else { "" });
    }

    fn modifiers(&self) -> &'static str {
        match self.unit {
            Unit::Year => ", 'start of year', '+1 year'",
            Unit::Month => ", 'start of month', '+1 month'",
            Unit::Week => ", 'start of day', '+1 day', 'weekday 1'",
            Unit::Day => ", 'start of day', '+1 day'",
        }
    }

    /// SQLite reads fewer forms of a text than are read here: it is given the part that all have in common.
    fn sqlite_end(&self, offset: i64, out: &mut Statement) {
        out.push("datetime(substr(d.v, 1, 10) || ' ' || substr(d.v, 12, 5)");
        out.push(&format!(", '{offset:+} seconds'")).push(self.modifiers());
        out.push(&format!(", '{:+} seconds')", -offset));
    }

    fn postgres_end(&self, offset: i64, out: &mut Statement) {
        let unit = match self.unit {
            Unit::Year => "year",
            Unit::Month => "month",
            Unit::Week => "week",
            Unit::Day => "day",
        };
        out.push(&format!("date_trunc('{unit}', CAST(d.v AS TIMESTAMP) + INTERVAL '{offset} seconds')"));
        out.push(&format!(" + INTERVAL '1 {unit}' - INTERVAL '{offset} seconds'"));
    }
}
