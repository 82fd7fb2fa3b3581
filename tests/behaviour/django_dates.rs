//! Date archives as Django's own tests ask them: other orders, periods without rows and of the future, pages, weeks that begin
//! with other days, and time zones. Which of these tests stands for which of Django's is written in `docs/django-tests.md`.

use axum::Router;
use cbv::{DateField, Zone, chrono_tz, dates::Unit, prelude::*, time_zone};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::{Book, Publisher},
    on_every_database,
    web::get,
    weblog::{self, Entry, at_noon},
};

use crate::{dates_periods::instant, dates_views::lines};

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = day, ordering(slug))]
struct ByName;

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = published, queryset = Entry::objects().order_by([Entry::PUBLISHED.asc()]))]
struct Reversed;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day)]
struct Year;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day, make_object_list, ordering(topic, -slug))]
struct YearByTopic;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day)]
struct Month;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = day)]
struct Week;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = day, week_format = "%W", allow_empty)]
struct MondayWeek;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = day, year_format = "%G", week_format = "%V", allow_empty)]
struct IsoWeek;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = day)]
struct Day;

#[derive(TodayArchiveView)]
#[view(model = Entry, date_field = day)]
struct Today;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = day)]
struct Detail;

/// Each kind as it is, and under what is set for it.
fn router() -> Router<Db> {
    at_noon(
        Router::new()
            .route("/names/", ByName::as_view())
            .route("/seman/", ByName::with().ordering([Entry::SLUG.desc()]).as_view())
            .route("/reversed/", Reversed::as_view())
            .route("/{year}/", Year::as_view())
            .route("/empty/{year}/", Year::with().allow_empty(true).as_view())
            .route("/future/{year}/", Year::with().allow_future(true).as_view())
            .route("/topics/{year}/", YearByTopic::as_view())
            .route("/sorted/{year}/", YearByTopic::with().ordering([Entry::SLUG.asc()]).as_view())
            .route("/{year}/{month}/", Month::as_view())
            .route("/empty/{year}/{month}/", Month::with().allow_empty(true).as_view())
            .route("/future/{year}/{month}/", Month::with().allow_future(true).as_view())
            .route("/paged/{year}/{month}/", Month::with().paginate_by(2).as_view())
            .route("/all/{year}/{month}/", Month::with().paginate_by(30).as_view())
            .route("/{year}/week/{week}/", Week::as_view())
            .route("/empty/{year}/week/{week}/", Week::with().allow_empty(true).as_view())
            .route("/future/{year}/week/{week}/", Week::with().allow_future(true).as_view())
            .route("/paged/{year}/week/{week}/", Week::with().paginate_by(2).as_view())
            .route("/monday/{year}/week/{week}/", MondayWeek::as_view())
            .route("/iso/{year}/week/{week}/", IsoWeek::as_view())
            .route("/{year}/{month}/{day}/", Day::as_view())
            .route("/empty/{year}/{month}/{day}/", Day::with().allow_empty(true).as_view())
            .route("/future/{year}/{month}/{day}/", Day::with().allow_future(true).as_view())
            .route("/any/{year}/{month}/{day}/", Day::with().allow_empty(true).allow_future(true).as_view())
            .route("/paged/{year}/{month}/{day}/", Day::with().paginate_by(1).as_view())
            .route("/today/", Today::as_view())
            .route("/today/empty/", Today::with().allow_empty(true).as_view())
            .route("/today/paged/", Today::with().paginate_by(1).as_view())
            .route("/detail/{year}/{month}/{day}/", Detail::as_view()),
    )
}

/// The lines of the page at an address.
async fn page(db: &TestDb, uri: &str) -> Vec<String> {
    let page = get(&router(), db.db(), uri).await;
    assert_eq!((page.code(), page.reason()), (200, ""), "{uri}");
    lines(&page).iter().map(|line| (*line).to_owned()).collect()
}

