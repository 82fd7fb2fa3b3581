//! What happens while a request is answered, seen through `tracing`: the statements that sqlx sends, the lines that cbv logs.
//! Used by behaviour tests that count queries or read the log.

use std::{
    collections::HashMap,
    fmt,
    future::Future,
    sync::{Mutex, OnceLock},
};

use tracing::{
    Event, Instrument as _, Level, Subscriber,
    field::Field,
    span::{Attributes, Id},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt as _},
    registry::LookupSpan,
};

/// One line.
#[derive(Debug, Clone)]
pub struct Line {
    /// How grave it is.
    pub level: Level,
    /// Who wrote it.
    pub target: String,
    /// Its text.
    pub message: String,
    /// Its other fields.
    pub fields: HashMap<String, String>,
}

/// The lines that were written while a future ran, in order.
#[derive(Debug, Clone, Default)]
pub struct Log(pub Vec<Line>);

impl Log {
    /// The statements that were sent; what a fresh connection sets up is not among them.
    pub fn statements(&self) -> Vec<&str> {
        let sent = self.0.iter().filter(|line| line.target == "sqlx::query").map(|line| {
            let field = |name| line.fields.get(name).map_or("", String::as_str).trim();
            if field("db.statement").is_empty() { field("summary") } else { field("db.statement") }
        });
        // MariaDB's `SET STATEMENT .. FOR SELECT ..` is a query
        let setup = |sql: &str| {
            sql.starts_with("PRAGMA") || sql.starts_with("SET") && !sql.starts_with("SET STATEMENT")
        };
        sent.filter(|sql| !setup(sql)).collect()
    }

    /// The hooks that ran, in order: the names of cbv's spans.
    pub fn hooks(&self) -> Vec<&str> {
        self.0.iter().filter(|line| line.target == "cbv").map(|line| line.message.as_str()).collect()
    }

    /// The lines of cbv of that level.
    pub fn of(&self, level: Level) -> Vec<&Line> {
        self.0.iter().filter(|line| line.level == level && line.target.starts_with("cbv_runtime")).collect()
    }
}

/// Runs a future, and gives what was logged meanwhile beside its result.
pub async fn watch<F: Future>(future: F) -> (F::Output, Log) {
    let lines = lines();
    let span = tracing::info_span!("watched");
    let id = span.id().expect("a span of the recorder").into_u64();
    lines.lock().expect("the lines").insert(id, Vec::new());
    let output = future.instrument(span.clone()).await;
    let log = lines.lock().expect("the lines").remove(&id).unwrap_or_default();
    drop(span); // until here nobody else has its number
    (output, Log(log))
}

type Lines = Mutex<HashMap<u64, Vec<Line>>>;

/// The lines of the spans that are watched. sqlx takes the span along to the thread of an SQLite connection, so that only a
/// recorder for all threads sees every statement.
fn lines() -> &'static Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    static RECORDER: OnceLock<()> = OnceLock::new();
    let lines = LINES.get_or_init(Lines::default);
    RECORDER.get_or_init(|| {
        let recorder = tracing_subscriber::registry().with(Recorder(lines));
        tracing::subscriber::set_global_default(recorder).expect("no other recorder");
    });
    lines
}

struct Recorder(&'static Lines);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let metadata = attributes.metadata();
        if metadata.target() != "cbv" {
            return;
        }
        let mut lines = self.0.lock().expect("the lines");
        for span in context.span_scope(id).into_iter().flatten().skip(1) {
            if let Some(lines) = lines.get_mut(&span.id().into_u64()) {
                let mut fields = Fields(HashMap::new());
                attributes.record(&mut fields);
                lines.push(Line {
                    level: *metadata.level(),
                    target: metadata.target().to_owned(),
                    message: metadata.name().to_owned(),
                    fields: fields.0,
                });
            }
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let Some(scope) = context.event_scope(event) else { return };
        let mut lines = self.0.lock().expect("the lines");
        for span in scope {
            if let Some(lines) = lines.get_mut(&span.id().into_u64()) {
                let mut fields = Fields(HashMap::new());
                event.record(&mut fields);
                lines.push(Line {
                    level: *event.metadata().level(),
                    target: event.metadata().target().to_owned(),
                    message: fields.0.remove("message").unwrap_or_default(),
                    fields: fields.0,
                });
            }
        }
    }
}

struct Fields(HashMap<String, String>);

impl tracing::field::Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}
