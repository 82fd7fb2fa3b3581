//! What a queryset knows, without the type of its model: `QuerySet` is this and the type. All that does not need the type
//! stands here and in `select.rs`, so that it is compiled once and not for each model.

use super::{Node, span::Span};
use crate::model::{Nulls, Term};

/// Which rows of a table, in which order, how many.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) filters: Vec<Node>,
    pub(super) ordering: Option<Vec<Term>>,
    pub(super) reversed: bool,
    pub(super) limit: Option<u64>,
    pub(super) offset: Option<u64>,
    pub(super) keyed: bool,
    pub(super) default_order: bool,
    pub(super) lock: Option<Lock>,
    pub(super) fault: Option<&'static str>,
}

/// What reading does to the rows for other transactions.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lock {
    /// Nobody else changes them until this transaction ends.
    ForUpdate,
    /// They are read as they are, not as they were when the transaction began: MariaDB's way to see what has just been
    /// inserted.
    Latest,
}

impl Rows {
    /// All rows, in the model's order.
    pub(super) const ALL: Self = Self {
        filters: Vec::new(),
        ordering: None,
        reversed: false,
        limit: None,
        offset: None,
        keyed: false,
        default_order: true,
        lock: None,
        fault: None,
    };

    pub(super) fn filter(&mut self, condition: Node) {
        self.refuse_sliced("a queryset with a limit or an offset was filtered: filter it before");
        match condition {
            Node::All(nodes) => nodes.into_iter().for_each(|node| self.push(node)),
            node => self.push(node),
        }
        self.settle();
    }

    /// Two ranges of one column of dates are one: each row is compared with each bound.
    fn push(&mut self, node: Node) {
        if let Node::Span(span) = &node
            && let Some(known) = self.filters.iter_mut().find_map(|known| span.like(known))
        {
            known.narrow(span);
        } else {
            self.filters.push(node);
        }
    }

    pub(super) fn order_by(&mut self, ordering: Vec<Term>) {
        self.refuse_sliced("a queryset with a limit or an offset was ordered: order it before");
        self.ordering = Some(ordering);
        self.reversed = false;
        self.default_order = false;
        self.settle();
    }

    /// Where a condition leaves no NULLs of a column of dates, its order says nothing of them: PostgreSQL's index then has
    /// that order.
    pub(super) fn settle(&mut self) {
        for term in self.ordering.iter_mut().flatten() {
            if term.nulls != Nulls::None
                && self.filters.iter().any(|node| Span::on(node, term.place).is_some())
            {
                term.nulls = Nulls::None;
            }
        }
    }

    pub(super) fn reverse(&mut self) {
        self.refuse_sliced("a queryset with a limit or an offset was reversed: reverse it before");
        self.reversed = !self.reversed;
    }

    /// At most `length` rows from the row `start` of those that the limits leave.
    pub(super) fn slice(&mut self, start: u64, length: u64) {
        self.limit = Some(self.limit.map_or(length, |limit| limit.saturating_sub(start).min(length)));
        self.offset = self.offset.map(|offset| offset.saturating_add(start)).or((start > 0).then_some(start));
    }

    pub(super) fn is_sliced(&self) -> bool {
        self.limit.is_some() || self.offset.is_some()
    }

    pub(super) fn refuse_sliced(&mut self, reason: &'static str) {
        if self.is_sliced() {
            self.fault.get_or_insert(reason);
        }
    }
}
