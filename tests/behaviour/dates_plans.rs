//! With a million rows an index serves every question of an archive. The plans are those of the very statements that were sent.

use cbv::{
    DateField, Dialect, Sql, chrono_tz,
    dates::Unit,
    prelude::*,
    test::{at, queries},
    time_zone,
};
use cbv_tests::{db::TestDb, on_every_database, web::get};
use sqlx::{AssertSqlSafe, Row as _};

use crate::{
    dates_event::{AT, DAY, Event, NAIVE, berlin, create_indexes, create_table, period},
    dates_periods::instant,
};

/// Ten years of rows, in no order, each fifth of them called `e`.
async fn fill(db: &TestDb) {
    create_table(db).await;
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999999)";
    let seconds = "(i % 1000 * 315360 + i / 1000 * 313)";
    let rows = db.pick(
        format!(
            "INSERT INTO event (name, day, at, naive) {numbers} SELECT substr('abcde', 1 + i % 5, 1), date('2016-01-01', {seconds} || ' seconds'),
             datetime('2016-01-01', {seconds} || ' seconds'), datetime('2016-01-01', {seconds} || ' seconds') FROM n"
        ),
        format!(
            "INSERT INTO event (name, day, at, naive) SELECT substr('abcde', 1 + i % 5, 1), CAST(at AS DATE), at, at
             FROM (SELECT i, TIMESTAMP '2016-01-01' + {seconds} * INTERVAL '1 second' AS at FROM generate_series(0, 999999) AS g (i)) AS n"
        ),
        format!(
            "SET max_recursive_iterations = 1000000; SET @old = TIMESTAMP '2016-01-01 00:00:00';
             INSERT INTO event (name, day, at, naive) {numbers}, m (i, at) AS (SELECT i, @old + INTERVAL (i % 1000 * 315360 + i DIV 1000 * 313) SECOND FROM n)
             SELECT substr('abcde', 1 + i % 5, 1), DATE(at), at, at FROM m"
        ),
    );
    db.execute(&rows).await;
    create_indexes(db).await;
    db.execute(db.pick("ANALYZE", "ANALYZE event", "ANALYZE TABLE event")).await;
}

/// Binds what these statements hold.
macro_rules! explain {
    ($prefix:literal, $sql:expr, $values:expr, $conn:expr) => {{
        let query = sqlx::query(AssertSqlSafe(format!("{} {}", $prefix, $sql)));
        let bound = $values.iter().fold(query, |query, value| match value.clone() {
            Sql::Text(text) => query.bind(text),
            Sql::Int(number) => query.bind(number),
            Sql::Date(date) => query.bind(date),
            Sql::DateTime(at, _) => query.bind(at),
            Sql::Utc(at, _) => query.bind(at),
            other => panic!("{other:?}"),
        });
        bound.fetch_all($conn).await.unwrap()
    }};
}

/// Each step of the plan as a line.
async fn plan(db: &TestDb, sql: &str, values: &[Sql]) -> Vec<String> {
    match db.db() {
        Db::Sqlite(pools) => {
            let values: Vec<Sql> = values
                .iter()
                .map(|value| match value {
                    Sql::Date(date) => Sql::Text(date.to_string()),
                    other => other.clone(),
                })
                .collect();
            let rows = explain!("EXPLAIN QUERY PLAN", sql, values, pools.read());
            rows.iter().map(|row| row.get("detail")).collect()
        }
        Db::Postgres(pool) => {
            let rows = explain!("EXPLAIN", sql, values, pool);
            rows.iter().map(|row| row.get(0)).collect()
        }
        Db::MySql(pool) => {
            let rows = explain!("EXPLAIN", sql, values, pool);
            let step = |row: &sqlx::mysql::MySqlRow| {
                let (table, kind): (Option<String>, Option<String>) = (row.get("table"), row.get("type"));
                let (key, rows): (Option<String>, Option<String>) =
                    (row.get("key"), row.try_get("rows").ok());
                format!(
                    "table {} type {} key {} rows {}",
                    table.unwrap_or_default(),
                    kind.unwrap_or_default(),
                    key.unwrap_or_default(),
                    rows.unwrap_or_default()
                )
            };
            rows.iter().map(step).collect()
        }
        other => panic!("unknown database {other:?}"),
    }
}

/// Every access to the table is a search, and one of them goes by that index.
async fn assert_uses(db: &TestDb, sql: &str, values: &[Sql], index: &str) {
    let plan = plan(db, sql, values).await;
    let is_access = |step: &&String| match db.dialect() {
        Dialect::Sqlite => step.contains(" t ") || step.ends_with(" t"),
        Dialect::Postgres => step.contains(" on event t"),
        Dialect::MySql => step.contains("table t "),
    };
    let is_search = |access: &String| match db.dialect() {
        Dialect::Sqlite => access.starts_with("SEARCH t USING"),
        Dialect::Postgres => !access.contains("Seq Scan"),
        Dialect::MySql => {
            ["range", "const", "eq_ref"].iter().any(|kind| access.contains(&format!("type {kind} ")))
        }
    };
    let mut accesses = plan.iter().filter(is_access).peekable();
    if db.dialect() == Dialect::MySql && accesses.peek().is_none() {
        return; // MariaDB has seen from the bounds, or by one look into the index, that there is no such row
    }
    assert!(accesses.peek().is_some() && accesses.all(is_search), "{sql}\n{plan:#?}");
    assert!(plan.iter().any(|step| step.contains(index)), "{sql}\n{plan:#?}");
}

