//! The six archives and the detail by its date over HTTP: which rows each shows, its dates and its neighbours.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{Answer, get},
    weblog::{self, Entry, at_noon},
};

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = published, path = "/entries/")]
struct Index;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = published, path = "/entries/{year}/", make_object_list)]
struct Year;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = published, path = "/entries/{year}/{month}/")]
struct Month;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = published, path = "/entries/{year}/week/{week}/")]
struct Week;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = published, path = "/entries/{year}/{month}/{day}/")]
struct Day;

#[derive(TodayArchiveView)]
#[view(model = Entry, date_field = published, path = "/entries/today/")]
struct Today;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = published, path = "/entries/{year}/{month}/{day}/{pk}/")]
struct Detail;

pub(crate) fn routes() -> Router<Db> {
    Router::new()
        .merge(Index::router())
        .merge(Year::router())
        .merge(Month::router())
        .merge(Week::router())
        .merge(Day::router())
        .merge(Today::router())
        .merge(Detail::router())
}

fn router() -> Router<Db> {
    at_noon(routes())
}

/// The lines of a page.
pub(crate) fn lines(page: &Answer) -> Vec<&str> {
    assert_eq!((page.code(), page.reason()), (200, ""));
    page.text.lines().map(str::trim).collect()
}

on_every_database! {
    #[test]
    async fn dt_44_the_index_shows_the_latest_and_the_years(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/entries/").await;
        assert_eq!(
            lines(&page),
            [
                "morning monday sunday night spring new-year leap",
                "2026-01-01 2025-01-01 2024-01-01",
                "page 1 of 1, false",
            ]
        );
    }

    #[test]
    async fn dt_46_a_year(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/entries/2025/").await;
        assert_eq!(
            lines(&page),
            [
                "night spring new-year",
                "2025-01-01 2025-03-01",
                "2025-01-01 next 2026-01-01 previous 2024-01-01",
                "page 1 of 1, false",
            ]
        );
    }

    #[test]
    async fn dt_49_a_month(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/entries/2026/nov/").await;
        assert_eq!(
            lines(&page),
            [
                "morning monday sunday",
                "2026-11-15 2026-11-16 2026-11-21",
                "2026-11-01 next none previous 2025-03-01",
                "page 1 of 1, false",
            ]
        );
    }

    #[test]
    async fn dt_50_a_week(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/entries/2026/week/46/").await;
        assert_eq!(
            lines(&page),
            ["morning monday sunday", "2026-11-15 next none previous 2025-03-09", "page 1 of 1, false"]
        );
    }

    #[test]
    async fn dt_51_a_day(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/entries/2026/NOV/16/").await;
        assert_eq!(
            lines(&page),
            [
                "monday",
                "2026-11-16 next 2026-11-21 previous 2026-11-15",
                "month next none previous 2025-03-01",
                "page 1 of 1, false",
            ]
        );
    }

    #[test]
    async fn dt_52_today(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/entries/today/").await;
        assert_eq!(
            lines(&page),
            [
                "morning",
                "2026-11-21 next none previous 2026-11-16",
                "month next none previous 2025-03-01",
                "page 1 of 1, false",
            ]
        );
    }

    #[test]
    async fn dt_53_a_detail_by_its_date(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/entries/2025/mar/15/4/").await;
        assert_eq!(lines(&page), ["night 2025-03-15"]);
    }
}

#[test]
fn a_date_makes_the_url_of_each() {
    let date = |year, month, day| cbv::chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
    assert_eq!(Index::url(), "/entries/");
    assert_eq!(Year::url(date(2026, 11, 21)), "/entries/2026/");
    assert_eq!(Month::url(date(2026, 11, 21)), "/entries/2026/nov/");
    assert_eq!(Day::url(date(2026, 11, 1)), "/entries/2026/nov/01/");
    assert_eq!(Detail::url(date(2026, 11, 1), 7), "/entries/2026/nov/01/7/");
    // the week that New Year lies in began in the year before
    assert_eq!(Week::url(date(2026, 11, 21)), "/entries/2026/week/46/");
    assert_eq!(Week::url(date(2026, 1, 1)), "/entries/2025/week/52/");
}
