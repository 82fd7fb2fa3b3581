//! A column of dates as the databases are asked for it: the rows of a period, those that are not in the future, the dates there
//! are, and the nearest ones. What is true of random rows is in `dates_props`.

use cbv::{
    DateField, Dialect, Error, Model as _, QuerySet, Sql, Zone,
    chrono::TimeDelta,
    dates::{Period, Unit},
    test::queries,
};
use cbv_tests::{db::TestDb, on_every_database};

use crate::{
    dates_event::{AT, DAY, Event, NAIVE, berlin, create, create_at, event, ids, period, texts},
    dates_periods::{day, instant},
};

async fn next(
    db: &TestDb,
    rows: QuerySet<Event>,
    field: DateField<Event>,
    period: &Period,
    zone: Zone,
) -> Option<String> {
    let (found, queries) = queries(rows.next_period(db.db(), field, period, zone)).await;
    queries.assert_count(1);
    found.unwrap().map(|period| period.first().to_string())
}

async fn previous(
    db: &TestDb,
    rows: QuerySet<Event>,
    field: DateField<Event>,
    period: &Period,
    zone: Zone,
) -> Option<String> {
    let (found, queries) = queries(rows.previous_period(db.db(), field, period, zone)).await;
    queries.assert_count(1);
    found.unwrap().map(|period| period.first().to_string())
}

async fn dates(db: &TestDb, field: DateField<Event>, unit: Unit, zone: Zone) -> String {
    let (found, queries) = queries(Event::objects().date_list(db.db(), field, unit, zone)).await;
    if db.dialect() != Dialect::MySql {
        queries.assert_count(1);
    }
    texts(&found.unwrap())
}

const NIGHT: [&str; 6] = [
    "2026-11-20T22:59:59Z",
    "2026-11-20T23:00:00Z", // midnight in Berlin
    "2026-11-21T00:00:00Z",
    "2026-11-21T22:59:59.999999Z",
    "2026-11-21T23:00:00Z",
    "2026-11-22T00:00:00Z",
];

