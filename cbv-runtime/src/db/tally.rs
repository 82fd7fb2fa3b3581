//! How many statements a connection's holder has sent, how long they took, and who wants to see them. Called by `exec` for
//! each statement; read by `route/`, which reports a request's queries, and by `test`, which shows them to a test.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::task_local;
use tracing::level_filters::LevelFilter;

use crate::{test::Query, value::Sql};

/// What one handle has sent so far. It stands beside the connection, behind the same lock.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// How many statements.
    pub(crate) count: u32,
    /// How long they took, where time is taken: see [`timed`].
    pub(crate) time: Duration,
}

/// Whether anybody reads how long statements take: a debug build, or a log of that detail. Asking a clock twice for each
/// statement would be what a release build pays for nothing.
pub(crate) fn timed() -> bool {
    cfg!(debug_assertions) || LevelFilter::current() >= tracing::Level::DEBUG
}

/// Where a test finds what was sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Vec<Query>>>);

/// How many recorders there are: while there is none, which is always but in tests, nobody looks for one.
static RECORDERS: AtomicUsize = AtomicUsize::new(0);

task_local! {
    static RECORDER: Recorder;
}

/// Runs `future`; what it sends to a database is written down.
pub(crate) async fn recorded<F: Future>(future: F) -> (F::Output, Vec<Query>) {
    let recorder = Recorder::default();
    let active = Active::new();
    let outer = RECORDER.try_with(Recorder::clone).ok();
    let output = RECORDER.scope(recorder.clone(), future).await;
    drop(active);
    let queries = recorder.take();
    if let Some(outer) = outer {
        outer.extend(&queries);
    }
    (output, queries)
}

/// Counts a recorder for as long as it is there, also when a test fails.
struct Active;

impl Active {
    fn new() -> Self {
        RECORDERS.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        RECORDERS.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Recorder {
    fn current() -> Option<Self> {
        (RECORDERS.load(Ordering::Relaxed) > 0).then(|| RECORDER.try_with(Self::clone).ok())?
    }

    fn extend(&self, queries: &[Query]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(queries);
    }

    fn take(&self) -> Vec<Query> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A statement on its way.
pub(super) struct Running {
    start: Option<Instant>,
    record: Option<(Recorder, Query)>,
}

impl Running {
    pub(super) fn begin(sql: &str, values: &[Sql]) -> Self {
        let record = Recorder::current().map(|recorder| (recorder, Query::new(sql, values)));
        let start = (record.is_some() || timed()).then(Instant::now);
        Self { start, record }
    }

    /// The database has answered.
    pub(super) fn end(self, tally: &mut Tally) {
        let time = self.start.map_or(Duration::ZERO, |start| start.elapsed());
        tally.count += 1;
        tally.time += time;
        if let Some((recorder, query)) = self.record {
            recorder.extend(&[query.took(time)]);
        }
    }
}