async fn check(db: &TestDb, field: DateField<Event>, index: &str) {
    let (zone, now) = (berlin(), instant("2025-06-01T12:00:00Z"));
    let rows = || Event::objects().filter(field.not_future(now, zone));
    let year = period(Unit::Year, "2020-06-01");
    let month = period(Unit::Month, "2020-06-01");
    let (_, sent) = queries(async {
        for period in [period(Unit::Day, "2020-06-01"), period(Unit::Week, "2020-06-01"), month] {
            let page = rows().filter(field.within(&period, zone)).order_by([field.desc()]).limit(10);
            assert_eq!(page.all(db.db()).await.unwrap().len(), 10);
            assert!(rows().next_period(db.db(), field, &period, zone).await.unwrap().is_some());
            assert!(rows().previous_period(db.db(), field, &period, zone).await.unwrap().is_some());
        }
        let months = rows()
            .filter(field.within(&year, zone))
            .date_list(db.db(), field, Unit::Month, zone)
            .await
            .unwrap();
        let days = rows()
            .filter(field.within(&month, zone))
            .date_list(db.db(), field, Unit::Day, zone)
            .await
            .unwrap();
        let years = rows().date_list(db.db(), field, Unit::Year, zone).await.unwrap();
        assert_eq!((months.len(), days.len(), years.len()), (12, 30, 10));
    })
    .await;
    for query in &sent {
        assert_uses(db, query.sql(), query.values(), index).await;
    }
}

#[derive(ArchiveIndexView)]
#[view(model = Event, date_field = at, path = "/", paginate_by = 10, count = none, template_name = "zones.txt")]
struct Index;

#[derive(YearArchiveView)]
#[view(model = Event, date_field = at, path = "/{year}/", make_object_list, paginate_by = 10, count = none, template_name = "zones.txt")]
struct Year;

#[derive(MonthArchiveView)]
#[view(model = Event, date_field = at, path = "/{year}/{month}/", paginate_by = 10, template_name = "zones.txt")]
struct Month;

#[derive(WeekArchiveView)]
#[view(model = Event, date_field = at, path = "/{year}/week/{week}/", paginate_by = 10, template_name = "zones.txt")]
struct Week;

#[derive(DayArchiveView)]
#[view(model = Event, date_field = at, path = "/{year}/{month}/{day}/", paginate_by = 10, template_name = "zones.txt")]
struct Day;

#[derive(TodayArchiveView)]
#[view(model = Event, date_field = at, path = "/today/", paginate_by = 10, template_name = "zones.txt")]
struct Today;

#[derive(DateDetailView)]
#[view(model = Event, date_field = at, path = "/{year}/{month}/{day}/{pk}/", template_name = "event.txt")]
struct Detail;

/// The statements of a request to each kind of view.
async fn check_views(db: &TestDb) {
    let router = Index::router().merge(Year::router()).merge(Month::router()).merge(Week::router());
    let router = router.merge(Day::router()).merge(Today::router()).merge(Detail::router());
    let router =
        router.layer(time_zone(chrono_tz::Europe::Berlin)).layer(at(instant("2025-06-01T12:00:00Z")));
    for uri in ["/", "/2020/", "/2020/jun/", "/2020/week/23/", "/2020/jun/01/", "/today/", "/2016/jan/01/1/"]
    {
        let (page, sent) = queries(get(&router, db.db(), uri)).await;
        assert_eq!((page.code(), page.reason()), (200, ""), "{uri}");
        assert!(
            !sent.is_empty() && page.text.contains(" | ") != uri.ends_with("/1/"),
            "{uri}: {}",
            page.text
        );
        // without the question whether PostgreSQL has snapshots
        for query in sent.iter().filter(|query| query.sql().contains("event")) {
            let index = if uri.ends_with("/1/") {
                db.pick("PRIMARY KEY", "event_pkey", "PRIMARY")
            } else {
                "event_at"
            };
            assert_uses(db, query.sql(), query.values(), index).await;
        }
    }
}

on_every_database! {
    #[test]
    async fn dt_07__dt_25__dt_39_an_index_serves_a_million_rows(db: &TestDb) {
        fill(db).await;
        check_views(db).await;
        check(db, DAY, "event_day").await;
        check(db, AT, "event_at").await;
        check(db, NAIVE, "event_naive").await;
    }
}
