//! The weblog of the chapter on date archives: its model and a few entries.

#![allow(missing_docs)] // the fields say what they are

use std::borrow::Cow;

use cbv::{
    AbsoluteUrl, Db, Model,
    chrono::{DateTime, Utc},
};
use serde::Serialize;

/// An entry of the weblog.
#[derive(Debug, Clone, Model, Serialize)]
#[model(verbose_name_plural = "entries")]
pub struct Entry {
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub topic: String,
    pub published: DateTime<Utc>,
}

impl cbv::feed::Entry for Entry {
    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.title)
    }

    fn updated(&self) -> DateTime<Utc> {
        self.published
    }
}

impl AbsoluteUrl for Entry {
    fn absolute_url(&self) -> String {
        let day = self.published.format("%Y/%b/%d").to_string().to_lowercase();
        format!("/archive/{day}/{}/", self.slug)
    }
}

/// Makes the table, and what has been written until 21 November 2026, one entry of it too early.
///
/// # Panics
/// When the database refuses.
pub async fn create(db: &Db) {
    db.run_script(
        "CREATE TABLE entry (
            id INTEGER PRIMARY KEY, slug TEXT NOT NULL, title TEXT NOT NULL, topic TEXT NOT NULL, published TEXT NOT NULL
        );
        CREATE INDEX entry_published ON entry (published, id);
        INSERT INTO entry (slug, title, topic, published) VALUES
            ('hello', 'Hello', 'life', '2025-12-30 09:00:00'),
            ('bread', 'Bread at night', 'food', '2026-03-05 22:40:00'),
            ('salt', 'Salt', 'food', '2026-03-07 10:00:00'),
            ('fog', 'Fog', 'life', '2026-11-20 07:15:00'),
            ('harbour', 'The harbour', 'life', '2026-11-21 08:00:00'),
            ('advent', 'Advent', 'life', '2026-11-29 08:00:00')",
    )
    .await
    .expect("the weblog");
}
