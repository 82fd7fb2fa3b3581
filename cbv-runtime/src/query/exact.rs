//! A page of a list whose rows are all counted. Called by `paginate.rs`.
//!
//! The page's SELECT carries the count along, so that both are of one state of the database and cost one trip. What was
//! counted before is remembered (`db/memory.rs`), for two things. It says on which side of the middle a page lies; should it
//! be outdated, the carried count shows that, and the page is read again. And PostgreSQL, which counts by looking at every
//! row, says in which state it is: while that is the same, the rows are not counted anew.

use super::{
    paginate::{Found, List, outside},
    window::{Carry, Window, says_state},
};
use crate::{
    Result,
    db::{Conn, Counted, Dialect, Executor as _, Memory, Row},
    model::{Column, Meta},
    page::PageNumber,
    value::Field,
};

/// How often a page is read again because the rows had changed meanwhile, before they are counted first and read then.
const TRIES: usize = 3;

/// A page that was read, with what it carried.
struct Read {
    rows: Vec<Row>,
    count: u64,
}

/// What is known of a list's count, and where it is remembered.
struct Knowledge {
    memory: std::sync::Arc<Memory>,
    /// `None` inside a transaction, which may see rows that nobody else sees.
    key: Option<String>,
    counted: Option<Counted>,
    says_state: bool,
}

impl List {
    /// The page that `text` asks for.
    pub(super) async fn exact(&self, conn: &Conn, text: &str) -> Result<Found> {
        let mut knowledge = self.knowledge(conn).await?;
        if let Ok(asked) = PageNumber::parse(text) {
            for tried in 0..TRIES {
                let known = knowledge.counted.as_ref().map(|counted| counted.rows);
                // where a page begins, counted from the start, no other row can change
                let from_end = tried == 0;
                let Some((number, window)) = self.window(asked, known, from_end) else { break };
                match self.read(conn, window, &mut knowledge).await? {
                    Some(read) => {
                        if let Some(found) = self.cut(asked, number, window, known, read) {
                            return Ok(found);
                        }
                    }
                    None => break,
                }
            }
        }
        let count = self.count(conn).await?;
        if knowledge.counted.is_none() {
            knowledge.learn(Counted { rows: count, state: None, busy: false });
        }
        self.counted(conn, text, count).await
    }

    /// The page that `text` asks for, of a list that has so many rows.
    pub(super) async fn counted(&self, conn: &Conn, text: &str, count: u64) -> Result<Found> {
        let paginator = self.paging.exactly(count);
        if count == 0 && paginator.num_pages() == 0 {
            return Ok(Found::Empty);
        }
        let number = match paginator.requested(text) {
            Ok(number) => number,
            Err(refused) => match outside(&self.paging, &paginator, &refused) {
                Some(number) => number,
                None => return Ok(Found::NoSuchPage(refused)),
            },
        };
        let bounds = paginator.bounds(number).unwrap_or(0..0); // the number is one of the paginator's
        let mut rows = Vec::new();
        if !bounds.is_empty() {
            let window = Window { offset: bounds.start, limit: self.paging.most_rows(), from_end: false };
            rows = conn.fetch(self.select(conn, window, Carry::Nothing)?).await?;
        }
        rows.truncate(length(&bounds));
        Ok(Found::Page { rows, number, paginator })
    }

    /// What is remembered of the list's count.
    async fn knowledge(&self, conn: &Conn) -> Result<Knowledge> {
        let memory = conn.database().memory();
        if conn.is_atomic().await {
            return Ok(Knowledge { memory, key: None, counted: None, says_state: false });
        }
        let statement = self.rows.clone().select_count(&self.table, conn.dialect())?;
        let says_state = statement.repeatable && self.says_state(conn, &memory).await?;
        let key = format!("{}{:?}", statement.sql(), statement.values());
        let counted = memory.counted(&key);
        Ok(Knowledge { memory, key: Some(key), counted, says_state })
    }

