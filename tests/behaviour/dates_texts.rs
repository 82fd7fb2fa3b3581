//! Dates and times that SQLite holds as texts: in each form that is read, an archive's questions are answered alike, and the
//! column's index answers them.

use cbv::{
    DateField, Db, Dialect, Model, Sql, Zone,
    chrono::NaiveDateTime,
    dates::{Period, Unit},
};
use cbv_tests::{db::TestDb, on_every_database};

use crate::{
    dates_event::{berlin, period, texts},
    dates_periods::instant,
};

/// A table whose only date is a text.
#[derive(Debug, Clone, Model)]
#[model(table = "logged", ordering(id))]
struct Logged {
    id: i64,
    at: Option<NaiveDateTime>,
}

const AT: DateField<Logged> = DateField::new(Logged::AT);

/// Each form that a date and time is read in, and what stands behind it, of every other row.
const FORMS: [(&str, [&str; 2]); 10] = [
    ("%Y-%m-%d %H:%M:%S", ["", ""]),
    ("%Y-%m-%dT%H:%M:%S", ["", ""]),
    ("%Y-%m-%dt%H:%M:%S", ["", ""]),
    ("%Y-%m-%d %H:%M:%S%.6f", ["", ""]),
    ("%Y-%m-%d %H:%M:%S", ["+00:00", "Z"]),
    ("%Y-%m-%dT%H:%M:%S", ["Z", "z"]),
    ("%Y-%m-%dT%H:%M:%S", ["+00:00", "+0000"]),
    ("%Y-%m-%dT%H:%M:%S%.3f", ["Z", "+00"]),
    ("%Y-%m-%dT%H:%M:%S%.9f", ["Z", "Z"]),
    ("%Y-%m-%dT%H:%M", ["Z", ""]),
];

const TIMES: [&str; 8] = [
    "2026-10-31T22:59:00Z", // the last minute of October in Berlin
    "2026-10-31T23:00:00Z",
    "2026-11-01T00:00:00Z",
    "2026-11-15T12:00:00Z",
    "2026-11-30T22:59:00Z",
    "2026-11-30T23:00:00Z",
    "2026-12-01T00:00:00Z",
    "2027-03-01T00:00:00Z",
];

async fn fill(db: &TestDb, form: usize) {
    let (format, suffixes) = FORMS[form];
    db.execute("DROP TABLE IF EXISTS logged; CREATE TABLE logged (id {key}, at TEXT NULL); CREATE INDEX logged_at ON logged (at)").await;
    for (index, time) in TIMES.iter().enumerate() {
        let text = format!("{}{}", instant(time).format(format), suffixes[index % 2]);
        db.execute(&format!("INSERT INTO logged (at) VALUES ('{text}')")).await;
    }
}

async fn ids(db: &Db, rows: cbv::QuerySet<Logged>) -> Vec<i64> {
    rows.all(db).await.unwrap().into_iter().map(|row| row.id).collect()
}

async fn first_of(db: &Db, next: bool, of: Period, zone: Zone) -> String {
    let rows = Logged::objects();
    let found = if next {
        rows.next_period(db, AT, &of, zone).await
    } else {
        rows.previous_period(db, AT, &of, zone).await
    };
    found.unwrap().map(|period| period.first().to_string()).unwrap_or_default()
}

on_every_database! {
    #[test]
    async fn dt_05__dt_28__dt_39_texts_of_every_form_are_compared_as_times(db: &TestDb) {
        if db.dialect() != Dialect::Sqlite {
            return; // the others have types for them
        }
        for (form, shown) in FORMS.iter().enumerate() {
            fill(db, form).await;
            let db = db.db();
            let november = period(Unit::Month, "2026-11-01");
            let found = |zone| ids(db, Logged::objects().filter(AT.within(&november, zone)));
            assert_eq!(found(berlin()).await, [2, 3, 4, 5], "{shown:?}");
            assert_eq!(found(Zone::UTC).await, [3, 4, 5, 6], "{shown:?}");
            let outside = Logged::objects().exclude(AT.within(&november, berlin()));
            assert_eq!(ids(db, outside).await, [1, 6, 7, 8], "{shown:?}");
            let past = |now: &str| ids(db, Logged::objects().filter(AT.not_future(instant(now), berlin())));
            assert_eq!(past("2026-11-30T23:00:00Z").await, [1, 2, 3, 4, 5, 6], "{shown:?}");
            assert_eq!(past("2026-11-30T22:59:59.9Z").await, [1, 2, 3, 4, 5], "{shown:?}");
            assert_eq!(first_of(db, true, november, berlin()).await, "2026-12-01", "{shown:?}");
            assert_eq!(first_of(db, false, november, berlin()).await, "2026-10-01", "{shown:?}");
            assert_eq!(first_of(db, true, november, Zone::UTC).await, "2026-12-01", "{shown:?}");
            assert_eq!(first_of(db, false, period(Unit::Month, "2026-10-01"), Zone::UTC).await, "", "{shown:?}");
            for (unit, wanted) in [
                (Unit::Year, "2026-01-01 2027-01-01"),
                (Unit::Month, "2026-10-01 2026-11-01 2026-12-01 2027-03-01"),
                (Unit::Day, "2026-10-31 2026-11-01 2026-11-15 2026-11-30 2026-12-01 2027-03-01"),
            ] {
                let dates = Logged::objects().date_list(db, AT, unit, berlin()).await.unwrap();
                assert_eq!(texts(&dates), wanted, "{shown:?}");
            }
            assert_eq!(ids(db, Logged::objects().filter(Logged::AT.in_month(2026, 11))).await, [3, 4, 5, 6], "{shown:?}");
        }
    }

    #[test]
    async fn dates_with_a_time_behind_them_are_dates(db: &TestDb) {
        if db.dialect() != Dialect::Sqlite {
            return;
        }
        use crate::dates_event::{DAY, Event, create};
        create(db).await;
        db.execute("INSERT INTO event (name, day) VALUES ('a', '2026-11-20 23:59:59'), ('b', '2026-11-21'), ('c', '2026-11-21 00:00'), \
                    ('d', '2026-11-21T23:59:59Z'), ('e', '2026-11-22')").await;
        let today = period(Unit::Day, "2026-11-21");
        assert_eq!(crate::dates_event::ids(db, DAY.within(&today, berlin())).await, [2, 3, 4]);
        assert_eq!(crate::dates_event::ids(db, DAY.not_future(instant("2026-11-21T12:00:00Z"), berlin())).await, [1, 2, 3, 4]);
        let days = Event::objects().date_list(db.db(), DAY, Unit::Day, berlin()).await.unwrap();
        assert_eq!(texts(&days), "2026-11-20 2026-11-21 2026-11-22");
    }
}

/// The bounds are values, never part of the text.
#[test]
fn bounds_are_bound() {
    let rows = Logged::objects().filter(AT.within(&period(Unit::Day, "2026-11-21"), berlin()));
    let statement = rows.query(Dialect::Sqlite).unwrap();
    assert!(
        !statement.sql().contains("2026")
            && statement.values().iter().all(|value| matches!(value, Sql::Text(_)))
    );
}
