//! What archives list: their order and pages, empty ones, the dates, the neighbours, and how many statements they take.

use axum::Router;
use cbv::{dates::Unit, prelude::*};
use cbv_tests::{
    db::TestDb,
    log::watch,
    on_every_database,
    web::get,
    weblog::{self, Entry, at_noon},
};

use crate::dates_views::lines;

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = published)]
struct Index;

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = revised, allow_future, allow_empty)]
struct Revisions;

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = day, context_object_name = "entries", template_name = "entry_names.txt")]
struct Named;

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = day, paginate_by = 3, paginate_orphans = 1, page_kwarg = "p")]
struct Paged;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day)]
struct Year;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day, make_object_list, paginate_by = 2, date_list_period = day)]
struct PagedYear;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day)]
struct Month;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day, allow_empty)]
struct EmptyMonth;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day, allow_empty, allow_future)]
struct AnyMonth;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = published, ordering(slug), search_fields(slug), filter_fields(topic), ordering_fields(slug, published))]
struct Asked;

#[derive(MonthArchiveView)]
#[view(model = Entry, queryset = Entry::objects().order_by([Entry::SLUG.desc()]), date_field = published, ordering())]
struct OwnOrder;

#[derive(MonthArchiveView)]
#[view(model = Entry, queryset = Entry::objects().order_by([Entry::SLUG.desc()]), date_field = published)]
struct DateOrder;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = day, year_format = "%G", week_format = "%V")]
struct IsoWeek;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = day, paginate_by = 1)]
struct Day;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = day, month_format = "%m", template_name_suffix = "_dates", formats(html, json))]
struct DayNames;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day, make_object_list, paginate_by = 2, paginate = keyset, template_name = "keyset.txt", path = "/keyset/{year}/")]
struct CursorYear;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day, make_object_list, year_format = "%y", path = "/short/{year}/")]
struct ShortYear;

fn router() -> Router<Db> {
    at_noon(
        Router::new()
            .route("/", Index::as_view())
            .route("/all/", Index::with().allow_future(true).date_list_period(Unit::Month).as_view())
            .route("/revisions/", Revisions::as_view())
            .route("/named/", Named::as_view())
            .route("/paged/", Paged::as_view())
            .route("/{year}/", Year::as_view())
            .route("/rows/{year}/", Year::with().make_object_list(true).as_view())
            .route("/paged/{year}/", PagedYear::as_view())
            .route("/{year}/{month}/", Month::as_view())
            .route("/empty/{year}/{month}/", EmptyMonth::as_view())
            .route("/any/{year}/{month}/", AnyMonth::as_view())
            .route("/asked/{year}/{month}/", Asked::as_view())
            .route("/own/{year}/{month}/", OwnOrder::as_view())
            .route("/dated/{year}/{month}/", DateOrder::as_view())
            .route("/{year}/week/{week}/", IsoWeek::as_view())
            .route("/{year}/{month}/{day}/", Day::as_view())
            .route("/json/{year}/{month}/{day}/", DayNames::as_view()),
    )
}

/// The words of a line in the order of the alphabet: rows of one date have no order of their own.
fn sorted(line: &str) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

