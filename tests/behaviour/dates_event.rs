//! The table that the tests of dates read: a date, an instant, and a time without a zone, each of which may be NULL. Called by
//! the `dates_*` modules.

use cbv::{
    Condition, DateField, Model, Zone,
    chrono::{DateTime, NaiveDate, NaiveDateTime, Utc},
    dates::{Period, Unit},
};
use cbv_tests::db::TestDb;

#[derive(Debug, Clone, PartialEq, Default, Model)]
#[model(table = "event", ordering(id))]
pub(crate) struct Event {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) day: Option<NaiveDate>,
    pub(crate) at: Option<DateTime<Utc>>,
    pub(crate) naive: Option<NaiveDateTime>,
}

/// The same column as three types.
pub(crate) const DAY: DateField<Event> = DateField::new(Event::DAY);
pub(crate) const AT: DateField<Event> = DateField::new(Event::AT);
pub(crate) const NAIVE: DateField<Event> = DateField::new(Event::NAIVE);

/// Makes the table, without rows. The columns are of the other type of the database than their fields have, which is read and
/// compared all the same.
pub(crate) async fn create(db: &TestDb) {
    create_table(db).await;
    create_indexes(db).await;
}

/// The table alone.
pub(crate) async fn create_table(db: &TestDb) {
    db.execute(
        "CREATE TABLE event (id {key}, name VARCHAR(50) NOT NULL, day DATE NULL, at {datetime} NULL, naive {instant} NULL)",
    )
    .await;
}

/// An index on each of the dates.
pub(crate) async fn create_indexes(db: &TestDb) {
    let index = |column| format!("CREATE INDEX event_{column} ON event ({column});");
    db.execute(&["day", "at", "naive"].map(index).concat()).await;
}

/// Makes the table with a row for each instant; `day` is the day in UTC.
pub(crate) async fn create_at(db: &TestDb, instants: &[&str]) {
    create(db).await;
    let rows: Vec<Event> = instants.iter().map(|text| event(Some(text.parse().unwrap()))).collect();
    Event::objects().bulk_create(db.db(), &rows).await.unwrap();
}

pub(crate) fn event(at: Option<DateTime<Utc>>) -> Event {
    let naive = at.map(|at| at.naive_utc());
    Event { day: naive.map(|at| at.date()), at, naive, ..Event::default() }
}

/// The keys of the rows that the condition is true of.
pub(crate) async fn ids(db: &TestDb, condition: Condition<Event>) -> Vec<i64> {
    let rows = Event::objects().filter(condition).all(db.db()).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

pub(crate) fn period(unit: Unit, date: &str) -> Period {
    Period::of(unit, date.parse().unwrap()).unwrap()
}

pub(crate) fn berlin() -> Zone {
    Zone::from(cbv::chrono_tz::Europe::Berlin)
}

/// As texts, to be compared and shown.
pub(crate) fn texts(dates: &[NaiveDate]) -> String {
    dates.iter().map(|date| date.to_string()).collect::<Vec<_>>().join(" ")
}
