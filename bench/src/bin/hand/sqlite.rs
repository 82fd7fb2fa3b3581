//! The hand-written pages on SQLite: its pool and its handlers.

use std::{str::FromStr as _, time::Duration};

use askama::Template as _;
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{Html, Response},
    routing::get,
};
use cbv_bench::Fault;
use chrono::{DateTime, Utc};
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    archive::{self, DayPage, MonthPage, Span, archives, month_of},
    create::{self, INSERT, PostForm},
    pages::{
        CONNECTIONS, COUNT, DETAIL, DetailPage, LIST, ListPage, ListQuery, PER_PAGE, PageError, Position,
        Post, PostRow,
    },
};

/// The pages, on the file that `url` names.
pub(crate) async fn router(url: &str) -> Result<Router, Fault> {
    let options = SqliteConnectOptions::from_str(url)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-65536")
        .pragma("mmap_size", "268435456")
        .pragma("temp_store", "memory");
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await?;
    Ok(Router::new()
        .route("/posts/", get(post_list))
        .route("/posts/{id}/", get(post_detail))
        .route("/posts/new/", get(create::empty).post(post_create))
        .route("/archive/{year}/{month}/", get(post_month))
        .route("/archive/{year}/{month}/{day}/", get(post_day))
        .with_state(pool))
}

async fn post_list(
    State(pool): State<SqlitePool>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, PageError> {
    let total: i64 = sqlx::query_scalar(COUNT).fetch_one(&pool).await?;
    let position = Position::find(&query, total)?;
    let posts = sqlx::query_as(LIST).bind(PER_PAGE).bind(position.offset()).fetch_all(&pool).await?;
    let page = ListPage { posts, page: position.page, num_pages: position.num_pages };
    Ok(Html(page.render()?))
}

async fn post_detail(State(pool): State<SqlitePool>, Path(id): Path<i64>) -> Result<Html<String>, PageError> {
    let post: Post = sqlx::query_as(DETAIL).bind(id).fetch_one(&pool).await?;
    Ok(Html(DetailPage { post }.render()?))
}

archives!(
    SqlitePool,
    |at: DateTime<Utc>| at.naive_utc(),
    "SELECT DISTINCT date(created_at) FROM post WHERE created_at >= $1 AND created_at < $2 ORDER BY 1"
);

async fn post_create(
    State(pool): State<SqlitePool>,
    Form(form): Form<PostForm>,
) -> Result<Response, PageError> {
    let errors = form.errors();
    if !errors.is_empty() {
        return create::answer(form, errors, None);
    }
    let stored = sqlx::query_scalar(INSERT)
        .bind(&form.slug)
        .bind(&form.title)
        .bind(&form.body)
        .bind(&form.status)
        .bind(form.author)
        .bind(form.category)
        .bind(Utc::now())
        .fetch_one(&pool)
        .await;
    create::answer(form, errors, Some(stored))
}
