//! The generated pages: a list and a detail view by derives, on SQLite or PostgreSQL. Run by `cargo xtask bench` beside
//! `bin/hand`, whose pages have the same HTML.

mod create;
mod hooks;
mod models;
mod views;

use cbv::Db;
use cbv_bench::{Fault, Settings};
use sqlx::postgres::PgPoolOptions;

/// The same number of connections as `bin/hand` has.
const CONNECTIONS: u32 = 4;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let settings = Settings::read()?;
    let db = connect(&settings.database_url).await?;
    settings.serve(views::router().merge(hooks::router()).with_state(db)).await
}

/// SQLite as `Db` opens it; for PostgreSQL a pool of our own, to have as many connections as the other side.
async fn connect(url: &str) -> Result<Db, Fault> {
    if !url.starts_with("postgres") {
        return Ok(Db::connect(url).await?);
    }
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
    Ok(pool.connect(url).await?.into())
}
