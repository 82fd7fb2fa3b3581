//! The tour: a bookshop whose pages are all generated views, on SQLite, PostgreSQL or MariaDB. Run it with
//! `cargo run -p bookshop`.
//!
//! It teaches: how the parts meet. `models` says what a row is, `views` what a page is, `edit` what a form is, `templates/` how it looks; this file
//! joins them to a database and an address. Read `models` first. The other files (`migrate`, `seed`, `assets`, `serve`) are
//! what any axum application has, and know nothing of cbv's views.

mod archive;
mod assets;
mod covers;
mod edit;
mod errors;
mod messages;
mod migrate;
mod models;
mod seed;
mod serve;
mod site;
mod views;
mod visitor;

use std::{env, error::Error, io, path::Path, process::ExitCode, time::Duration};

use axum::{Router, middleware::from_fn};
use cbv::{Db, with_prefix};
use models::{Author, Book, Publisher, Review};
use tokio::{net::TcpListener, time::timeout};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    // `RUST_LOG=cbv=debug,sqlx=debug` shows more, the SQL included.
    let quiet = |_| EnvFilter::new("info,sqlx::postgres::notice=warn,tower_sessions=warn");
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(quiet);
    tracing_subscriber::fmt().with_writer(io::stderr).with_env_filter(filter).init();
    match open().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("the bookshop cannot open: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The whole shop, under a path of its own where `base` is one. What is uploaded goes to the folder `media`.
fn app(db: Db, base: &str, media: &Path) -> Router {
    // around the pages alone: a picture has nothing to say
    let pages = messages::around(views::router().merge(edit::router()), &db);
    let shop = covers::around(pages, media).merge(assets::router());
    // around the pages and the handlers: who is there, and where the shop is mounted
    let shop = shop.layer(from_fn(visitor::recognise)).layer(from_fn(with_prefix)).with_state(db);
    // with a slash at its end, so that the front page has one
    let app = if base.is_empty() { shop } else { Router::new().nest(&format!("/{base}/"), shop) };
    // around all of it: an address outside of the shop has a page, too
    app.layer(errors::pages(base))
}

/// Opens the shop, and returns when it has closed.
async fn open() -> Result<(), Box<dyn Error + Send + Sync>> {
    let url = env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite://bookshop.db".to_owned());
    let db = Db::connect(&url).await?;
    migrate::migrate(&db).await?;
    // A column that does not fit its field, or an order without an index, is told now and not by a page.
    cbv::check(&db, cbv::models![Publisher, Author, Book, Review]).await?;

    let base = env::var("BASE_PATH").unwrap_or_default();
    let media = env::var("MEDIA_ROOT").unwrap_or_else(|_| "media".to_owned());
    tokio::spawn(messages::tidy(db.clone()));
    let app = app(db.clone(), base.trim_matches('/'), Path::new(&media));
    let listener =
        TcpListener::bind(env::var("BIND").unwrap_or_else(|_| "127.0.0.1:3000".to_owned())).await?;
    let address = listener.local_addr()?;
    let home = if base.is_empty() { "/".to_owned() } else { format!("/{}/", base.trim_matches('/')) };
    println!("The bookshop is open at http://{address}{home}");
    for page in
        ["books/", "books/new/", "archive/", "publishers/", "publishers/1/books/", "authors/", "contact/"]
    {
        println!("  try http://{address}{home}{page}");
    }
    serve::serve(listener, app).await?;
    // A request that outlived the grace period may hold a connection for ever: do not wait for it.
    let _ = timeout(Duration::from_secs(1), db.close()).await;
    Ok(())
}

#[cfg(test)]
mod tests;