on_every_database! {
    #[test]
    async fn dt_01__dt_02_the_date_is_a_column_of_dates_or_of_instants(db: &TestDb) {
        weblog::create(db).await;
        assert!(Index::DATE_FIELD.uses_datetime() && !Year::DATE_FIELD.uses_datetime());
        assert!(!Revisions::DATE_FIELD.uses_datetime());
        let router = router();
        assert_eq!(lines(&get(&router, db.db(), "/").await)[0], "morning monday sunday night spring new-year leap");
        assert_eq!(sorted(lines(&get(&router, db.db(), "/named/").await)[0]), "evening leap monday morning new-year night spring sunday");
        // of an index with the future nothing is left out, not even what has no date
        let page = get(&router, db.db(), "/revisions/").await;
        assert!(lines(&page)[0].starts_with("spring leap "), "{}", page.text);
        assert_eq!((lines(&page)[0].split(' ').count(), lines(&page)[1]), (10, "2026-01-01 2025-01-01"));
    }

    #[test]
    async fn dt_23_with_empty_and_future_ones_the_calendar_knows_the_neighbours(db: &TestDb) {
        weblog::create(db).await;
        let (page, log) = watch(get(&router(), db.db(), "/any/2026/nov/")).await;
        assert_eq!(lines(&page)[2], "2026-11-01 next 2026-12-01 previous 2026-10-01");
        assert_eq!(log.statements().len(), 2, "{:?}", log.statements());
        let first = get(&router(), db.db(), "/any/0001/jan/").await;
        assert_eq!(lines(&first)[2], "0001-01-01 next 0001-02-01 previous none");
        assert_eq!(get(&router(), db.db(), "/any/9999/dec/").await.reason(), "Date out of range");
    }

    #[test]
    async fn dt_24_without_the_future_a_neighbour_begins_today_or_before(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let (page, log) = watch(get(&router, db.db(), "/empty/2026/nov/")).await;
        assert_eq!(lines(&page)[2], "2026-11-01 next none previous 2026-10-01");
        assert_eq!(log.statements().len(), 2, "{:?}", log.statements());
        let before = get(&router, db.db(), "/empty/2026/oct/").await;
        assert_eq!(lines(&before)[..3], ["", "", "2026-10-01 next 2026-11-01 previous 2026-09-01"]);
    }

    #[test]
    async fn dt_31__dt_35_an_archive_without_rows_is_404(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        for uri in ["/2023/", "/rows/2023/", "/paged/2023/", "/2026/oct/", "/2026/dec/", "/2026/week/40/", "/2026/oct/1/", "/2026/nov/22/"] {
            let refused = get(&router, db.db(), uri).await;
            assert_eq!((refused.code(), refused.reason()), (404, "No entries available"), "{uri}");
        }
        db.execute("DELETE FROM entry").await;
        for uri in ["/", "/paged/", "/named/"] {
            assert_eq!(get(&router, db.db(), uri).await.reason(), "No entries available", "{uri}");
        }
        assert_eq!(get(&router, db.db(), "/revisions/").await.code(), 200);
    }

    #[test]
    async fn dt_32_the_latest_come_first_unless_an_order_is_said(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let first = async |uri: &str| lines(&get(&router, db.db(), uri).await)[0].to_owned();
        assert_eq!(first("/2026/nov/").await.split(' ').skip(2).collect::<Vec<_>>(), ["monday", "sunday"]);
        assert_eq!(first("/dated/2025/mar/").await, "night spring");
        assert_eq!(first("/own/2026/nov/").await, "sunday morning monday");
        assert_eq!(first("/asked/2026/nov/").await, "monday morning sunday");
        assert_eq!(first("/asked/2026/nov/?sort=-slug").await, "sunday morning monday");
    }

    #[test]
    async fn what_a_client_asks_for_narrows_rows_dates_and_neighbours(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let page = get(&router, db.db(), "/asked/2026/nov/?topic=life").await;
        assert_eq!(
            lines(&page)[..3],
            ["monday", "2026-11-16", "2026-11-01 next none previous 2025-01-01"]
        );
        let page = get(&router, db.db(), "/asked/2025/mar/?q=night").await;
        assert_eq!(lines(&page)[..3], ["night", "2025-03-15", "2025-03-01 next none previous none"]);
        assert_eq!(get(&router, db.db(), "/asked/2025/mar/?topic=life").await.code(), 404);
    }

    #[test]
    async fn dt_36_an_empty_archive_costs_one_query(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        for uri in ["/2023/", "/2026/oct/", "/2026/week/40/", "/json/2026/10/1/", "/paged/2023/"] {
            let (refused, log) = watch(get(&router, db.db(), uri)).await;
            assert_eq!((refused.code(), log.statements().len()), (404, 1), "{uri}: {:?}", log.statements());
        }
    }

    #[test]
    async fn dt_38__dt_40_the_dates_of_an_index_of_a_year_and_of_a_month(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let dates = async |uri: &str| lines(&get(&router, db.db(), uri).await)[1].to_owned();
        assert_eq!(dates("/").await, "2026-01-01 2025-01-01 2024-01-01");
        assert_eq!(dates("/2025/").await, "2025-01-01 2025-03-01");
        assert_eq!(dates("/2026/nov/").await, "2026-11-15 2026-11-16 2026-11-21");
        assert_eq!(dates("/all/").await, "2027-01-01 2026-11-01 2025-03-01 2025-01-01 2024-02-01");
        assert_eq!(dates("/paged/2025/").await, "2025-01-01 2025-03-15");
    }

    #[test]
    async fn dt_41_weeks_and_days_have_no_list_of_dates_and_no_query_for_it(db: &TestDb) {
        weblog::create(db).await;
        let (page, log) = watch(get(&router(), db.db(), "/2026/week/46/")).await;
        assert_eq!(lines(&page)[..2], ["sunday", "2026-11-09 next 2026-11-16 previous 2025-03-10"]);
        assert_eq!(log.statements().len(), 3, "{:?}", log.statements());
    }

    #[test]
    async fn dt_44__dt_45_an_index_names_its_rows_latest_or_otherwise(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        assert!(lines(&get(&router, db.db(), "/named/").await)[0].ends_with("new-year leap"));
        db.execute("UPDATE entry SET revised = NULL").await;
        assert_eq!(lines(&get(&router, db.db(), "/revisions/").await)[..2], ["", ""]);
    }

    #[test]
    async fn dt_47_a_year_shows_rows_where_they_are_wanted(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let page = get(&router, db.db(), "/2025/").await;
        assert_eq!(
            lines(&page),
            ["", "2025-01-01 2025-03-01", "2025-01-01 next 2026-01-01 previous 2024-01-01", "page 1 of 1, false"]
        );
        assert_eq!(sorted(lines(&get(&router, db.db(), "/rows/2025/").await)[0]), "new-year night spring");
        // this year's end is not there yet
        assert_eq!(sorted(lines(&get(&router, db.db(), "/rows/2026/").await)[0]), "evening monday morning sunday");
    }

    #[test]
    async fn dt_48__dt_58_archives_have_the_pages_of_lists(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let page = async |uri: &str| {
            let page = get(&router, db.db(), uri).await;
            let lines = lines(&page);
            (lines[0].to_owned(), lines.last().copied().unwrap_or_default().to_owned())
        };
        let is = |rows: &str, place: &str| (rows.to_owned(), place.to_owned());
        assert_eq!(page("/paged/").await, is("evening morning monday", "page 1 of 3, true"));
        assert_eq!(page("/paged/?p=3").await, is("new-year leap", "page 3 of 3, true"));
        assert_eq!(page("/paged/?p=last").await, is("new-year leap", "page 3 of 3, true"));
        assert_eq!(page("/paged/2025/").await, is("night spring", "page 1 of 2, true"));
        assert_eq!(page("/paged/2025/?page=2").await, is("new-year", "page 2 of 2, true"));
        for uri in ["/paged/?p=4", "/paged/?p=0", "/paged/?p=abc", "/paged/2025/?page=3"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 404, "{uri}");
        }
        let (_, log) = watch(get(&router, db.db(), "/paged/")).await;
        assert!(log.statements().len() <= 3, "{:?}", log.statements());
        let (_, log) = watch(get(&router, db.db(), "/")).await;
        // MariaDB is asked for the least date before
        assert_eq!(log.statements().len(), db.pick(2, 2, 3), "{:?}", log.statements());
    }

    #[test]
    async fn an_archive_may_have_cursors_for_its_pages(db: &TestDb) {
        weblog::create(db).await;
        let router = at_noon(CursorYear::router());
        let first = get(&router, db.db(), "/keyset/2026/").await;
        assert_eq!(lines(&first)[1], "true, false, true");
        let next = lines(&first)[3].to_owned();
        assert!(next.starts_with("/keyset/2026/?page="), "{next}");
        let last = get(&router, db.db(), &next).await;
        assert_eq!(lines(&last)[..2], ["6 5", "true, true, false"]);
        assert_eq!(get(&router, db.db(), "/keyset/2026/?page=2").await.code(), 404);
    }

    #[test]
    async fn a_year_may_be_written_with_two_digits(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(ShortYear::url(cbv::chrono::NaiveDate::from_ymd_opt(2025, 3, 15).unwrap()), "/short/25/");
        let router = at_noon(ShortYear::router());
        let page = get(&router, db.db(), "/short/25/").await;
        assert_eq!(lines(&page)[2], "2025-01-01 next 2026-01-01 previous 2024-01-01");
        assert_eq!(get(&router, db.db(), "/short/2025/").await.reason(), "Invalid date string “2025____” given format “%y____”");
    }

    #[test]
    async fn dt_59_a_year_takes_three_queries(db: &TestDb) {
        weblog::create(db).await;
        let (page, log) = watch(get(&router(), db.db(), "/2025/")).await;
        assert_eq!((page.code(), log.statements().len()), (200, 3), "{:?}", log.statements());
    }

    #[test]
    async fn dt_60__s_98_each_kind_has_its_suffix(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        // the inferred ones are those of the other tests; one by another suffix, one by its name
        assert_eq!(get(&router, db.db(), "/json/2026/11/16/").await.text.trim(), "dates: monday");
        assert!(get(&router, db.db(), "/named/").await.text.contains("new-year leap"));
    }

    #[test]
    async fn the_data_of_a_day_are_the_page_and_its_neighbours(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/json/2026/11/16/?format=json").await;
        let data: serde_json::Value = serde_json::from_str(&page.text).unwrap();
        assert_eq!((&data["day"], &data["next_day"], &data["previous_day"]), (&"2026-11-16".into(), &"2026-11-21".into(), &"2026-11-15".into()));
        assert_eq!((&data["next_month"], &data["previous_month"]), (&().into(), &"2025-03-01".into()));
        assert_eq!((&data["count"], &data["results"][0]["slug"]), (&1.into(), &"monday".into()));
        assert!(data.get("date_list").is_none());
    }
}
