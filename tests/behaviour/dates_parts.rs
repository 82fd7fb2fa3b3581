//! The parts of a date, as the view, the path or the query says them, and what is answered to parts that are none.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    log::watch,
    on_every_database,
    web::get,
    weblog::{self, Entry, at_noon},
};

use crate::dates_views::lines;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = published, make_object_list)]
struct Year;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = published, make_object_list, year = "2025")]
struct Year2025;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = published)]
struct Month;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = published, year = "2025", month = "March", month_format = "%B")]
struct March;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = published)]
struct Week;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = published, year = "2026", week = "46")]
struct Week46;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = published)]
struct Day;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = published, day = "16")]
struct Sixteenth;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = published)]
struct Detail;

fn router() -> Router<Db> {
    at_noon(
        Router::new()
            .route("/year/", Year::as_view())
            .route("/year/{year}/", Year::as_view())
            .route("/2024/", Year::with().year("2024").as_view())
            .route("/2025/", Year2025::as_view())
            .route("/2025/{year}/", Year2025::as_view())
            .route("/month/", Month::as_view())
            .route("/month/{year}/{month}/", Month::as_view())
            .route("/spring/", Month::with().year("2025").month("mar").as_view())
            .route("/march/", March::as_view())
            .route("/week/", Week::as_view())
            .route("/week/{year}/{week}/", Week::as_view())
            .route("/week46/{week}/", Week46::as_view())
            .route("/week47/", Week::with().year("2026").week("47").as_view())
            .route("/day/", Day::as_view())
            .route("/day/{year}/{month}/{day}/", Day::as_view())
            .route("/16/{day}/", Sixteenth::as_view())
            .route("/first/", Day::with().year("2025").month("jan").day("1").as_view())
            .route("/detail/{pk}/", Detail::as_view())
            .route("/detail/{year}/{month}/{day}/{pk}/", Detail::as_view()),
    )
}

/// What stands for a part and is none, or is one of no page.
const HOSTILE: &[&str] = &[
    "0",
    "00",
    "13",
    "54",
    "60",
    "99",
    "-1",
    "+1",
    "1.0",
    "1e1",
    "0x7",
    "10000",
    "0000",
    "0001",
    "9999",
    "99999999999999999999",
    "feb%20",
    "%20feb",
    "febr",
    "fEb%00",
    "%00",
    "%F0",
    "%F0%9F%98%80",
    "%EF%BC%91%EF%BC%91",
    "%D9%A1%D9%A2",
    "%25Y",
    "%25",
    "..%2F..",
    "'%20OR%201=1--",
    "%0D%0Ax:y",
    "2026-11-21",
    "nov.",
    "N%C3%B6v",
    "%3Cscript%3E",
    "today",
    "null",
    "NaN",
];

