//! How many queries a request made, told at its end: as an event, and in debug builds to the browser. Called by the endpoint
//! of every view. A release build that nobody watches does not ask.

use axum::response::Response;
use http::{HeaderName, HeaderValue};

use crate::{
    db::{Conn, tally},
    test::counted,
};

/// What browsers' developer tools show beside a request's times.
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// A request that is under way.
pub(super) struct Report(Option<Conn>);

impl Report {
    /// Begins with the request's handle.
    pub(super) fn on(conn: &Conn) -> Self {
        Self(tally::timed().then(|| conn.clone()))
    }

    /// Tells what came together on the handle. Nothing where a query is under way still, which the answer did not wait for.
    pub(super) fn finish(self, view: &'static str, response: &mut Response) {
        let Some(tally) = self.0.and_then(|conn| conn.tally()) else { return };
        let (count, milliseconds) = (tally.count, tally.time.as_secs_f64() * 1e3);
        let queries = counted(count as usize);
        tracing::debug!(target: "cbv::queries", view, queries = count, db_ms = milliseconds, status = response.status().as_u16(), "{queries}");
        if cfg!(debug_assertions)
            && let Ok(value) = HeaderValue::try_from(format!("db;dur={milliseconds:.1};desc=\"{queries}\""))
        {
            response.headers_mut().append(SERVER_TIMING, value);
        }
    }
}
