//! The stylesheet, the script and the pictures, which are part of the binary. Called by `main`; templates name them as `/static/...`.
//!
//! It teaches: static files need nothing of cbv. A bigger shop would use `tower_http::services::ServeDir`, or its web server.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Path below `/static/`, media type and content of every file.
const FILES: &[(&str, &str, &str)] = &[
    ("style.css", CSS, include_str!("../static/style.css")),
    ("htmx.min.js", JS, include_str!("../static/htmx.min.js")),
    ("icon.svg", SVG, include_str!("../static/icon.svg")),
    ("headshots/1.svg", SVG, include_str!("../static/headshots/1.svg")),
    ("headshots/2.svg", SVG, include_str!("../static/headshots/2.svg")),
    ("headshots/3.svg", SVG, include_str!("../static/headshots/3.svg")),
];

/// Serves `/static/...`, for an app with any state.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/static/{*path}", get(file))
}

async fn file(Path(path): Path<String>) -> Response {
    // An hour: a new version of the shop is seen soon, and a visit asks for each file once.
    let kept = (header::CACHE_CONTROL, "public, max-age=3600");
    match FILES.iter().find(|(name, ..)| *name == path) {
        Some((_, media_type, content)) => {
            ([(header::CONTENT_TYPE, *media_type), kept], *content).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
