//! Template views and what every template reads. Rows B-34 to B-49 of Django's behaviour, and the seeds' template views.

use axum::{
    Router,
    response::{IntoResponse as _, Response},
};
use cbv::{prelude::*, template_view};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::Book,
    on_every_database,
    web::{get, send},
};
use http::Method;

/// An argument of the query as a field.
struct Word(String);

impl<S: Sync> axum::extract::FromRequestParts<S> for Word {
    type Rejection = (http::StatusCode, &'static str);

    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        match parts.uri.query() {
            Some("bad") => Err((http::StatusCode::IM_A_TEAPOT, "no word")),
            query => Ok(Self(query.unwrap_or("silence").to_owned())),
        }
    }
}

#[derive(TemplateView)]
#[view(template_name = "context.html", path = "/pages/{slug}/", extra_context = Sidebar)]
struct Everything {
    word: Word,
}

impl Everything {
    fn shout(&self) -> String {
        self.word.0.to_uppercase()
    }
}

struct Sidebar {
    title: String,
    year: i32,
    sidebar: u64,
}

impl ContextData<Everything> for Sidebar {
    async fn get_context_data(view: &Everything, req: &Request, (): &()) -> Result<Self> {
        let sidebar = Book::objects().count(req.db()).await?;
        Ok(Self { title: format!("<{}>", view.word.0), year: 2026, sidebar })
    }
}

#[derive(TemplateView)]
#[view(
    template_name = "plain.txt",
    content_type = "text/plain; charset=utf-8",
    extra_context(title = "A & B")
)]
struct Plain;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title = "never shown", year = 0))]
struct Json;

impl TemplateHooks for Json {
    async fn render_to_response(&self, _: &Request, context: Context<'_, Self>) -> Result<Response> {
        let () = context.data;
        Ok(axum::Json(serde_json::json!({ "page": 1 })).into_response())
    }
}

const THIS_YEAR: i32 = 2026;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title = "Fixed", year: i32 = THIS_YEAR + 1))]
struct Fixed;

fn router() -> Router<Db> {
    Router::new()
        .merge(Everything::router())
        .route("/plain/", Plain::as_view())
        .route("/json/", Json::as_view())
        .route("/fixed/", Fixed::as_view())
        .route("/inline/", template_view!(template_name = "plain.txt", extra_context(title = "inline")))
}

on_every_database! {
    #[test]
    async fn b_34__b_35_the_template_reads_view_request_fields_and_extra(db: &TestDb) {
        fixture::create(db).await;
        let page = get(&router(), db.db(), "/pages/a%20b/?x").await;
        assert_eq!(page.text.trim(), "&#60;x&#62;|2026|5|/pages/a%20b/|a b|X|x");
    }

    #[test]
    async fn b_36_extra_context_may_be_constants(db: &TestDb) {
        let page = get(&router(), db.db(), "/fixed/").await;
        assert!(page.text.starts_with("<h1>Fixed</h1><p>/fixed/ 2027</p>"), "{}", page.text);
    }

    #[test]
    async fn b_40__b_48_a_template_view_answers_get_and_head(db: &TestDb) {
        let router = router();
        let page = get(&router, db.db(), "/inline/").await;
        assert_eq!((page.code(), page.text.as_str()), (200, "inline <b>"));
        assert_eq!(send(&router, db.db(), Method::HEAD, "/inline/").await.code(), 200);
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            assert_eq!(send(&router, db.db(), method, "/inline/").await.code(), 405);
        }
    }

    #[test]
    async fn b_44_render_to_response_may_answer_with_anything(db: &TestDb) {
        let page = get(&router(), db.db(), "/json/").await;
        assert_eq!((page.header("content-type"), page.text.as_str()), ("application/json", "{\"page\":1}"));
    }

    #[test]
    async fn b_45_the_content_type_is_html_unless_said(db: &TestDb) {
        let router = router();
        let plain = get(&router, db.db(), "/plain/").await;
        assert_eq!((plain.header("content-type"), plain.text.as_str()), ("text/plain; charset=utf-8", "A & B <b>"));
        assert_eq!(get(&router, db.db(), "/fixed/").await.header("content-type"), "text/html; charset=utf-8");
    }

    #[test]
    async fn b_09_fields_come_before_everything_and_may_refuse(db: &TestDb) {
        let refused = get(&router(), db.db(), "/pages/a/?bad").await;
        assert_eq!((refused.code(), refused.text.as_str()), (418, "no word"));
    }

    #[test]
    async fn s_123_a_template_view_takes_two_lines_or_none(db: &TestDb) {
        let router = router();
        assert_eq!(get(&router, db.db(), "/plain/").await.text, "A & B <b>");
        assert_eq!(get(&router, db.db(), "/inline/").await.text, "inline <b>");
    }
}
