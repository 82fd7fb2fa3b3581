//! Views of rows by their date: the archives of a weblog, and a detail that is found by its day. What a period is and how URLs
//! write it stands in `crate::dates`, which rows lie in it in `query/dates.rs`; here is what the views do with both.
//!
//! | file | what it holds |
//! |---|---|
//! | `list.rs` | the six archives: [`DateListView`](list::DateListView), the attributes and the defaults of the hooks |
//! | `archive.rs` | their hooks, and the way of a request |
//! | `detail.rs` | [`DateDetailView`](detail::DateDetailView): what a detail by its date adds to a detail |
//! | `parts.rs` | the parts of a date, as the view, the path or the query says them |
//! | `settings.rs` | what a route may set |

pub mod archive;
pub mod detail;
pub mod list;
mod parts;
mod settings;

use std::ops::Deref;

use chrono::NaiveDate;

use list::DateListView;
pub(super) use settings::DateSet;

use crate::{
    Result,
    dates::{Period, Unit},
    page::Page,
    private::{Json, ToJson, list_data},
    query::QuerySet,
    request::Request,
};

/// Which of the archives a view is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArchiveKind {
    /// All rows, the latest first, and the years there are.
    Index,
    /// The months of a year, and its rows where they are wanted.
    Year,
    /// The rows of a month, and its days.
    Month,
    /// The rows of a week.
    Week,
    /// The rows of a day.
    Day,
    /// The rows of today.
    Today,
}

impl ArchiveKind {
    /// How long the dates are that it lists; `None` for an archive that lists no dates.
    pub const fn date_list_period(self) -> Option<Unit> {
        match self {
            Self::Index => Some(Unit::Year),
            Self::Year => Some(Unit::Month),
            Self::Month => Some(Unit::Day),
            Self::Week | Self::Day | Self::Today => None,
        }
    }

    /// The name of its period in a template.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Index => None,
            Self::Year => Some("year"),
            Self::Month => Some("month"),
            Self::Week => Some("week"),
            Self::Day | Self::Today => Some("day"),
        }
    }
}

/// What an archive shows: a page of rows, which it dereferences to, and the dates around them. `get_context_data` gets one.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Archive<M> {
    /// The rows; none for a year without `make_object_list`.
    pub page: Page<M>,
    /// The first days of the years, months or days that have rows; empty for archives that list no dates.
    pub date_list: Vec<NaiveDate>,
    /// The period of the rows; `None` for the index.
    pub period: Option<Period>,
    /// Its first day; today for the index.
    pub date: NaiveDate,
    /// The first day of the next period.
    pub next: Option<NaiveDate>,
    /// The first day of the previous period.
    pub previous: Option<NaiveDate>,
    /// The first of the next month, for the archive of a day.
    pub next_month: Option<NaiveDate>,
    /// The first of the previous month, for the archive of a day.
    pub previous_month: Option<NaiveDate>,
}

impl<M> Archive<M> {
    /// Without neighbours.
    fn new(page: Page<M>, date_list: Vec<NaiveDate>, period: Option<Period>, today: NaiveDate) -> Self {
        let date = period.map_or(today, |period| period.first());
        let (next, previous, next_month, previous_month) = (None, None, None, None);
        Self { page, date_list, period, date, next, previous, next_month, previous_month }
    }
}

impl<M> Deref for Archive<M> {
    type Target = Page<M>;

    fn deref(&self) -> &Page<M> {
        &self.page
    }
}

/// What an archive has found, before its page is read: the hook `get_dated_items` may change it.
///
/// Django: the first two of the three values that `get_dated_items` returns
/// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-date-based/#basedatelistview>); the third is extra context.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DatedItems<M> {
    /// The first days of the years, months or days that have rows; empty for archives that list no dates.
    pub date_list: Vec<NaiveDate>,
    /// The rows; `None` for a year without `make_object_list`.
    pub object_list: Option<QuerySet<M>>,
}

/// An archive as JSON: the page as of a list, the dates, and the period with its neighbours under the names that a template has
/// for them.
#[doc(hidden)]
pub fn archive_data<V: DateListView<Model: ToJson>>(
    archive: &Archive<V::Model>,
    req: &Request,
    page_kwarg: &'static str,
) -> Result<Json> {
    let mut data = list_data(&archive.page, req, page_kwarg)?;
    let Some(entries) = data.as_object_mut() else { return Ok(data) };
    let mut insert = |name: String, value: Json| entries.insert(name, value);
    if V::KIND.date_list_period().is_some() {
        insert("date_list".to_owned(), archive.date_list.iter().map(ToString::to_string).collect());
    }
    let date = |date: Option<NaiveDate>| Json::from(date.map(|date| date.to_string()));
    if let Some(name) = V::KIND.name() {
        insert(name.to_owned(), date(Some(archive.date)));
        insert(format!("next_{name}"), date(archive.next));
        insert(format!("previous_{name}"), date(archive.previous));
        if name == "day" {
            insert("next_month".to_owned(), date(archive.next_month));
            insert("previous_month".to_owned(), date(archive.previous_month));
        }
    }
    Ok(data)
}
