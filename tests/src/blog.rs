//! A small blog: categories, writers, posts in several states. Used by behaviour tests of overriding, whose examples are
//! blogs. The user comes from a header, as it would from a session.

use std::{borrow::Cow, convert::Infallible};

use axum::extract::FromRequestParts;
use cbv::{Model, chrono::NaiveDateTime, guard::User};
use http::request::Parts;

use crate::db::TestDb;

/// What posts are about.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(name), verbose_name_plural = "categories")]
#[allow(missing_docs)]
pub struct Category {
    pub id: i64,
    pub slug: String,
    pub name: String,
}

/// Who writes posts.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(name))]
#[allow(missing_docs)]
pub struct Writer {
    pub id: i64,
    pub name: String,
}

/// A post with its category and author.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(-created_at), url = "/posts/{slug}/")]
#[allow(missing_docs)]
pub struct Post {
    pub id: i64,
    pub slug: String,
    pub title: String,
    pub body: String,
    pub excerpt: Option<String>,
    pub status: String,
    pub image: Option<String>,
    pub views: i64,
    pub last_accessed: Option<NaiveDateTime>,
    pub created_at: NaiveDateTime,
    #[model(foreign_key = Category)]
    pub category_id: i64,
    #[model(foreign_key = Writer)]
    pub author_id: i64,
    #[model(select_related)]
    pub category: Category,
    #[model(select_related)]
    pub author: Writer,
}

/// What readers say of a post.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(id))]
#[allow(missing_docs)]
pub struct Comment {
    pub id: i64,
    #[model(foreign_key = Post)]
    pub post_id: i64,
    pub text: String,
}

const SCHEMA: &str = "
CREATE TABLE category (id {key}, slug VARCHAR(50) NOT NULL, name VARCHAR(100) NOT NULL);
CREATE TABLE writer (id {key}, name VARCHAR(100) NOT NULL);
CREATE TABLE post (
    id {key}, slug VARCHAR(100) NOT NULL, title VARCHAR(200) NOT NULL, body VARCHAR(1000) NOT NULL,
    excerpt VARCHAR(200) NULL, status VARCHAR(20) NOT NULL, image VARCHAR(200) NULL, views BIGINT NOT NULL, last_accessed {datetime} NULL,
    created_at {datetime} NOT NULL, category_id BIGINT NOT NULL REFERENCES category (id),
    author_id BIGINT NOT NULL REFERENCES writer (id)
);
CREATE TABLE comment (id {key}, post_id BIGINT NOT NULL REFERENCES post (id), text VARCHAR(200) NOT NULL);
";

/// Four published posts, a draft, a scheduled one and one of a status that nobody knows.
const ROWS: &str = "
INSERT INTO category (id, slug, name) VALUES (1, 'rust', 'Rust'), (2, 'web', 'Web'), (3, 'empty', 'Empty');
INSERT INTO writer (id, name) VALUES (1, 'ada'), (2, 'bob');
INSERT INTO post (id, slug, title, body, status, image, views, created_at, category_id, author_id) VALUES
    (1, 'traits', 'Traits', 'one two three', 'published', '/media/traits.png', 5, '2026-01-01 08:00:00', 1, 1),
    (2, 'forms', 'Forms', 'about forms', 'published', NULL, 9, '2026-01-02 08:00:00', 2, 2),
    (3, 'macros', 'Macros', 'about macros', 'published', NULL, 1, '2026-01-03 08:00:00', 1, 1),
    (4, 'headers', 'Headers', 'about headers', 'published', NULL, 3, '2026-01-04 08:00:00', 2, 1),
    (5, 'unfinished', 'Unfinished', 'soon', 'draft', NULL, 0, '2026-01-05 08:00:00', 1, 1),
    (6, 'tomorrow', 'Tomorrow', 'later', 'scheduled', NULL, 0, '2026-01-06 08:00:00', 2, 2),
    (7, 'lost', 'Lost', 'gone', 'rejected', NULL, 0, '2026-01-07 08:00:00', 2, 1);
INSERT INTO comment (id, post_id, text) VALUES (1, 1, 'first'), (2, 1, 'second'), (3, 2, 'third');
";

/// Makes the tables and their rows.
pub async fn create(db: &TestDb) {
    db.execute(SCHEMA).await;
    db.execute(ROWS).await;
}

/// Who asks: the header `x-user`, which begins with `staff-` for the staff.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// The user's name; `None` for somebody unknown.
    pub name: Option<String>,
}

impl Visitor {
    /// Whether the visitor may see and change what that writer has not published.
    pub fn owns(&self, author: &Writer) -> bool {
        self.is_staff() || self.name.as_ref() == Some(&author.name)
    }
}

impl User for Visitor {
    fn id(&self) -> Option<Cow<'_, str>> {
        self.name.as_deref().map(Cow::Borrowed)
    }

    fn is_staff(&self) -> bool {
        self.name.as_deref().is_some_and(|name| name.starts_with("staff-"))
    }

    fn has_perm(&self, permission: &str) -> bool {
        self.is_staff() || self.is_authenticated() && permission.starts_with("view_")
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let name = parts.headers.get("x-user").and_then(|name| name.to_str().ok());
        Ok(Self { name: name.map(str::to_owned) })
    }
}
