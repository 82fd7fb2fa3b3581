//! The dates there are, on MariaDB: one row is asked for of each period in turn, many periods in one statement, and the first
//! row behind them, where the next periods begin. It looks up an index by values, but not by what it computes from the row
//! before, as `walk.rs` wants it. Called by `dates.rs`.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    Condition, DateField, Node, QuerySet,
    rows::Rows,
    select::{ALIAS, Ordering, Table, write_limit, write_order, write_where},
    span::Span,
    sql::Statement,
};
use crate::{
    Result,
    dates::{Period, Unit, Zone},
    db::{Dialect, Executor},
    model::{Model, Nulls, Of, Term},
};

/// Periods in one statement; each costs a tenth of a millisecond, whether there are rows or not.
const AT_ONCE: usize = 64;

impl<M: Model> QuerySet<M> {
    /// The first days of the periods that have rows, in no order.
    pub(super) async fn probe_dates<B>(
        self,
        db: impl Executor,
        field: DateField<B>,
        unit: Unit,
        zone: Zone,
    ) -> Result<Vec<NaiveDate>>
    where
        M: Of<B>,
    {
        let (from, until) = field.limits(&self.rows.filters);
        let mut dates = Vec::new();
        // where to begin, and whether a row is there
        let mut begin = match from {
            Some(at) => Some((field.day(at, zone), false)),
            None => {
                let dated = Condition::<B>::new(Node::IsNull(field.target()).not());
                let first = self.clone().filter(dated).select_date(field, false, db.dialect())?;
                let rows = db.fetch(first).await?;
                rows.first().map(|row| field.read(row, zone)).transpose()?.map(|day| (day, true))
            }
        };
        while let Some((day, found)) = begin.take() {
            let Some(first) = Period::of(unit, day) else {
                // the last year of the calendar is no period, but it may have rows
                dates.extend(unit.first_day(day).filter(|_| found));
                break;
            };
            let periods = std::iter::successors(Some(first), Period::next);
            let periods = periods
                .take_while(|period| until.is_none_or(|until| field.beginning(period.first(), zone) < until));
            let periods: Vec<Period> = periods.take(AT_ONCE).collect();
            let Some(last) = periods.last() else { break };
            let statement = select_each(&self.rows, &Table::of::<M>(), field, &periods, zone)?;
            for row in db.fetch(statement).await? {
                let day = field.read(&row, zone)?;
                if day >= last.end() {
                    begin = Some((day, true));
                } else {
                    dates.extend(unit.first_day(day));
                }
            }
        }
        Ok(dates)
    }
}

/// A row of each period, and one behind them.
fn select_each<B>(
    rows: &Rows,
    table: &Table,
    field: DateField<B>,
    periods: &[Period],
    zone: Zone,
) -> Result<Statement> {
    let mut out = Statement::read(Dialect::MySql, "");
    rows.check(&mut out);
    let term = Term { descending: false, nulls: Nulls::None, ..field.term };
    let spans = periods.iter().map(|period| field.within(period, zone));
    let behind = periods.last().map(|last| field.span(Some(field.beginning(last.end(), zone)), None));
    for (index, span) in spans.chain(behind).enumerate() {
        out.push(if index == 0 { "(SELECT " } else { " UNION ALL (SELECT " }).place(ALIAS, term.place);
        table.from(&mut out);
        write_where(rows.filters.iter().cloned().chain([span.node]).collect(), &mut out);
        write_order(&Ordering { terms: &[term], key: None, reversed: false }, &mut out);
        write_limit(Some(1), None, &mut out);
        out.push(")");
    }
    out.finish()
}

impl<M> DateField<M> {
    /// The limits that the conditions set to the column: the latest beginning and the earliest end.
    fn limits(self, filters: &[Node]) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
        let spans = filters.iter().filter_map(|node| Span::on(node, self.term.place));
        spans.fold((None, None), |(from, until), span| {
            let until = [until, span.until].into_iter().flatten().min();
            (from.max(span.from), until)
        })
    }
}
