//! The table that the tests of querysets read: texts of every kind, with and without NULL. Called by the `query_*` modules.

use cbv::{Condition, Model, QuerySet, chrono::NaiveDate};
use cbv_tests::db::TestDb;

#[derive(Debug, Clone, PartialEq, Default, Model)]
#[model(table = "note", ordering(id))]
pub(crate) struct Note {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) tag: Option<String>,
    pub(crate) grade: Option<i32>,
    pub(crate) done: bool,
    pub(crate) day: Option<NaiveDate>,
}

/// Makes the table, without rows.
pub(crate) async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE note (id {key}, title VARCHAR(200) NOT NULL, tag VARCHAR(200) NULL, grade INTEGER NULL, \
         done {bool} NOT NULL, day DATE NULL)",
    )
    .await;
}

/// Makes the table with one row for each tag, in this order, the keys from 1.
pub(crate) async fn create_tagged(db: &TestDb, tags: &[Option<&str>]) {
    create(db).await;
    let rows: Vec<_> = tags.iter().map(|tag| note(tag.unwrap_or_default(), *tag)).collect();
    Note::objects().bulk_create(db.db(), &rows).await.unwrap();
}

pub(crate) fn note(title: &str, tag: Option<&str>) -> Note {
    Note { title: title.into(), tag: tag.map(Into::into), ..Note::default() }
}

/// The tags of the rows that the condition is true of, in the order of their keys.
pub(crate) async fn tags(db: &TestDb, condition: Condition<Note>) -> Vec<Option<String>> {
    let rows = Note::objects().filter(condition).all(db.db()).await.unwrap();
    rows.into_iter().map(|row| row.tag).collect()
}

/// The condition finds exactly the rows with these tags, and its opposite all the others.
pub(crate) async fn assert_finds(db: &TestDb, condition: Condition<Note>, wanted: &[Option<&str>]) {
    let found = tags(db, condition.clone()).await;
    let found: Vec<_> = found.iter().map(Option::as_deref).collect();
    assert_eq!(found, wanted, "{condition:?}");
    let others = Note::objects().exclude(condition.clone()).count(db.db()).await.unwrap();
    let all = Note::objects().count(db.db()).await.unwrap();
    assert_eq!(others, all - wanted.len() as u64, "the opposite of {condition:?}");
}

/// The keys of the rows.
pub(crate) async fn ids(db: &TestDb, rows: QuerySet<Note>) -> Vec<i64> {
    rows.all(db.db()).await.unwrap().into_iter().map(|row| row.id).collect()
}
