//! A page of a list of which nobody knows how many rows it has: because they are not counted, counted up to a limit, or
//! estimated. Called by `paginate.rs`.
//!
//! One row more than a page can have is read, so that it is known whether a page follows; behind the last one the number of
//! rows is known after all.

use super::{
    paginate::{Found, List, outside},
    window::{Carry, Window},
};
use crate::{
    Result,
    db::{Conn, Dialect, Executor as _},
    model::{Column, Meta},
    page::{Count, EmptyReason, InvalidPage, NoSuchPage, Overflow, PageNumber, Total},
    value::Field,
};

/// Below this an estimate is not worth its name: so many rows are counted.
const FEW: u64 = 10_000;

impl List {
    /// The page that `text` asks for, counted as the list says.
    pub(crate) async fn find(&self, conn: &Conn, text: &str) -> Result<Found> {
        match self.paging.counting() {
            Count::Exact => self.exact(conn, text).await,
            Count::Capped(most) => match self.count_up_to(conn, most.saturating_add(1)).await? {
                count if count <= most => self.counted(conn, text, count).await,
                count => self.open(conn, text, Total::MoreThan(most), count).await,
            },
            // which page is the last, an estimate does not say
            Count::Estimated if text != "last" && self.paging.outside() != Overflow::Last => {
                match self.estimate(conn).await? {
                    Some(rows) => self.open(conn, text, Total::About(rows), rows).await,
                    None => self.exact(conn, text).await,
                }
            }
            Count::Estimated => self.exact(conn, text).await,
            Count::None => self.open(conn, text, Total::Unknown, 0).await,
        }
    }

    /// The page that `text` asks for, of a list that has `known` rows or more, or about so many.
    async fn open(&self, conn: &Conn, text: &str, total: Total, known: u64) -> Result<Found> {
        let paginator = self.paging.paginator(total, known);
        let refused = match PageNumber::parse(text) {
            Ok(PageNumber::Last) if total == Total::Unknown => no_last_page(text),
            Ok(PageNumber::Last) => return self.read_on(conn, paginator.num_pages(), total, known).await,
            Ok(PageNumber::Number(number)) => match self.read_on(conn, number, total, known).await? {
                Found::NoSuchPage(refused) => refused,
                found => return Ok(found),
            },
            Err(source) => NoSuchPage { requested: text.to_owned(), source },
        };
        match outside(&self.paging, &paginator, &refused) {
            Some(number) => self.read_on(conn, number, total, known).await,
            None => Ok(Found::NoSuchPage(refused)),
        }
    }

    /// Page `number`, whether or not it was counted.
    async fn read_on(&self, conn: &Conn, number: u64, total: Total, known: u64) -> Result<Found> {
        let (per_page, most) = (u64::from(self.paging.per_page().get()), self.paging.most_rows());
        let start = number.checked_sub(1).and_then(|before| before.checked_mul(per_page));
        let Some(offset) = start.filter(|start| i64::try_from(*start).is_ok()) else {
            return Ok(Found::NoSuchPage(no_page(number)));
        };
        let window = Window { offset, limit: most + 1, from_end: false };
        let mut rows = conn.fetch(self.select(conn, window, Carry::Nothing)?).await?;
        let read = rows.len() as u64;
        // what is left over after the page before belongs to that
        if number > 1 && read <= most - per_page {
            return Ok(Found::NoSuchPage(no_page(number)));
        }
        if read <= most {
            let paginator = self.paging.exactly(offset + read);
            let empty = paginator.num_pages() == 0;
            return Ok(if empty { Found::Empty } else { Found::Page { rows, number, paginator } });
        }
        rows.truncate(usize::try_from(per_page).unwrap_or(usize::MAX));
        Ok(Found::Page { rows, number, paginator: self.paging.paginator(total, known.max(offset + read)) })
    }

    /// Counts the rows, but not beyond `most`.
    async fn count_up_to(&self, conn: &Conn, most: u64) -> Result<u64> {
        let mut rows = self.rows.clone();
        rows.slice(0, most);
        let statement = rows.select_count(&self.table, conn.dialect())?;
        super::queryset::counted(&conn.fetch(statement).await?)
    }

    /// The database's own estimate of the table's rows; `None` where it has none, or where counting is right.
    async fn estimate(&self, conn: &Conn) -> Result<Option<u64>> {
        static ESTIMATE: Meta = *Column::<(), i64>::new("estimate").meta();
        if conn.dialect() == Dialect::Sqlite || !self.rows.filters.is_empty() || self.rows.is_sliced() {
            return Ok(None);
        }
        let rows = conn.fetch(self.table.estimate(conn.dialect())?).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let rows = Option::<i64>::get(row, 0, &ESTIMATE)?.unwrap_or(0);
        Ok(u64::try_from(rows).ok().filter(|rows| *rows >= FEW))
    }
}

/// Where nobody counts, nobody knows the last page; the text is then one that is no number.
fn no_last_page(text: &str) -> NoSuchPage {
    let message = crate::page::ErrorMessages::ENGLISH.invalid_page;
    NoSuchPage { requested: text.to_owned(), source: InvalidPage::PageNotAnInteger { message } }
}

fn no_page(number: u64) -> NoSuchPage {
    let messages = crate::page::ErrorMessages::ENGLISH;
    let (reason, message) = match number {
        0 => (EmptyReason::MinPage, messages.min_page),
        _ => (EmptyReason::NoResults, messages.no_results),
    };
    NoSuchPage { requested: number.to_string(), source: InvalidPage::EmptyPage { reason, message } }
}
