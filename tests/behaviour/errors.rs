//! Errors: pages of the application's own, the developers' page, JSON, time limits.

use std::time::Duration;

use axum::{Router, response::Response};
use cbv::{ErrorPages, Get, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::Publisher,
    on_every_database,
    web::{get, get_with, send},
};
use http::{Method, StatusCode};

#[derive(View)]
struct Fails;

impl Get for Fails {
    async fn get(&self, req: &Request) -> Result<Response> {
        Err(match req.query("how").as_deref() {
            Some("404") => Error::not_found("no <book>"),
            Some("403") => Error::PermissionDenied("not yours".into()),
            _ => Error::other(std::io::Error::other("the disk is full of secrets")),
        })
    }
}

#[derive(View)]
struct Slow;

impl Get for Slow {
    async fn get(&self, _: &Request) -> Result<Response> {
        tokio::time::timeout(Duration::from_millis(1), std::future::pending::<Response>())
            .await
            .map_err(Error::from)
    }
}

#[derive(ListView)]
#[view(model = Publisher, formats(html, json), paginate_by = 2, template_name = "names.html")]
struct Publishers;

fn router() -> Router<Db> {
    Router::new()
        .route("/fails/", Fails::as_view())
        .route("/slow/", Slow::as_view())
        .route("/publishers/", Publishers::as_view())
}

on_every_database! {
    #[test]
    async fn b_33_error_pages_are_the_applications_own(db: &TestDb) {
        let pages = ErrorPages::new()
            .page(StatusCode::NOT_FOUND, |failure| {
                Ok(format!("own 404 {} {}", failure.uri.path(), failure.reason.as_deref().unwrap_or("-")))
            })
            .page(StatusCode::METHOD_NOT_ALLOWED, |failure| Ok(format!("own 405 {}", failure.method)))
            .page(StatusCode::INTERNAL_SERVER_ERROR, |failure| Ok(format!("own 500 {:?}", failure.reason)))
            .page(StatusCode::FORBIDDEN, |_| Err("this page is broken".into()))
            .debug(false);
        let router = router().layer(pages);
        assert_eq!(get(&router, db.db(), "/fails/?how=404").await.text, "own 404 /fails/ no <book>");
        assert_eq!(get(&router, db.db(), "/fails/").await.text, "own 500 None");
        let refused = send(&router, db.db(), Method::DELETE, "/fails/").await;
        assert_eq!((refused.code(), refused.text.as_str(), refused.header("allow")), (405, "own 405 DELETE", "GET, HEAD, OPTIONS"));
        let broken = get(&router, db.db(), "/fails/?how=403").await;
        assert_eq!(broken.code(), 403);
        assert!(broken.text.contains("<h1>Forbidden</h1>"), "{}", broken.text);
    }

    #[test]
    async fn an_error_page_knows_the_address_that_was_sent(db: &TestDb) {
        let pages = ErrorPages::new().page(StatusCode::NOT_FOUND, |failure| Ok(failure.uri.to_string()));
        let nested = Router::new().nest("/shop", router().layer(pages));
        assert_eq!(get(&nested, db.db(), "/shop/fails/?how=404").await.text, "/shop/fails/?how=404");
    }

    #[test]
    async fn developers_see_the_chain_of_causes_and_nobody_else(db: &TestDb) {
        let open = router().layer(ErrorPages::new().debug(true));
        let page = get(&open, db.db(), "/fails/?how=404").await;
        assert!(page.text.contains("no &lt;book&gt;"), "{}", page.text);
        assert!(get(&open, db.db(), "/fails/").await.text.contains("full of secrets"));
        let closed = router().layer(ErrorPages::new().debug(false));
        for router in [closed, router()] {
            let page = get(&router, db.db(), "/fails/").await;
            assert!(!page.text.contains("secrets"), "{}", page.text);
        }
    }

    #[test]
    async fn errors_come_in_the_format_that_is_asked_for(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        let json = get_with(&router, db.db(), "/publishers/?page=9", &[("accept", "application/json")]).await;
        assert_eq!(json.text, "{\"status\":404,\"title\":\"Not Found\"}");
        assert!(get(&router, db.db(), "/publishers/?page=9").await.text.contains("<h1>Not Found</h1>"));
    }

    #[test]
    async fn s_90_a_time_limit_is_408(db: &TestDb) {
        assert_eq!(get(&router(), db.db(), "/slow/").await.code(), 408);
    }
}
