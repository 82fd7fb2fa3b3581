//! A shelf of notes that forms write: a unique column, one with a default, a foreign key, tags in a table between. Used by
//! behaviour tests of forms.

use cbv::{Choices, Model};

use crate::db::TestDb;

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choices, serde::Serialize)]
#[allow(missing_docs)]
pub enum State {
    Draft,
    Published,
}

/// What notes are on.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(name))]
#[allow(missing_docs)]
pub struct Topic {
    pub id: i64,
    pub name: String,
}

impl std::fmt::Display for Topic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// A word on notes.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "tag", ordering(name))]
#[allow(missing_docs)]
pub struct Tag {
    pub id: i64,
    pub name: String,
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "note", ordering(id), url = "/notes/{slug}/",
        many_to_many(tags(model = Tag, through = "note_tag", from = "note_id", to = "tag_id")))]
#[allow(missing_docs)]
pub struct Note {
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub body: String,
    pub state: State,
    pub pages: i32,
    #[model(foreign_key = Topic)]
    pub topic_id: Option<i64>,
    pub author: String,
}

/// Makes the tables, two topics and three tags.
pub async fn create(db: &TestDb) {
    db.execute("CREATE TABLE topic (id {key}, name VARCHAR(50) NOT NULL)").await;
    db.execute("CREATE TABLE tag (id {key}, name VARCHAR(50) NOT NULL)").await;
    db.execute(
        "CREATE TABLE note (id {key}, slug VARCHAR(50) NOT NULL, title VARCHAR(100) NOT NULL, body TEXT NOT NULL, \
         state VARCHAR(20) NOT NULL, pages INTEGER NOT NULL DEFAULT 1, topic_id BIGINT, \
         author VARCHAR(50) NOT NULL DEFAULT 'nobody', CONSTRAINT note_slug_key UNIQUE (slug), \
         CONSTRAINT note_topic_fk FOREIGN KEY (topic_id) REFERENCES topic (id))",
    )
    .await;
    db.execute(
        "CREATE TABLE note_tag (note_id BIGINT NOT NULL, tag_id BIGINT NOT NULL, PRIMARY KEY (note_id, tag_id), \
         FOREIGN KEY (note_id) REFERENCES note (id) ON DELETE CASCADE, FOREIGN KEY (tag_id) REFERENCES tag (id))",
    )
    .await;
    db.execute("INSERT INTO topic (name) VALUES ('Rust')").await;
    db.execute("INSERT INTO topic (name) VALUES ('Baking')").await;
    for tag in ["new", "old", "blue"] {
        db.execute(&format!("INSERT INTO tag (name) VALUES ('{tag}')")).await;
    }
}
