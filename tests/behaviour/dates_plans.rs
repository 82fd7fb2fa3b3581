//! With a million rows an index serves every question of an archive. The plans are those of the very statements that were sent.

use cbv::{DateField, Db, Model, Sql, dates::Unit, test::queries};
use cbv_tests::{db::TestDb, on_every_database};
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

/// Every access to the table is a search of that index.
async fn assert_uses(db: &TestDb, sql: &str, values: &[Sql], index: &str) {
    let plan = plan(db, sql, values).await;
    let accesses: Vec<&String> = plan
        .iter()
        .filter(|step| match db.dialect() {
            cbv::Dialect::Sqlite => step.contains(" t ") || step.ends_with(" t"),
            cbv::Dialect::Postgres => step.contains(" on event"),
            cbv::Dialect::MySql => step.contains("table t "),
        })
        .collect();
    assert!(!accesses.is_empty(), "{sql}\n{plan:#?}");
    for access in accesses {
        let searched = match db.dialect() {
            cbv::Dialect::Sqlite => {
                access.starts_with("SEARCH t USING") && access.contains(&format!("INDEX {index} ("))
            }
            cbv::Dialect::Postgres => {
                (access.contains("Index Scan") || access.contains("Index Only Scan"))
                    && access.contains(&format!("using {index} on event"))
            }
            cbv::Dialect::MySql => access.contains(&format!("type range key {index} ")),
        };
        assert!(searched, "{sql}\n{plan:#?}");
    }
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

on_every_database! {
    #[test]
    async fn dt_07__dt_25__dt_39_an_index_serves_a_million_rows(db: &TestDb) {
        fill(db).await;
        check(db, DAY, "event_day").await;
        check(db, AT, "event_at").await;
        check(db, NAIVE, "event_naive").await;
    }
}
