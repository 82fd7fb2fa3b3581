//! The instant at which a request is answered: read once for each request, and set by tests. Called by `request`.

use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use http::Extensions;

/// The instant that a test has set; made by [`crate::test::at`].
#[derive(Debug, Clone, Copy)]
pub struct Fixed(pub(crate) DateTime<Utc>);

/// The request's instant, once somebody has asked for it.
#[derive(Debug, Default)]
pub(crate) struct Clock(OnceLock<DateTime<Utc>>);

impl Clock {
    /// The same at each call: a page across midnight shows one day.
    pub(crate) fn now(&self, extensions: &Extensions) -> DateTime<Utc> {
        *self.0.get_or_init(|| extensions.get::<Fixed>().map_or_else(Utc::now, |fixed| fixed.0))
    }
}