/// The reason why there is no page at an address.
async fn missing(db: &TestDb, uri: &str) -> String {
    let page = get(&router(), db.db(), uri).await;
    assert_eq!(page.code(), 404, "{uri}");
    page.reason().to_owned()
}

on_every_database! {
    #[test]
    async fn an_index_in_another_order_lists_its_years_as_always(db: &TestDb) {
        weblog::create(db).await;
        let years = "2026-01-01 2025-01-01 2024-01-01";
        assert_eq!(page(db, "/names/").await[..2], ["evening leap monday morning new-year night spring sunday", years]);
        assert_eq!(page(db, "/seman/").await[..2], ["sunday spring night new-year morning monday leap evening", years]);
    }

    #[test]
    async fn the_order_of_a_queryset_gives_way_to_the_latest_first_and_costs_nothing(db: &TestDb) {
        weblog::create(db).await;
        let (page, log) = watch(get(&router(), db.db(), "/reversed/")).await;
        assert_eq!(lines(&page)[0], "morning monday sunday night spring new-year leap");
        // MariaDB is asked for the least date before
        assert_eq!(log.statements().len(), db.pick(2, 2, 3), "{:?}", log.statements());
    }

    #[test]
    async fn a_year_in_another_order_lists_its_months_as_always(db: &TestDb) {
        weblog::create(db).await;
        let months = "2025-01-01 2025-03-01";
        assert_eq!(page(db, "/topics/2025/").await[..2], ["new-year spring night", months]);
        assert_eq!(page(db, "/sorted/2025/").await[..2], ["new-year night spring", months]);
    }

    #[test]
    async fn a_year_without_rows_lies_between_those_of_the_calendar(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(missing(db, "/1999/").await, "No entries available");
        assert_eq!(
            page(db, "/empty/1999/").await,
            ["", "", "1999-01-01 next 2000-01-01 previous 1998-01-01", "page 1 of 1, false"]
        );
    }

    #[test]
    async fn a_year_of_the_future_is_none_or_empty_or_shown(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(missing(db, "/2027/").await, "No entries available");
        // its rows are not shown, and the one behind it has no link
        assert_eq!(page(db, "/empty/2027/").await[..3], ["", "", "2027-01-01 next none previous 2026-01-01"]);
        assert_eq!(page(db, "/empty/2028/").await[2], "2028-01-01 next none previous none");
        assert_eq!(page(db, "/future/2027/").await[..3], ["", "2027-01-01", "2027-01-01 next none previous 2026-01-01"]);
    }

    #[test]
    async fn a_month_of_the_future_is_none_or_shown_and_led_to(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(missing(db, "/2027/jan/").await, "No entries available");
        assert_eq!(
            page(db, "/future/2027/jan/").await[..3],
            ["next-year", "2027-01-05", "2027-01-01 next none previous 2026-11-01"]
        );
        // from the month of now, and from one long ago
        assert_eq!(page(db, "/future/2026/nov/").await[2], "2026-11-01 next 2027-01-01 previous 2025-03-01");
        assert_eq!(page(db, "/future/2025/mar/").await[2], "2025-03-01 next 2026-11-01 previous 2025-01-01");
        assert_eq!(page(db, "/empty/2000/jan/").await[..3], ["", "", "2000-01-01 next 2000-02-01 previous 1999-12-01"]);
    }

    #[test]
    async fn a_week_of_the_future_or_without_rows(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(missing(db, "/2026/week/47/").await, "No entries available");
        assert_eq!(page(db, "/future/2026/week/47/").await[..2], ["tomorrow", "2026-11-22 next 2027-01-03 previous 2026-11-15"]);
        assert_eq!(page(db, "/future/2026/week/46/").await[1], "2026-11-15 next 2026-11-22 previous 2025-03-09");
        assert_eq!(missing(db, "/2026/week/12/").await, "No entries available");
        assert_eq!(page(db, "/empty/2026/week/12/").await[..2], ["", "2026-03-22 next 2026-03-29 previous 2026-03-15"]);
        // the week of now ends with today
        assert_eq!(page(db, "/empty/2026/week/46/").await[1], "2026-11-15 next none previous 2026-11-08");
        // at the turn of a year
        assert_eq!(page(db, "/empty/2025/week/52/").await[1], "2025-12-28 next 2026-01-04 previous 2025-12-21");
        assert_eq!(page(db, "/empty/2026/week/0/").await[1], "2025-12-28 next 2026-01-04 previous 2025-12-21");
    }

    #[test]
    async fn a_week_begins_with_sunday_or_monday(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(page(db, "/empty/2008/week/39/").await[1], "2008-09-28 next 2008-10-05 previous 2008-09-21");
        assert_eq!(page(db, "/monday/2008/week/39/").await[1], "2008-09-29 next 2008-10-06 previous 2008-09-22");
        assert_eq!(page(db, "/iso/2008/week/40/").await[1], "2008-09-29 next 2008-10-06 previous 2008-09-22");
        // the weeks of the first of January
        assert_eq!(page(db, "/iso/2026/week/53/").await[1], "2026-12-28 next none previous none");
        assert_eq!(page(db, "/iso/2020/week/53/").await[1], "2020-12-28 next 2021-01-04 previous 2020-12-21");
        assert!(missing(db, "/iso/2021/week/53/").await.starts_with("Invalid date string"));
        assert_eq!(page(db, "/monday/2020/week/53/").await[1], "2021-01-04 next 2021-01-11 previous 2020-12-28");
    }

    #[test]
    async fn a_day_of_the_future_or_without_rows(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(missing(db, "/2026/nov/22/").await, "No entries available");
        assert_eq!(
            page(db, "/future/2026/nov/22/").await[..3],
            [
                "tomorrow",
                "2026-11-22 next 2027-01-05 previous 2026-11-21",
                "month next 2027-01-01 previous 2025-03-01",
            ]
        );
        assert_eq!(page(db, "/future/2026/nov/21/").await[1], "2026-11-21 next 2026-11-22 previous 2026-11-16");
        assert_eq!(missing(db, "/2000/jan/1/").await, "No entries available");
        assert_eq!(
            page(db, "/empty/2000/jan/1/").await[..3],
            ["", "2000-01-01 next 2000-01-02 previous 1999-12-31", "month next 2000-02-01 previous 1999-12-01"]
        );
        assert_eq!(page(db, "/empty/2026/nov/21/").await[1], "2026-11-21 next none previous 2026-11-20");
        // behind yesterday comes today
        for uri in ["/empty/2026/nov/20/", "/any/2026/nov/20/"] {
            assert_eq!(page(db, uri).await[1], "2026-11-20 next 2026-11-21 previous 2026-11-19", "{uri}");
        }
        assert_eq!(page(db, "/any/2026/nov/21/").await[1], "2026-11-21 next 2026-11-22 previous 2026-11-20");
    }

    #[test]
    async fn today_is_none_or_empty(db: &TestDb) {
        weblog::create(db).await;
        db.execute("DELETE FROM entry WHERE slug IN ('morning', 'evening')").await;
        assert_eq!(missing(db, "/today/").await, "No entries available");
        assert_eq!(
            page(db, "/today/empty/").await,
            [
                "",
                "2026-11-21 next none previous 2026-11-20",
                "month next none previous 2026-10-01",
                "page 1 of 1, false",
            ]
        );
    }

    #[test]
    async fn months_weeks_and_days_have_pages(db: &TestDb) {
        weblog::create(db).await;
        for uri in ["/paged/2026/nov/", "/paged/2026/week/46/"] {
            assert_eq!(page(db, uri).await.last().unwrap(), "page 1 of 2, true", "{uri}");
            let second = page(db, &format!("{uri}?page=2")).await;
            assert_eq!((second[0].as_str(), second.last().unwrap().as_str()), ("monday sunday", "page 2 of 2, true"));
            assert_eq!(page(db, &format!("{uri}?page=last")).await, second);
            assert_eq!(missing(db, &format!("{uri}?page=3")).await, "Invalid page (3): That page contains no results");
        }
        // every page lists all days, and has the neighbours of the month
        let second = page(db, "/paged/2026/nov/?page=2").await;
        assert_eq!(second[1..3], ["2026-11-15 2026-11-16 2026-11-21", "2026-11-01 next none previous 2025-03-01"]);
        for uri in ["/paged/2026/nov/21/", "/today/paged/"] {
            assert_eq!(page(db, &format!("{uri}?page=2")).await.last().unwrap(), "page 2 of 2, true", "{uri}");
            assert_eq!(missing(db, &format!("{uri}?page=x")).await, "The page is neither “last” nor an integer");
        }
        let all = page(db, "/all/2026/nov/").await;
        assert_eq!((all[0].split(' ').count(), all.last().unwrap().as_str()), (4, "page 1 of 1, false"));
        assert_eq!(missing(db, "/paged/2026/oct/").await, "No entries available");
    }

    #[test]
    async fn the_end_of_the_calendar_is_no_page(db: &TestDb) {
        weblog::create(db).await;
        for prefix in ["", "/empty", "/future"] {
            for uri in ["/9999/", "/9999/dec/", "/9999/week/52/"] {
                assert_eq!(missing(db, &format!("{prefix}{uri}")).await, "Date out of range", "{prefix}{uri}");
            }
        }
        assert_eq!(page(db, "/any/9999/dec/31/").await[1], "9999-12-31 next none previous 9999-12-30");
    }

    #[test]
    async fn a_detail_that_is_routed_without_key_and_slug_is_a_fault_of_the_site(db: &TestDb) {
        weblog::create(db).await;
        let fault = get(&router(), db.db(), "/detail/2026/nov/16/").await;
        let reason = "the view Detail must be routed with `{pk}` or `{slug}` in its path";
        assert_eq!((fault.code(), fault.reason()), (500, reason));
    }

    /// The day begins at nine in the evening of UTC there.
    #[test]
    async fn the_days_of_instants_are_those_of_nairobi(db: &TestDb) {
        weblog::create(db).await;
        db.execute("DELETE FROM entry WHERE id > 1").await;
        let router = at_noon(crate::dates_views::routes()).layer(time_zone(chrono_tz::Africa::Nairobi));
        let code = async |uri: &str| get(&router, db.db(), uri).await.code();
        let pages = ["/entries/", "/entries/2008/", "/entries/2008/apr/", "/entries/2008/week/13/"];
        for (at, days) in [
            ("2008-04-01T20:59:59Z", [200, 404, 404]),
            ("2008-04-01T21:00:00Z", [404, 200, 404]),
            ("2008-04-02T12:00:00Z", [404, 200, 404]),
            ("2008-04-02T20:59:59Z", [404, 200, 404]),
            ("2008-04-02T22:00:00Z", [404, 404, 200]),
        ] {
            Entry::objects().update(db.db(), [Entry::PUBLISHED.set(instant(at))]).await.unwrap();
            for uri in pages {
                assert_eq!(code(uri).await, 200, "{at} {uri}");
            }
            for (day, expected) in (1..).zip(days) {
                assert_eq!(code(&format!("/entries/2008/apr/{day}/")).await, expected, "{at} {day}");
                assert_eq!(code(&format!("/entries/2008/apr/{day}/1/")).await, expected, "{at} {day}");
            }
        }
        // the first hours of a year, a month and a week, which are of the old ones in UTC
        Entry::objects().update(db.db(), [Entry::PUBLISHED.set(instant("2010-07-31T21:30:00Z"))]).await.unwrap();
        let page = get(&router, db.db(), "/entries/2010/").await;
        assert_eq!(lines(&page)[1], "2010-08-01");
        assert_eq!((code("/entries/2010/jul/").await, code("/entries/2010/aug/").await), (404, 200));
        assert_eq!((code("/entries/2010/week/30/").await, code("/entries/2010/week/31/").await), (404, 200));
    }

    /// Days of 23 and 25 hours, and one whose midnight the clock leaves out.
    #[test]
    async fn the_days_on_which_clocks_change_are_whole(db: &TestDb) {
        weblog::create(db).await;
        let routes = || at_noon(crate::dates_views::routes());
        for (zone, first, last, day, before, behind) in [
            (chrono_tz::Europe::Berlin, "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026/mar/29", "2026/mar/28", "2026/mar/30"),
            (chrono_tz::Europe::Berlin, "2025-10-25T22:00:00Z", "2025-10-26T22:59:59Z", "2025/oct/26", "2025/oct/25", "2025/oct/27"),
            (chrono_tz::America::Sao_Paulo, "2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z", "2018/nov/04", "2018/nov/03", "2018/nov/05"),
            (chrono_tz::America::Havana, "2025-11-02T04:00:00Z", "2025-11-03T04:59:59Z", "2025/nov/02", "2025/nov/01", "2025/nov/03"),
        ] {
            let router = routes().layer(time_zone(zone));
            let rows = async |uri: &str| {
                let page = get(&router, db.db(), &format!("/entries/{uri}/")).await;
                (page.code(), page.text.lines().next().unwrap_or_default().trim().to_owned())
            };
            for (id, at) in [(1, first), (2, last)] {
                let row = Entry::objects().filter(Entry::ID.eq(id));
                row.update(db.db(), [Entry::PUBLISHED.set(instant(at))]).await.unwrap();
            }
            assert_eq!(rows(day).await, (200, "new-year leap".to_owned()), "{zone} {day}");
            assert_eq!((rows(before).await.0, rows(behind).await.0), (404, 404), "{zone} {day}");
            // one second earlier and later they are of the neighbours
            for (id, at, by) in [(1, first, -1), (2, last, 1)] {
                let at = instant(at) + cbv::chrono::TimeDelta::seconds(by);
                let row = Entry::objects().filter(Entry::ID.eq(id));
                row.update(db.db(), [Entry::PUBLISHED.set(at)]).await.unwrap();
            }
            assert_eq!(rows(day).await.0, 404, "{zone} {day}");
            assert_eq!((rows(before).await, rows(behind).await), ((200, "leap".into()), (200, "new-year".into())), "{zone}");
            let page = get(&router, db.db(), &format!("/entries/{before}/")).await;
            let next = behind.rsplit('/').next().unwrap();
            assert!(lines(&page)[1].contains(&format!("-{next} previous")), "{zone}: {}", page.text);
        }
    }
}

on_every_database! {
    /// Django lists the dates of related rows; here they are asked of these rows themselves.
    #[test]
    async fn the_dates_of_related_rows_are_those_of_their_model(db: &TestDb) {
        fixture::create(db).await;
        let others = Book::objects().filter(Book::PUBLISHER.has(Publisher::COUNTRY.ne("Germany")));
        let dates = async |unit| {
            let dates = others.clone().date_list(db.db(), DateField::new(Book::PUBLICATION_DATE), unit, Zone::UTC).await;
            crate::dates_event::texts(&dates.unwrap())
        };
        assert_eq!(dates(Unit::Year).await, "1974-01-01 2008-01-01 2026-01-01");
        assert_eq!(dates(Unit::Month).await, "1974-05-01 2008-12-01 2026-02-01");
        assert_eq!(dates(Unit::Week).await, "1974-04-29 2008-12-15 2026-02-23");
        assert_eq!(dates(Unit::Day).await, "1974-05-01 2008-12-15 2026-02-28");
    }
}
