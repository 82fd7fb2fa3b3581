//! A magazine's pieces with a status, times and remarks, as the seeds' blog has them: what a create view sets beside its form.
//! Used by behaviour tests of the seeds' forms.

use cbv::{
    Choices, Model,
    chrono::{DateTime, Utc},
};

use crate::db::TestDb;

/// How far a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choices, serde::Serialize)]
#[allow(missing_docs)]
pub enum Status {
    Draft,
    Scheduled,
    Published,
}

/// A piece of a magazine.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "piece", ordering(id), url = "/pieces/{slug}/")]
#[allow(missing_docs)]
pub struct Piece {
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub status: Status,
    pub author: String,
    pub created_by: String,
    pub created_at: DateTime<Utc>,
    pub scheduled_at: Option<DateTime<Utc>>,
    pub published_at: Option<DateTime<Utc>>,
}

/// What somebody says of a piece.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(table = "remark", ordering(id))]
#[allow(missing_docs)]
pub struct Remark {
    pub id: i64,
    #[model(foreign_key = Piece)]
    pub piece_id: i64,
    pub writer: String,
    pub text: String,
}

/// Makes the tables, which are empty.
pub async fn create(db: &TestDb) {
    db.execute(
        "CREATE TABLE piece (id {key}, slug VARCHAR(50) NOT NULL, title VARCHAR(100) NOT NULL, \
         status VARCHAR(20) NOT NULL, author VARCHAR(50) NOT NULL, created_by VARCHAR(50) NOT NULL, \
         created_at {instant} NOT NULL, scheduled_at {instant} NULL, published_at {instant} NULL)",
    )
    .await;
    db.execute(
        "CREATE TABLE remark (id {key}, piece_id BIGINT NOT NULL, writer VARCHAR(50) NOT NULL, text VARCHAR(200) NOT NULL, \
         FOREIGN KEY (piece_id) REFERENCES piece (id))",
    )
    .await;
}
