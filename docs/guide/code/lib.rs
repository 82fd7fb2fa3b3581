//! What the examples of the guide share: the models of a small bookshop, the shop itself in memory, and a browser. Called by
//! the hidden lines of the chapters in `src/`; each chapter is one module here, so that `cargo test --doc -p cbv-guide`
//! compiles and runs its code.

#![allow(clippy::expect_used)] // examples only

use axum::{Router, body::Body};
use cbv::{Cause, Db};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

#[cfg(test)]
mod idioms;
pub mod models;
pub mod weblog;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// 200 and so on.
    pub status: u16,
    /// Its headers.
    pub headers: axum::http::HeaderMap,
    /// Its body.
    pub text: String,
}

/// Runs an example on a new bookshop: SQLite in memory, with the rows of `code/shop.sql`.
///
/// # Panics
/// When the example does.
pub fn run(example: impl AsyncFnOnce(Db)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db = Db::connect("sqlite::memory:").await.expect("a database");
        db.run_script(include_str!("shop.sql")).await.expect("the shop");
        example(db).await;
    });
}

/// Asks `app` for a page, as a browser would.
///
/// # Panics
/// When `uri` is none, and when the answer is 500: then with the reason, which a browser would not see.
pub async fn get(app: &Router, uri: &str) -> Answer {
    ask(app, axum::extract::Request::builder().uri(uri).body(Body::empty()).expect("a request")).await
}

/// Sends `app` a form, as a browser would.
///
/// # Panics
/// When `uri` is none, and when the answer is 500.
pub async fn post(app: &Router, uri: &str, form: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request =
        axum::extract::Request::post(uri).header("content-type", "application/x-www-form-urlencoded");
    ask(app, request.body(Body::from(body)).expect("a request")).await
}

/// Sends `app` any request.
///
/// # Panics
/// When the answer is 500: then with the reason, which a client would not see.
pub async fn ask(app: &Router, request: axum::extract::Request) -> Answer {
    let (head, body) = app.clone().oneshot(request).await.unwrap_or_else(|never| match never {}).into_parts();
    let cause = head.extensions.get::<Cause>().map(|cause| cause.to_string());
    assert_ne!(head.status, 500, "{cause:?}");
    let bytes = body.collect().await.expect("a whole body").to_bytes();
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    Answer { status: head.status.as_u16(), headers: head.headers, text }
}

/// Each chapter that has code of its own, as the documentation of a module.
#[cfg(doctest)]
mod chapters {
    macro_rules! chapters {
        ($($name:ident: $file:literal;)*) => {$(
            #[doc = include_str!(concat!("../src/", $file))]
            mod $name {}
        )*};
    }

    chapters! {
        aggregates: "aggregates.md";
        checking: "checking.md";
        choices: "choices.md";
        coming_from_django: "coming-from-django.md";
        composition: "customising/composition.md";
        customising_bases: "customising/bases.md";
        customising_context: "customising/extra-context.md";
        customising_hooks: "customising/hooks.md";
        customising_responses: "customising/ways-to-respond.md";
        customising_waiting: "customising/waiting.md";
        date_archives: "date-archives.md";
        detail: "detail.md";
        editing: "editing.md";
        existing_app: "existing-app.md";
        existing_databases: "existing-databases.md";
        fields: "fields.md";
        filters: "filters.md";
        forms: "forms.md";
        formsets: "formsets.md";
        large_tables: "large-tables.md";
        list: "list.md";
        models: "models.md";
        mounting: "customising/mounting.md";
        queries: "queries.md";
        readme: "../../../README.md";
        redirect: "redirect.md";
        relations: "relations.md";
        responses: "responses.md";
        search_filter_sort: "search-filter-sort.md";
        security: "security.md";
        sessions: "sessions.md";
        site_context: "customising/site-context.md";
        template: "template.md";
        types: "types.md";
        uploads: "uploads.md";
        view: "view.md";
        writing: "writing.md";
    }
}
