//! Each kind of view once, and several on one route.

use axum::{
    Router,
    body::Body,
    response::{IntoResponse as _, Response},
};
use cbv::{Post, list_view, prelude::*, redirect_view, template_view};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Book, Publisher},
    on_every_database,
    web::{get, send},
};
use http::Method;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/")]
struct BookDetail;

#[derive(RedirectView)]
#[view(path = "/old/{slug}/", pattern_name = BookDetail, permanent, query_string)]
struct OldBook;

#[derive(View)]
#[view()]
struct Interest;

impl Post for Interest {
    async fn post(&self, _: &Request, _: Body) -> Result<Response> {
        Ok("noted".into_response())
    }
}

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title = "About", year = 2026))]
struct About;

fn router() -> Router<Db> {
    Router::new()
        .merge(OldBook::router())
        .route("/about/", About::as_view())
        .route(
            "/inline/",
            template_view!(template_name = "about.html", extra_context(title = "Inline", year = 1.5)),
        )
        .route("/publishers/", list_view!(model = Publisher))
        .route("/home/", redirect_view!(url = "/about/"))
        .route(
            "/books/{slug}/",
            BookDetail::as_view().merge(Interest::as_view()).put(|| async { "put" }).with_allow(),
        )
}

on_every_database! {
    #[test]
    async fn every_kind_answers(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        let page = get(&router, db.db(), &BookDetail::url("the-dispossessed")).await;
        assert_eq!((page.status.as_u16(), page.reason()), (200, ""));
        assert!(page.text.contains("<h1>The Dispossessed</h1><p>Apress</p><a href=\"/books/the-dispossessed/\">"), "{}", page.text);
        let missing = get(&router, db.db(), "/books/none/").await;
        assert_eq!((missing.status.as_u16(), missing.reason()), (404, "No book found matching the query"));
        let old = get(&router, db.db(), "/old/the-dispossessed/?a=1").await;
        assert_eq!((old.status.as_u16(), old.header("location")), (301, "/books/the-dispossessed/?a=1"));
        assert!(get(&router, db.db(), "/about/").await.text.contains("<h1>About</h1><p>/about/ 2026</p>"));
        assert!(get(&router, db.db(), "/inline/").await.text.contains("<h1>Inline</h1><p>/inline/ 1.5</p>"));
        assert!(get(&router, db.db(), "/publishers/").await.text.starts_with("<li>Zweitausendeins</li><li>O"));
        let head = send(&router, db.db(), Method::HEAD, "/about/").await;
        assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
        let options = send(&router, db.db(), Method::OPTIONS, "/books/solaris/").await;
        assert_eq!((options.status.as_u16(), options.header("allow")), (200, "GET, POST, PUT, HEAD, OPTIONS"));
        let refused = send(&router, db.db(), Method::DELETE, "/books/solaris/").await;
        assert_eq!((refused.status.as_u16(), refused.header("allow")), (405, "GET, POST, PUT, HEAD, OPTIONS"));
        let alone = send(&router, db.db(), Method::OPTIONS, "/about/").await;
        assert_eq!((alone.status.as_u16(), alone.header("allow"), alone.header("content-length")), (200, "GET, HEAD, OPTIONS", "0"));
        assert_eq!(send(&router, db.db(), Method::POST, "/books/solaris/").await.text, "noted");
    }
}
