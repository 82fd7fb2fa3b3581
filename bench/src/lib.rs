//! How a contestant is started and what it serves beside its own pages: the protocol of `docs/design/bench.md`. Called by the
//! binaries of this package; it knows neither cbv nor the hand-written pages.

use std::{env, error::Error};

use axum::{Router, response::Html, routing::get};
use tokio::net::TcpListener;

/// What can go wrong while a contestant starts.
pub type Fault = Box<dyn Error + Send + Sync>;

/// What a contestant is told: by its environment, the port also by `--port NUMBER`.
#[derive(Debug)]
pub struct Settings {
    /// `PORT`: where it listens, on 127.0.0.1.
    pub port: u16,
    /// `DATABASE_URL`: `sqlite://..` or `postgres://..`.
    pub database_url: String,
    /// The page that `STATIC_HTML`, a file, holds; empty without the variable.
    pub static_html: &'static str,
}

impl Settings {
    /// Reads the environment and the command line.
    ///
    /// # Errors
    /// When there is no port or no database, or the file cannot be read.
    pub fn read() -> Result<Self, Fault> {
        let mut arguments = env::args().skip_while(|argument| argument != "--port").skip(1);
        let port = arguments.next().or_else(|| env::var("PORT").ok());
        let port = port.ok_or("no port: set PORT or give --port NUMBER")?.parse()?;
        let database_url = env::var("DATABASE_URL").map_err(|_| "no database: set DATABASE_URL")?;
        let static_html = match env::var("STATIC_HTML") {
            Ok(path) => std::fs::read_to_string(path)?.leak(), // lives as long as the process
            Err(_) => "",
        };
        Ok(Self { port, database_url, static_html })
    }

    /// Serves `pages`, and the fixed page at `/static.html`, until the process is killed.
    ///
    /// # Errors
    /// When the port is taken.
    pub async fn serve(&self, pages: Router) -> Result<(), Fault> {
        let page = self.static_html;
        let app = pages.route("/static.html", get(move || async move { Html(page) }));
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await?;
        Ok(axum::serve(listener, app).await?)
    }
}