    /// Whether the database says its state; it is asked once.
    async fn says_state(&self, conn: &Conn, memory: &Memory) -> Result<bool> {
        if conn.dialect() != Dialect::Postgres {
            return Ok(false);
        }
        if let Some(says) = memory.says_state() {
            return Ok(says);
        }
        let rows = conn.fetch(says_state(Dialect::Postgres)?).await?;
        let says = rows.first().is_some_and(|row| bool::get(row, 0, &SAYS).unwrap_or(false));
        memory.set_says_state(says);
        Ok(says)
    }

    /// Where the rows of a page lie, if the list has `known` rows; `None` when only a count can say it.
    fn window(&self, asked: PageNumber, known: Option<u64>, from_end: bool) -> Option<(u64, Window)> {
        let limit = self.paging.most_rows();
        let Some(count) = known else {
            let PageNumber::Number(number) = asked else { return None };
            let offset = number.checked_sub(1)?.checked_mul(self.paging.per_page().get().into())?;
            return (i64::try_from(offset).is_ok())
                .then_some((number, Window { offset, limit, from_end: false }));
        };
        let paginator = self.paging.exactly(count);
        let number = asked.resolve(&paginator).ok()?;
        let bounds = paginator.bounds(number).ok()?;
        if from_end && bounds.start > count / 2 && !self.rows.is_sliced() {
            return Some((number, Window { offset: count - bounds.end, limit, from_end: true }));
        }
        Some((number, Window { offset: bounds.start, limit, from_end: false }))
    }

    /// Reads a window and the count of the same moment; `None` where no row is there to carry it, or where the state that the
    /// count was remembered for is over: the next try counts.
    async fn read(&self, conn: &Conn, window: Window, known: &mut Knowledge) -> Result<Option<Read>> {
        let remembered = known.counted.as_ref().filter(|counted| known.says_state && !counted.busy);
        if let Some(Counted { rows: count, state: Some(state), .. }) = remembered {
            let rows = conn.fetch(self.select(conn, window, Carry::State)?).await?;
            let Some(last) = rows.last() else { return Ok(None) };
            if self.state(last, 0)?.as_ref() == Some(state) {
                return Ok(Some(Read { rows, count: *count }));
            }
        }
        let rows = conn.fetch(self.select(conn, window, Carry::Count { state: known.says_state })?).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        let count = i64::get(last, self.table.width, &COUNT)?.unsigned_abs();
        let state = if known.says_state { self.state(last, 1)? } else { None };
        known.learn(Counted { rows: count, state, busy: false });
        Ok(Some(Read { rows, count }))
    }

    /// The state that a row carries, behind so many other things that it carries.
    fn state(&self, row: &Row, behind: usize) -> Result<Option<String>> {
        Option::<String>::get(row, self.table.width + behind, &STATE)
    }

    /// The page, when the window was the right one for the count.
    fn cut(
        &self,
        asked: PageNumber,
        number: u64,
        window: Window,
        known: Option<u64>,
        read: Read,
    ) -> Option<Found> {
        let Read { mut rows, count } = read;
        let paginator = self.paging.exactly(count);
        if asked.resolve(&paginator).ok()? != number || window.from_end && known != Some(count) {
            return None;
        }
        let length = length(&paginator.bounds(number).ok()?);
        if window.from_end {
            rows.drain(..rows.len().saturating_sub(length));
        }
        rows.truncate(length);
        Some(Found::Page { rows, number, paginator })
    }
}

impl Knowledge {
    fn learn(&mut self, mut counted: Counted) {
        if let Some(before) = &self.counted {
            counted.busy = before.state.is_some() && before.state != counted.state;
        }
        if let Some(key) = &self.key {
            self.memory.remember(key.clone(), counted.clone());
        }
        self.counted = Some(counted);
    }
}

/// The number of rows, as large as memory can be.
fn length(bounds: &std::ops::Range<u64>) -> usize {
    usize::try_from(bounds.end - bounds.start).unwrap_or(usize::MAX)
}

static COUNT: Meta = *Column::<(), i64>::new("count").meta();
static STATE: Meta = *Column::<(), String>::new("state").meta();
static SAYS: Meta = *Column::<(), bool>::new("says_state").meta();
