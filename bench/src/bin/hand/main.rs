//! The hand-written twin of the generated pages: what one writes with axum, sqlx and askama alone. It is the 1.00 of
//! `cargo xtask bench`, so it is written to be good and plain, not to be slow: `pages` has what both databases share,
//! `sqlite` and `postgres` each have their pool and their handlers, as an application with one database would.

mod archive;
mod create;
mod pages;
mod postgres;
mod sqlite;

use cbv_bench::{Fault, Settings};

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let settings = Settings::read()?;
    let url = &settings.database_url;
    let pages =
        if url.starts_with("sqlite:") { sqlite::router(url).await? } else { postgres::router(url).await? };
    settings.serve(pages).await
}
