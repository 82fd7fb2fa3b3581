//! The hand-written pages on PostgreSQL: its pool and its handlers.

use askama::Template as _;
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    response::{Html, Response},
    routing::get,
};
use cbv_bench::Fault;
use chrono::{DateTime, Utc};
use sqlx::{PgPool, postgres::PgPoolOptions};

use crate::{
    archive::{self, DayPage, MonthPage, Span, archives, month_of},
    create::{self, INSERT, PostForm},
    pages::{
        CONNECTIONS, COUNT, DETAIL, DetailPage, LIST, ListPage, ListQuery, PER_PAGE, PageError, Position,
        Post, PostRow,
    },
};

/// The pages, on the database that `url` names.
pub(crate) async fn router(url: &str) -> Result<Router, Fault> {
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).connect(url).await?;
    Ok(Router::new()
        .route("/posts/", get(post_list))
        .route("/posts/{id}/", get(post_detail))
        .route("/posts/new/", get(create::empty).post(post_create))
        .route("/archive/{year}/{month}/", get(post_month))
        .route("/archive/{year}/{month}/{day}/", get(post_day))
        .with_state(pool))
}

async fn post_list(
    State(pool): State<PgPool>,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, PageError> {
    let total: i64 = sqlx::query_scalar(COUNT).fetch_one(&pool).await?;
    let position = Position::find(&query, total)?;
    let posts = sqlx::query_as(LIST).bind(PER_PAGE).bind(position.offset()).fetch_all(&pool).await?;
    let page = ListPage { posts, page: position.page, num_pages: position.num_pages };
    Ok(Html(page.render()?))
}

async fn post_detail(State(pool): State<PgPool>, Path(id): Path<i64>) -> Result<Html<String>, PageError> {
    let post: Post = sqlx::query_as(DETAIL).bind(id).fetch_one(&pool).await?;
    Ok(Html(DetailPage { post }.render()?))
}

archives!(
    PgPool,
    |at: DateTime<Utc>| at,
    "SELECT DISTINCT (created_at AT TIME ZONE 'UTC')::date AS day FROM post WHERE created_at >= $1 AND created_at < $2 ORDER BY day"
);

async fn post_create(State(pool): State<PgPool>, Form(form): Form<PostForm>) -> Result<Response, PageError> {
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
