//! The shop's books by the day they came out: years, months, weeks and days, each with its neighbours. Called by `views`.
//!
//! It teaches: the seven views of dates differ in their derive alone; `url(date)` of each writes the address of any date, so that
//! the templates (`book_archive*.html`) know neither how months are written nor in which year a week began. The last of them
//! shows a book by the same template as `/books/{slug}/`.

use axum::Router;
use cbv::prelude::*;

use crate::{
    edit::{BookDelete, BookUpdate},
    models::Book,
    views::{BookList, Home, Opinions}, // the templates link to the others
};

/// The pages below `/archive/`.
pub(crate) fn router() -> Router<Db> {
    Router::new()
        .merge(BookArchive::router())
        .merge(BookYear::router())
        .merge(BookMonth::router())
        .merge(BookWeek::router())
        .merge(BookDay::router())
        .merge(BookToday::router())
        .merge(BookOfDay::router())
}

/// The latest books, twenty a page, and the years in which some came out.
#[derive(ArchiveIndexView)]
#[view(model = Book, date_field = publication_date, path = "/archive/", paginate_by = 20)]
pub(crate) struct BookArchive;

/// The months of a year.
#[derive(YearArchiveView)]
#[view(model = Book, date_field = publication_date, path = "/archive/{year}/")]
pub(crate) struct BookYear;

/// The books of a month, `/archive/2024/feb/`.
#[derive(MonthArchiveView)]
#[view(model = Book, date_field = publication_date, path = "/archive/{year}/{month}/")]
pub(crate) struct BookMonth;

/// The books of a week, as ISO 8601 counts them.
#[derive(WeekArchiveView)]
#[view(
    model = Book,
    date_field = publication_date,
    path = "/archive/{year}/week/{week}/",
    year_format = "%G",
    week_format = "%V"
)]
pub(crate) struct BookWeek;

/// The books of a day.
#[derive(DayArchiveView)]
#[view(model = Book, date_field = publication_date, path = "/archive/{year}/{month}/{day}/")]
pub(crate) struct BookDay;

/// The books of today, by the template of a day. 404 on most days: few books come out in this shop.
#[derive(TodayArchiveView)]
#[view(model = Book, date_field = publication_date, path = "/archive/today/")]
pub(crate) struct BookToday;

/// One book by its day and its name.
#[derive(DateDetailView)]
#[view(
    model = Book,
    date_field = publication_date,
    path = "/archive/{year}/{month}/{day}/{slug}/",
    formats(html, json),
    extra_context = Opinions
)]
pub(crate) struct BookOfDay;
