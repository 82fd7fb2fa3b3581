//! The shop's pages. Called by `main`. To be written with the derives; until then only the static files are served.

use axum::Router;
use cbv::Db;

/// Every page and its path.
pub(crate) fn router() -> Router<Db> {
    Router::new()
}
