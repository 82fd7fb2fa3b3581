//! Rows, templates, SQL and errors of the hand-written pages. Called by the handlers in `sqlite` and `postgres`.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};

/// Posts on a page of the list.
pub(crate) const PER_PAGE: i64 = 20;

/// How many connections a pool has.
pub(crate) const CONNECTIONS: u32 = 4;

/// Counts the posts.
pub(crate) const COUNT: &str = "SELECT COUNT(*) FROM post";

/// One page of posts, newest first.
pub(crate) const LIST: &str = "\
    SELECT post.id, post.title, post.body, post.views, post.created_at, author.name AS author_name \
    FROM post JOIN author ON author.id = post.author_id \
    ORDER BY post.created_at DESC, post.id DESC LIMIT $1 OFFSET $2";

/// One post.
pub(crate) const DETAIL: &str = "\
    SELECT post.title, post.body, post.views, post.created_at, \
    author.name AS author_name, category.name AS category_name \
    FROM post JOIN author ON author.id = post.author_id JOIN category ON category.id = post.category_id \
    WHERE post.id = $1";

/// Why a page is not shown.
pub(crate) enum PageError {
    /// There is no such page or post.
    NotFound,
    /// Something is broken.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl From<sqlx::Error> for PageError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            error => Self::Internal(error.into()),
        }
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Html("<h1>Not found</h1>")).into_response(),
            Self::Internal(error) => {
                eprintln!("{error}");
                (StatusCode::INTERNAL_SERVER_ERROR, Html("<h1>Server error</h1>")).into_response()
            }
        }
    }
}

/// The query of the list: `?page=2`.
#[derive(Deserialize)]
pub(crate) struct ListQuery {
    page: Option<String>,
}

/// Where the list is.
pub(crate) struct Position {
    pub(crate) page: i64,
    pub(crate) num_pages: i64,
}

impl Position {
    /// The page that is asked for, of as many as `total` posts fill.
    pub(crate) fn find(query: &ListQuery, total: i64) -> Result<Self, PageError> {
        let num_pages = ((total + PER_PAGE - 1) / PER_PAGE).max(1);
        let page = match query.page.as_deref() {
            None => 1,
            Some("last") => num_pages,
            Some(text) => text.parse().map_err(|_| PageError::NotFound)?,
        };
        if (1..=num_pages).contains(&page) { Ok(Self { page, num_pages }) } else { Err(PageError::NotFound) }
    }

    /// How many posts come before the page.
    pub(crate) fn offset(&self) -> i64 {
        (self.page - 1) * PER_PAGE
    }
}

/// Implements `FromRow` as sqlx's derive does: each column by its name. The derive itself would have the SQLite library
/// built a second time, for the compiler's side.
macro_rules! row {
    ($(#[$doc:meta])* $row:ident { $($field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        pub(crate) struct $row {
            $(pub(crate) $field: $type),*
        }

        impl<'r, R: Row> FromRow<'r, R> for $row
        where
            &'static str: ColumnIndex<R>,
            $($type: Decode<'r, R::Database> + Type<R::Database>,)*
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                Ok(Self { $($field: row.try_get(stringify!($field))?),* })
            }
        }
    };
}

row! {
    /// A row of the list.
    PostRow {
        id: i64,
        title: String,
        body: String,
        views: i64,
        created_at: DateTime<Utc>,
        author_name: String,
    }
}

impl PostRow {
    /// The beginning of the text: 160 characters at most.
    pub(crate) fn excerpt(&self) -> &str {
        match self.body.char_indices().nth(160) {
            Some((end, _)) => self.body.get(..end).unwrap_or(&self.body),
            None => &self.body,
        }
    }
}

row! {
    /// The post of a detail page.
    Post {
        title: String,
        body: String,
        views: i64,
        created_at: DateTime<Utc>,
        author_name: String,
        category_name: String,
    }
}

/// The list.
#[derive(Template)]
#[template(path = "hand/list.html")]
pub(crate) struct ListPage {
    /// The posts of the page.
    pub(crate) posts: Vec<PostRow>,
    /// Its number.
    pub(crate) page: i64,
    /// How many pages there are.
    pub(crate) num_pages: i64,
}

/// One post.
#[derive(Template)]
#[template(path = "hand/detail.html")]
pub(crate) struct DetailPage {
    /// The post.
    pub(crate) post: Post,
}