on_every_database! {
    #[test]
    async fn dt_05__dt_08_a_day_begins_at_midnight_of_the_time_zone(db: &TestDb) {
        create_at(db, &NIGHT).await;
        let today = period(Unit::Day, "2026-11-21");
        for field in [AT, NAIVE] {
            assert_eq!(ids(db, field.within(&today, berlin())).await, [2, 3, 4]);
            assert_eq!(ids(db, field.within(&today, Zone::UTC)).await, [3, 4, 5]);
            assert_eq!(ids(db, field.within(&today, "+12:00".parse().unwrap())).await, [1, 2, 3]);
        }
        // a column of dates is the same for everybody
        for zone in [berlin(), Zone::UTC, "-05:00".parse().unwrap()] {
            assert_eq!(ids(db, DAY.within(&today, zone)).await, [3, 4, 5]);
        }
        assert_eq!(ids(db, Event::AT.in_period(&today, berlin())).await, [2, 3, 4]);
        assert_eq!(ids(db, !AT.within(&today, berlin())).await, [1, 5, 6]);
    }

    #[test]
    async fn dt_06_days_of_23_and_25_hours_are_whole(db: &TestDb) {
        // the clock of Berlin is put forward on 29 March and back on 25 October
        let instants = [
            "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z",
            "2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z",
        ];
        create_at(db, &instants).await;
        assert_eq!(ids(db, AT.within(&period(Unit::Day, "2026-03-29"), berlin())).await, [2, 3]);
        assert_eq!(ids(db, AT.within(&period(Unit::Day, "2026-10-25"), berlin())).await, [6, 7]);
        assert_eq!(ids(db, AT.within(&period(Unit::Day, "2011-12-30"), "Pacific/Apia".parse().unwrap())).await, [0; 0]);
        let days = "2026-03-28 2026-03-29 2026-03-30 2026-10-24 2026-10-25 2026-10-26";
        assert_eq!(dates(db, AT, Unit::Day, berlin()).await, days);
        assert_eq!(dates(db, NAIVE, Unit::Day, berlin()).await, days);
    }

    #[test]
    async fn dt_07_one_day_is_a_range_of_the_bare_column(db: &TestDb) {
        create_at(db, &NIGHT).await;
        let sql = |field: DateField<Event>, unit, zone| {
            let rows = Event::objects().order_by([]).filter(field.within(&period(unit, "2026-11-21"), zone));
            let statement = rows.query(db.dialect()).unwrap();
            let condition = statement.sql().split_once(" WHERE ").unwrap().1.replace(['"', '`', '(', ')'], "");
            (condition.replace("$1", "?").replace("$2", "?"), statement.values().to_vec())
        };
        let (condition, values) = sql(DAY, Unit::Day, berlin());
        assert_eq!(condition, "t.day >= ? AND t.day < ?");
        assert_eq!(values, [Sql::Date(day("2026-11-21")), Sql::Date(day("2026-11-22"))]);
        assert_eq!(sql(AT, Unit::Month, Zone::UTC).0, "t.at >= ? AND t.at < ?");
        let (condition, values) = sql(AT, Unit::Day, berlin());
        if db.dialect() == Dialect::Sqlite {
            // texts in any of their forms: the first and the last comparison are the range
            assert!(condition.starts_with("t.at >= ? AND ") && condition.contains(" AND t.at < ? AND "), "{condition}");
            assert!(!condition.contains("date"), "{condition}");
            assert_eq!(values[0], Sql::Text("2026-11-20 23:00".into()));
        } else {
            assert_eq!(condition, "t.at >= ? AND t.at < ?");
            assert_eq!(values.len(), 2);
        }
        assert_eq!(ids(db, DAY.within(&period(Unit::Day, "2026-11-21"), berlin())).await, [3, 4, 5]);
    }

    #[test]
    async fn two_ranges_of_a_column_are_one(db: &TestDb) {
        create_at(db, &NIGHT).await;
        let (today, month) = (period(Unit::Day, "2026-11-21"), period(Unit::Month, "2026-11-21"));
        let now = instant("2026-11-21T00:00:00Z");
        let rows = Event::objects().filter(AT.within(&month, Zone::UTC) & AT.not_future(now, Zone::UTC));
        let rows = rows.filter(DAY.not_future(now, Zone::UTC)).filter(AT.within(&today, Zone::UTC)).order_by([]);
        let ids: Vec<i64> = rows.clone().all(db.db()).await.unwrap().into_iter().map(|row| row.id).collect();
        assert_eq!(ids, [3]);
        let statement = rows.query(db.dialect()).unwrap();
        let sql = statement.sql().replace(['"', '`'], "");
        assert_eq!((sql.matches("t.at >= ").count(), sql.matches("t.day < ").count()), (db.pick(3, 1, 1), 1), "{sql}");
    }

    #[test]
    async fn dt_03_the_future_begins_behind_now_or_behind_today(db: &TestDb) {
        create_at(db, &NIGHT).await;
        let now = instant("2026-11-21T00:00:00Z");
        assert_eq!(ids(db, AT.not_future(now, berlin())).await, [1, 2, 3]);
        assert_eq!(ids(db, NAIVE.not_future(now - TimeDelta::seconds(1), Zone::UTC)).await, [1, 2]);
        assert_eq!(ids(db, DAY.not_future(now, berlin())).await, [1, 2, 3, 4, 5]);
        assert_eq!(ids(db, DAY.not_future(now - TimeDelta::seconds(1), Zone::UTC)).await, [1, 2]);
        // one hour before midnight it is tomorrow in Berlin
        assert_eq!(ids(db, DAY.not_future(now - TimeDelta::minutes(30), berlin())).await, [1, 2, 3, 4, 5]);
        // a second that has begun counts as a whole, since texts of SQLite may or may not have fractions
        let late = instant("2026-11-21T22:59:59.2Z");
        assert_eq!(ids(db, AT.not_future(late, berlin())).await, [1, 2, 3, 4]);
        assert_eq!(ids(db, AT.not_future(instant("9999-12-31T23:59:59Z"), Zone::UTC)).await.len(), 6);
        assert_eq!(ids(db, DAY.not_future(instant("9999-12-31T23:59:59Z"), Zone::UTC)).await.len(), 6);
    }

    #[test]
    async fn dt_25__dt_27_the_neighbour_is_the_period_of_the_nearest_row(db: &TestDb) {
        create_at(db, &["2024-02-29T12:00:00Z", "2026-03-01T12:00:00Z", "2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z", "2027-01-31T12:00:00Z"]).await;
        let all = Event::objects;
        for field in [DAY, AT, NAIVE] {
            let month = period(Unit::Month, "2026-11-01");
            assert_eq!(next(db, all(), field, &month, berlin()).await.as_deref(), Some("2027-01-01"));
            assert_eq!(previous(db, all(), field, &month, berlin()).await.as_deref(), Some("2026-03-01"));
            let year = period(Unit::Year, "2026-01-01");
            assert_eq!(previous(db, all(), field, &year, berlin()).await.as_deref(), Some("2024-01-01"));
            // the week of a found row begins with the day of the week that was asked for
            let week = Period::week_of(day("2026-11-21"), cbv::chrono::Weekday::Sun).unwrap();
            assert_eq!(previous(db, all(), field, &week, berlin()).await.as_deref(), Some("2026-03-01"));
            assert_eq!(next(db, all(), field, &week, berlin()).await.as_deref(), Some("2027-01-31"));
            let week = period(Unit::Week, "2026-11-21");
            assert_eq!(next(db, all(), field, &week, berlin()).await.as_deref(), Some("2027-01-25"));
            // from one that has no rows itself
            let empty = period(Unit::Day, "2025-06-01");
            assert_eq!(previous(db, all(), field, &empty, berlin()).await.as_deref(), Some("2024-02-29"));
            assert_eq!(next(db, all(), field, &empty, berlin()).await.as_deref(), Some("2026-03-01"));
            assert_eq!(next(db, all(), field, &period(Unit::Day, "2027-01-31"), berlin()).await, None);
            assert_eq!(previous(db, all(), field, &period(Unit::Day, "2024-02-29"), berlin()).await, None);
        }
    }

    #[test]
    async fn dt_26_no_neighbour_is_in_the_future(db: &TestDb) {
        create_at(db, &["2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z"]).await;
        let now = instant("2026-11-21T11:00:00Z");
        let rows = |field: DateField<Event>, now| Event::objects().filter(field.not_future(now, berlin()));
        let yesterday = period(Unit::Day, "2026-11-20");
        assert_eq!(next(db, rows(AT, now), AT, &yesterday, berlin()).await, None);
        assert_eq!(next(db, rows(AT, now + TimeDelta::hours(1)), AT, &yesterday, berlin()).await.as_deref(), Some("2026-11-21"));
        assert_eq!(next(db, rows(DAY, now), DAY, &yesterday, berlin()).await.as_deref(), Some("2026-11-21"));
        assert_eq!(next(db, rows(DAY, now), DAY, &period(Unit::Day, "2026-11-21"), berlin()).await, None);
        // from a period in the future the previous one is not in the future
        let december = period(Unit::Month, "2026-12-01");
        assert_eq!(previous(db, rows(AT, now), AT, &december, berlin()).await.as_deref(), Some("2026-11-01"));
        let friday = period(Unit::Day, "2026-12-01");
        assert_eq!(previous(db, rows(DAY, now), DAY, &friday, berlin()).await.as_deref(), Some("2026-11-21"));
        assert_eq!(previous(db, rows(AT, now), AT, &friday, berlin()).await.as_deref(), Some("2026-11-20"));
    }

    #[test]
    async fn dt_28_a_neighbour_is_of_the_day_in_the_time_zone(db: &TestDb) {
        create_at(db, &["2026-10-31T23:30:00Z", "2026-11-15T12:00:00Z", "2026-11-30T23:30:00Z"]).await;
        let november = period(Unit::Month, "2026-11-01");
        for field in [AT, NAIVE] {
            assert_eq!(next(db, Event::objects(), field, &november, berlin()).await.as_deref(), Some("2026-12-01"));
            assert_eq!(previous(db, Event::objects(), field, &november, berlin()).await, None);
            assert_eq!(next(db, Event::objects(), field, &november, Zone::UTC).await, None);
            assert_eq!(previous(db, Event::objects(), field, &november, Zone::UTC).await.as_deref(), Some("2026-10-01"));
            let day = period(Unit::Day, "2026-11-02");
            assert_eq!(previous(db, Event::objects(), field, &day, berlin()).await.as_deref(), Some("2026-11-01"));
            assert_eq!(previous(db, Event::objects(), field, &day, Zone::UTC).await.as_deref(), Some("2026-10-31"));
        }
    }

    #[test]
    async fn dt_29_a_neighbour_is_one_of_the_rows_and_no_other_order_counts(db: &TestDb) {
        create_at(db, &["2026-01-01T12:00:00Z", "2026-02-01T12:00:00Z", "2026-03-01T12:00:00Z", "2026-05-01T12:00:00Z", "2026-04-01T12:00:00Z"]).await;
        let rows = Event::objects().filter(Event::ID.ne(2)).order_by([Event::ID.desc()]);
        let january = period(Unit::Month, "2026-01-01");
        assert_eq!(next(db, rows.clone(), AT, &january, berlin()).await.as_deref(), Some("2026-03-01"));
        assert_eq!(previous(db, rows.clone(), AT, &period(Unit::Month, "2026-03-01"), berlin()).await.as_deref(), Some("2026-01-01"));
        assert_eq!(next(db, rows.clone(), AT, &period(Unit::Month, "2026-03-01"), berlin()).await.as_deref(), Some("2026-04-01"));
        let (_, queries) = queries(rows.clone().next_period(db.db(), AT, &january, berlin())).await;
        let sql = queries.iter().next().unwrap().sql().replace(['"', '`'], "");
        assert!(sql.starts_with("SELECT t.at FROM event AS t WHERE ") && sql.ends_with(" ORDER BY t.at LIMIT 1"), "{sql}");
        let refused = rows.limit(1).next_period(db.db(), AT, &january, berlin()).await.unwrap_err();
        assert!(matches!(refused, Error::ImproperlyConfigured(_)), "{refused}");
    }

    #[test]
    async fn dt_37_rows_without_a_date_are_in_no_period_and_no_list(db: &TestDb) {
        create(db).await;
        let rows = [event(None), event(Some(instant("2026-11-21T12:00:00Z"))), event(None)];
        Event::objects().bulk_create(db.db(), &rows).await.unwrap();
        let year = period(Unit::Year, "2026-01-01");
        let before = period(Unit::Year, "2025-01-01");
        for field in [DAY, AT, NAIVE] {
            assert_eq!(dates(db, field, Unit::Year, berlin()).await, "2026-01-01");
            assert_eq!(ids(db, field.within(&year, berlin())).await, [2]);
            assert_eq!(ids(db, field.not_future(instant("2100-01-01T00:00:00Z"), berlin())).await, [2]);
            assert_eq!(next(db, Event::objects(), field, &before, Zone::UTC).await.as_deref(), Some("2026-01-01"));
            assert_eq!(next(db, Event::objects(), field, &year, Zone::UTC).await, None);
            assert_eq!(previous(db, Event::objects(), field, &year, Zone::UTC).await, None);
        }
        Event::objects().delete(db.db()).await.unwrap();
        Event::objects().bulk_create(db.db(), &[event(None)]).await.unwrap();
        assert_eq!(dates(db, AT, Unit::Day, berlin()).await, "");
    }

    #[test]
    async fn dt_39_the_dates_are_those_of_the_filtered_rows_in_the_time_zone(db: &TestDb) {
        let instants = [
            "2024-02-29T12:00:00Z", "2025-12-31T22:59:59Z", "2025-12-31T23:00:00Z", "2026-01-01T12:00:00Z",
            "2026-01-04T12:00:00Z", "2026-01-05T12:00:00Z", "2026-02-01T12:00:00Z", "2026-02-01T12:00:01Z",
        ];
        create_at(db, &instants).await;
        for field in [AT, NAIVE] {
            assert_eq!(dates(db, field, Unit::Year, berlin()).await, "2024-01-01 2025-01-01 2026-01-01");
            assert_eq!(dates(db, field, Unit::Month, berlin()).await, "2024-02-01 2025-12-01 2026-01-01 2026-02-01");
            assert_eq!(dates(db, field, Unit::Week, berlin()).await, "2024-02-26 2025-12-29 2026-01-05 2026-01-26");
            let days = "2024-02-29 2025-12-31 2026-01-01 2026-01-04 2026-01-05 2026-02-01";
            assert_eq!(dates(db, field, Unit::Day, berlin()).await, days);
        }
        assert_eq!(dates(db, DAY, Unit::Week, berlin()).await, "2024-02-26 2025-12-29 2026-01-05 2026-01-26");
        let rows = Event::objects().filter(AT.within(&period(Unit::Year, "2026-01-01"), berlin())).filter(Event::ID.ne(7));
        let rows = rows.order_by([Event::NAME.asc()]);
        let months = rows.clone().date_list(db.db(), AT, Unit::Month, berlin()).await.unwrap();
        assert_eq!(texts(&months), "2026-01-01 2026-02-01");
        let months = rows.filter(Event::ID.lt(7)).date_list(db.db(), AT, Unit::Month, berlin()).await.unwrap();
        assert_eq!(texts(&months), "2026-01-01");
        let none = Event::objects().none().date_list(db.db(), AT, Unit::Day, berlin()).await.unwrap();
        assert_eq!(none, []);
        let refused = Event::objects().limit(3).date_list(db.db(), AT, Unit::Day, berlin()).await.unwrap_err();
        assert!(matches!(refused, Error::ImproperlyConfigured(_)), "{refused}");
    }

    #[test]
    async fn the_first_and_the_last_dates_are_listed(db: &TestDb) {
        create(db).await;
        let days = ["0001-01-01", "1582-10-10", "1893-03-31", "9998-12-30", "9999-12-30", "9999-12-31"];
        let rows: Vec<Event> = days.iter().map(|text| {
            let at = instant(&format!("{text}T12:00:00Z"));
            Event { naive: None, ..event(Some(at)) }
        }).collect();
        Event::objects().bulk_create(db.db(), &rows).await.unwrap();
        let years = "0001-01-01 1582-01-01 1893-01-01 9998-01-01 9999-01-01";
        for (field, zone) in [(DAY, Zone::UTC), (AT, Zone::UTC), (AT, berlin()), (AT, "-11:00".parse().unwrap())] {
            assert_eq!(dates(db, field, Unit::Year, zone).await, years, "{zone}");
            assert_eq!(dates(db, field, Unit::Day, zone).await, days.join(" "), "{zone}");
            let last = period(Unit::Day, "9999-12-31");
            assert_eq!(ids(db, field.within(&last, zone)).await, [6], "{zone}");
            assert_eq!(next(db, Event::objects(), field, &last, zone).await, None);
            assert_eq!(previous(db, Event::objects(), field, &last, zone).await.as_deref(), Some("9999-12-30"));
            let first = period(Unit::Day, "0001-01-01");
            assert_eq!(previous(db, Event::objects(), field, &first, zone).await, None);
            assert_eq!(ids(db, field.within(&first, zone)).await, [1], "{zone}");
            // a year whose end lies outside the calendar has no page to lead to
            let year = period(Unit::Year, "9998-01-01");
            assert_eq!(next(db, Event::objects(), field, &year, zone).await, None);
        }
    }

    #[test]
    async fn more_periods_than_a_recursion_is_allowed_by_default(db: &TestDb) {
        create(db).await;
        let first = instant("2020-01-01T12:00:00Z");
        let rows: Vec<Event> = (0..1_500).map(|number| event(Some(first + TimeDelta::days(number)))).collect();
        Event::objects().bulk_create(db.db(), &rows).await.unwrap();
        for field in [DAY, AT] {
            let days = Event::objects().date_list(db.db(), field, Unit::Day, berlin()).await.unwrap();
            assert_eq!((days.len(), days[1_499].to_string().as_str()), (1_500, "2024-02-08"));
        }
    }
}
