"""The same crate by hand, the other side of `cbv.py`: the same pages with axum, sqlx and askama, a handler each."""

from cbv import BASE, DETAIL, LIST, ROOT

NAME = "plain50"
EDIT_VIEW = ("src/m07.rs", "const PER_PAGE: i64 = 20;", "const PER_PAGE: i64 = {};")
EDIT_TEMPLATE = ("templates/m07_list.html", "<h1>M07 list</h1>", "<h1>M07 list {}</h1>")

CARGO = f"""[package]
name = "{NAME}"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
askama = "0.16"
axum = "0.8"
chrono = {{ version = "0.4", default-features = false, features = ["std", "clock"] }}
serde = {{ version = "1", features = ["derive"] }}
sqlx = {{ version = "0.9", default-features = false, features = ["runtime-tokio", "sqlite", "chrono", "derive"] }}
tokio = {{ version = "1", features = ["rt-multi-thread", "net", "macros"] }}
"""

MAIN = """mod shared;
MODULES

use axum::{Router, routing::get};
use sqlx::SqlitePool;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = SqlitePool::connect(&std::env::var("DATABASE_URL")?).await?;
    let app = Router::new()
ROUTES
        .with_state(pool);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8000").await?;
    axum::serve(listener, app).await?;
    Ok(())
}
"""

SHARED = """use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

/// Anything that ends a request early.
pub enum Failure {
    Missing,
    Broken(String),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::Missing,
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Missing => (StatusCode::NOT_FOUND, Html("<h1>Not found</h1>")).into_response(),
            Self::Broken(reason) => {
                eprintln!("{reason}");
                (StatusCode::INTERNAL_SERVER_ERROR, Html("<h1>Server error</h1>")).into_response()
            }
        }
    }
}

#[derive(Deserialize)]
pub struct Paging {
    page: Option<String>,
}

/// Which page of how many.
pub struct Place {
    pub page: i64,
    pub pages: i64,
}

impl Paging {
    pub fn place(&self, rows: i64, per_page: i64) -> Result<Place, Failure> {
        let pages = ((rows + per_page - 1) / per_page).max(1);
        let page = match self.page.as_deref() {
            None => 1,
            Some("last") => pages,
            Some(text) => text.parse().map_err(|_| Failure::Missing)?,
        };
        if page < 1 || page > pages { Err(Failure::Missing) } else { Ok(Place { page, pages }) }
    }
}
"""

MODULE = """use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use chrono::NaiveDateTime;
use sqlx::{FromRow, SqlitePool};

use crate::shared::{Failure, Paging, Place};

const PER_PAGE: i64 = 20;

#[derive(FromRow)]
pub struct UPPER {
    id: i64,
    title: String,
    body: String,
    status: String,
    views: i64,
    created_at: NaiveDateTime,
    author_name: String,
}

#[derive(Template)]
#[template(path = "MODEL_list.html")]
struct ListPage {
    object_list: Vec<UPPER>,
    place: Place,
}

pub async fn list(State(pool): State<SqlitePool>, Query(paging): Query<Paging>) -> Result<Html<String>, Failure> {
    let rows = sqlx::query_scalar("SELECT COUNT(*) FROM MODEL").fetch_one(&pool).await?;
    let place = paging.place(rows, PER_PAGE)?;
    let object_list = sqlx::query_as(
        "SELECT m.id, m.title, m.body, m.status, m.views, m.created_at, a.name AS author_name \\
         FROM MODEL m JOIN author a ON a.id = m.author_id \\
         ORDER BY m.created_at DESC, m.id DESC LIMIT $1 OFFSET $2",
    )
    .bind(PER_PAGE)
    .bind((place.page - 1) * PER_PAGE)
    .fetch_all(&pool)
    .await?;
    Ok(Html(ListPage { object_list, place }.render()?))
}

#[derive(Template)]
#[template(path = "MODEL_detail.html")]
struct DetailPage {
    object: UPPER,
}

pub async fn detail(State(pool): State<SqlitePool>, Path(id): Path<i64>) -> Result<Html<String>, Failure> {
    let object = sqlx::query_as(
        "SELECT m.id, m.title, m.body, m.status, m.views, m.created_at, a.name AS author_name \\
         FROM MODEL m JOIN author a ON a.id = m.author_id WHERE m.id = $1",
    )
    .bind(id)
    .fetch_one(&pool)
    .await?;
    Ok(Html(DetailPage { object }.render()?))
}
"""

# The templates are those of the other side, with the names that the handlers give.
NAMES = {
    "{{ item.absolute_url() }}": "/MODEL/{{ item.id }}/",
    ".author.name": ".author_name",
    "page_obj.has_previous()": "place.page > 1",
    "page_obj.previous_page_number()?": "place.page - 1",
    "page_obj.has_next()": "place.page < place.pages",
    "page_obj.next_page_number()?": "place.page + 1",
    "page_obj.number": "place.page",
    "paginator.num_pages()": "place.pages",
}


def files(models):
    names = [f"m{number:02}" for number in range(models)]
    routes = [f'        .route("/{name}/", get({name}::list))\n'
              f'        .route("/{name}/{{id}}/", get({name}::detail))' for name in names]
    main = MAIN.replace("MODULES", "\n".join(f"mod {name};" for name in names)).replace("ROUTES", "\n".join(routes))
    out = {"Cargo.toml": CARGO, "src/main.rs": main, "src/shared.rs": SHARED, "templates/base.html": BASE}
    lock = ROOT / "Cargo.lock"
    if lock.exists():
        out["Cargo.lock"] = lock.read_text()
    templates = {"list": LIST, "detail": DETAIL}
    for old, new in NAMES.items():
        templates = {kind: text.replace(old, new) for kind, text in templates.items()}
    for name in names:
        texts = {f"src/{name}.rs": MODULE} | {f"templates/{name}_{kind}.html": text for kind, text in templates.items()}
        for path, text in texts.items():
            out[path] = text.replace("MODEL", name).replace("UPPER", name.upper())
    return out