on_every_database! {
    #[test]
    async fn dt_09_the_year_is_of_the_view_the_path_or_the_query(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let first = async |uri: &str| {
            let page = get(&router, db.db(), uri).await;
            lines(&page)[0].to_owned()
        };
        assert_eq!(first("/2025/").await, "night spring new-year");
        assert_eq!(first("/2025/2024/?year=2024").await, "night spring new-year");
        assert_eq!(first("/2024/?year=2025").await, "leap");
        assert_eq!(first("/year/2024/?year=2025").await, "leap");
        assert_eq!(first("/year/?year=2025&year=2024").await, "leap");
        let refused = get(&router, db.db(), "/year/?yaer=2024").await;
        assert_eq!((refused.code(), refused.reason()), (404, "No year specified"));
    }

    #[test]
    async fn dt_11_the_month_is_of_the_view_the_path_or_the_query(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let first = async |uri: &str| {
            let page = get(&router, db.db(), uri).await;
            lines(&page)[0].to_owned()
        };
        assert_eq!(first("/march/?month=january").await, "night spring");
        assert_eq!(first("/spring/?month=jan").await, "night spring");
        assert_eq!(first("/month/2025/jan/?month=mar").await, "new-year");
        assert_eq!(first("/month/?year=2025&month=JAN").await, "new-year");
        let refused = get(&router, db.db(), "/month/?year=2025").await;
        assert_eq!((refused.code(), refused.reason()), (404, "No month specified"));
        let refused = get(&router, db.db(), "/month/?month=jan").await;
        assert_eq!((refused.code(), refused.reason()), (404, "No year specified"));
    }

    #[test]
    async fn dt_13_the_day_is_of_the_view_the_path_or_the_query(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let first = async |uri: &str| {
            let page = get(&router, db.db(), uri).await;
            lines(&page)[0].to_owned()
        };
        assert_eq!(first("/16/15/?year=2026&month=nov&day=15").await, "monday");
        assert_eq!(first("/first/?day=2").await, "new-year");
        assert_eq!(first("/day/2026/nov/16/?day=15").await, "monday");
        assert_eq!(first("/day/?year=2026&month=nov&day=16").await, "monday");
        assert_eq!(first("/detail/6/?year=2026&month=nov&day=16").await, "monday 2026-11-16");
        for uri in ["/day/?year=2026&month=nov", "/detail/6/?year=2026&month=nov"] {
            let refused = get(&router, db.db(), uri).await;
            assert_eq!((refused.code(), refused.reason()), (404, "No day specified"));
        }
    }

    #[test]
    async fn dt_15_the_week_is_of_the_view_the_path_or_the_query(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let second = async |uri: &str| {
            let page = get(&router, db.db(), uri).await;
            lines(&page)[1].to_owned()
        };
        assert!(second("/week46/47/?week=47").await.starts_with("2026-11-15"));
        assert!(second("/week/2025/0/?week=10").await.starts_with("2024-12-29"));
        assert!(second("/week/?year=2025&week=10").await.starts_with("2025-03-09"));
        assert_eq!(get(&router, db.db(), "/week47/?week=46").await.reason(), "No entries available");
        let refused = get(&router, db.db(), "/week/?year=2025").await;
        assert_eq!((refused.code(), refused.reason()), (404, "No week specified"));
    }

    #[test]
    async fn dt_20_what_is_no_date_is_answered_without_a_query(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        for (uri, reason) in [
            ("/month/2026/13/", "Invalid date string “2026__13__” given format “%Y__%b__”"),
            ("/month/2026/november/", "Invalid date string “2026__november__” given format “%Y__%b__”"),
            ("/day/2026/feb/30/", "Invalid date string “2026__feb__30” given format “%Y__%b__%d”"),
            ("/week/2026/60/", "Invalid date string “2026__0__60” given format “%Y__%w__%U”"),
            ("/year/0000/", "Invalid date string “0000____” given format “%Y____”"),
            ("/year/10000/", "Invalid date string “10000____” given format “%Y____”"),
            ("/year/?year=", "Invalid date string “____” given format “%Y____”"),
            ("/year/9999/", "Date out of range"),
            ("/detail/2025/mar/32/4/", "Invalid date string “2025__mar__32” given format “%Y__%b__%d”"),
        ] {
            let (refused, log) = watch(get(&router, db.db(), uri)).await;
            assert_eq!((refused.code(), refused.reason()), (404, reason), "{uri}");
            assert_eq!(log.statements().len(), 0, "{uri}");
        }
        assert_eq!(get(&router, db.db(), "/month/2024/FEB/").await.code(), 200);
        assert_eq!(get(&router, db.db(), "/day/9999/dec/31/").await.code(), 404);
        assert_eq!(get(&router, db.db(), "/year/%F0/").await.code(), 400);
    }

    #[test]
    async fn no_part_of_a_date_is_a_fault_of_the_server(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        for text in HOSTILE {
            for uri in [
                format!("/year/{text}/"),
                format!("/year/?year={text}"),
                format!("/month/2026/{text}/"),
                format!("/month/{text}/nov/"),
                format!("/week/2026/{text}/"),
                format!("/week/{text}/46/"),
                format!("/day/2026/nov/{text}/"),
                format!("/day/{text}/{text}/{text}/"),
                format!("/detail/{text}/nov/21/7/"),
                format!("/detail/2026/{text}/21/7/"),
                format!("/detail/2026/nov/21/{text}/"),
            ] {
                let code = get(&router, db.db(), &uri).await.code();
                assert!([200, 400, 404].contains(&code), "{uri}: {code}");
                assert!(code != 200 || *text == "0" || *text == "00", "{uri}");
            }
        }
    }
}
