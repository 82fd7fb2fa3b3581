//! From one instant or day up to, and without, another: what is asked of a column of dates, so that the column's index serves
//! it. Made by `period.rs` and `dates.rs`; written here, since SQLite's dates are texts.
//!
//! A text of SQLite is compared as text, so the bounds are texts that stand before all texts of later instants, in whichever
//! of the listed forms ([`DateTimeForm`](crate::value::DateTimeForm)) a column holds them. At midnight the date alone is such
//! a text: `2026-11-21` stands before `2026-11-21 00:00` and `2026-11-21T00:00:00Z`. At another time of day the letter between
//! date and time decides first, so that each of the three has a bound of its own. An offset other than UTC's is beyond that:
//! such texts do not sort by time, in these conditions as in all others.

use chrono::{Datelike as _, NaiveDateTime, NaiveTime, Timelike as _};

use super::{
    condition::{Node, Operator, Target},
    expression::Expr,
    sql::Statement,
};
use crate::{
    db::Dialect,
    model::{Meta, Place},
    value::{Kind, Sql},
};

/// What may stand between a date and a time, in the order in which they sort.
const SEPARATORS: [&str; 3] = [" ", "T", "t"];

/// A condition on a column of dates, or of dates and times. The bounds are UTC, and whole seconds; of dates only the date
/// counts.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(super) target: Target,
    pub(super) kind: Kind,
    pub(super) meta: Meta,
    pub(super) from: Option<NaiveDateTime>,
    pub(super) until: Option<NaiveDateTime>,
}

impl Span {
    pub(super) fn node(self) -> Node {
        Node::Span(Box::new(self))
    }

    /// The range of the same column behind another condition.
    pub(super) fn like<'n>(&self, node: &'n mut Node) -> Option<&'n mut Self> {
        let Expr::Column(column) = self.target.expr else { return None };
        match node {
            Node::Span(span) if matches!(span.target.expr, Expr::Column(place) if place.is(column)) => {
                Some(span)
            }
            _ => None,
        }
    }

    /// What lies in both.
    pub(super) fn narrow(&mut self, other: &Self) {
        self.from = self.from.max(other.from);
        self.until = [self.until, other.until].into_iter().flatten().min();
    }

    /// The one behind a condition on that column.
    pub(super) fn on(node: &Node, column: Place) -> Option<&Self> {
        match node {
            Node::Span(span) if matches!(span.target.expr, Expr::Column(place) if place.is(column)) => {
                Some(span)
            }
            _ => None,
        }
    }

    pub(super) fn write(&self, alias: &str, out: &mut Statement) {
        let dialect = out.dialect();
        let from = self.from.map(|at| self.bounds(Operator::Ge, at, dialect));
        let until = self.until.map(|at| self.bounds(Operator::Lt, at, dialect));
        Node::all(from.into_iter().chain(until).flatten()).write(alias, out);
    }

    /// The comparisons with one end, the one that an index serves first.
    fn bounds(&self, operator: Operator, at: NaiveDateTime, dialect: Dialect) -> Vec<Node> {
        let compare = |value| Node::Compare(self.target.clone(), operator, value);
        match self.kind {
            Kind::Date => vec![compare(Sql::Date(at.date()))],
            // what no text can be is known by its date
            _ if dialect == Dialect::Sqlite
                && (at.time() == NaiveTime::MIN || !(1..=9999).contains(&at.year())) =>
            {
                vec![compare(Sql::Date(at.date()))]
            }
            _ if dialect == Dialect::Sqlite => self.texts(operator, at),
            Kind::Utc => vec![compare(Sql::Utc(at.and_utc(), self.meta.datetime))],
            _ => vec![compare(Sql::DateTime(at, self.meta.datetime))],
        }
    }

    /// Between the first and the last of the three bounds lie, of each form, texts of the wrong side.
    fn texts(&self, operator: Operator, at: NaiveDateTime) -> Vec<Node> {
        let text = |separator: &str| text(at, separator);
        let compare = |operator, value| Node::Compare(self.target.clone(), operator, value);
        let between = |from: Sql, until: Sql| {
            Node::all([compare(Operator::Ge, from), compare(Operator::Lt, until)]).not()
        };
        let day = |separator: &str| Sql::Text(format!("{}{separator}", at.format("%Y-%m-%d")));
        let [first, second, third] = SEPARATORS;
        if operator == Operator::Ge {
            return vec![
                compare(operator, text(first)),
                between(day(second), text(second)),
                between(day(third), text(third)),
            ];
        }
        vec![
            compare(operator, text(third)),
            between(text(first), day(second)),
            between(text(second), day(third)),
        ]
    }
}

/// The shortest text of an instant: one with more digits stands behind it.
fn text(at: NaiveDateTime, separator: &str) -> Sql {
    let time = if at.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    Sql::Text(format!("{}{separator}{}", at.format("%Y-%m-%d"), at.format(time)))
}
