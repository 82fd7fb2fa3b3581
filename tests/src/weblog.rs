//! A weblog for the tests of date archives: entries with a date, an instant and a date that may be missing. It is noon of
//! 21 November 2026 there, a Saturday.

use axum::Router;
use cbv::{
    Db, Model,
    chrono::{DateTime, NaiveDate, TimeZone as _, Utc},
    test::at,
};

use crate::db::TestDb;

/// An entry.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(id), url = "/entries/{slug}/", verbose_name_plural = "entries")]
#[allow(missing_docs)]
pub struct Entry {
    pub id: i64,
    pub slug: String,
    pub topic: String,
    /// A day without a time.
    pub day: NaiveDate,
    /// An instant.
    pub published: DateTime<Utc>,
    /// A day that some entries do not have.
    pub revised: Option<NaiveDate>,
}

const SCHEMA: &str = "
CREATE TABLE entry (
    id {key}, slug VARCHAR(50) NOT NULL, topic VARCHAR(50) NOT NULL, day DATE NOT NULL, published {instant} NOT NULL, revised DATE NULL
);
CREATE INDEX entry_day ON entry (day, id);
CREATE INDEX entry_published ON entry (published, id);
CREATE INDEX entry_revised ON entry (revised, id);
";

/// The last three are later than noon of that Saturday; the last two are of later days.
const ROWS: &[(&str, &str, &str, &str)] = &[
    ("leap", "life", "2024-02-29", "08:00:00"),
    ("new-year", "life", "2025-01-01", "00:00:00"),
    ("spring", "rust", "2025-03-15", "10:00:00"),
    ("night", "rust", "2025-03-15", "23:30:00"),
    ("sunday", "rust", "2026-11-15", "12:00:00"),
    ("monday", "life", "2026-11-16", "09:00:00"),
    ("morning", "rust", "2026-11-21", "06:00:00"),
    ("evening", "life", "2026-11-21", "20:00:00"),
    ("tomorrow", "rust", "2026-11-22", "09:00:00"),
    ("next-year", "life", "2027-01-05", "09:00:00"),
];

/// Makes the table and its rows; of the first and the third the day of revision is that of the next year.
pub async fn create(db: &TestDb) {
    db.execute(SCHEMA).await;
    for (at, (slug, topic, day, time)) in ROWS.iter().enumerate() {
        let revised = match at {
            0 => "'2025-02-28'",
            2 => "'2026-03-15'",
            _ => "NULL",
        };
        let zone = db.pick("", "+00", "");
        db.execute(&format!(
            "INSERT INTO entry (id, slug, topic, day, published, revised)
             VALUES ({}, '{slug}', '{topic}', '{day}', '{day} {time}{zone}', {revised})",
            at + 1
        ))
        .await;
    }
}

/// The instant that the weblog's pages are asked for at.
///
/// # Panics
/// Never: there is such an instant.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).single().expect("an instant")
}

/// The router at that instant.
pub fn at_noon(router: Router<Db>) -> Router<Db> {
    router.layer(at(noon()))
}
