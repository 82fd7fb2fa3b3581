//! Redirect views. Rows B-50 to B-59 of Django's behaviour, and the seeds' redirects.

use axum::Router;
use cbv::{prelude::*, redirect_view};
use cbv_tests::{
    db::TestDb,
    log::watch,
    models::Book,
    on_every_database,
    web::{Answer, get, send},
};
use http::Method;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/")]
struct BookDetail;

#[derive(RedirectView)]
#[view(path = "/old/{slug}/", url = "/books/{slug}/?from=100%25")]
struct ByUrl;

#[derive(RedirectView)]
#[view(path = "/short/{id}/{slug}/", pattern_name = BookDetail, permanent = true)]
struct ByName;

#[derive(RedirectView)]
#[view(url = "/new/?a=1", query_string)]
struct KeepsQuery;

#[derive(RedirectView)]
struct Nowhere;

#[derive(RedirectView)]
#[view(url = "")]
struct Empty;

/// Where the query says, as a hook.
#[derive(RedirectView)]
#[view(query_string)]
struct Anywhere;

impl RedirectHooks for Anywhere {
    async fn get_redirect_url(&self, req: &Request) -> Result<Option<String>> {
        Ok(req.query("to").map(Into::into))
    }
}

fn router() -> Router<Db> {
    Router::new()
        .merge(ByUrl::router())
        .merge(ByName::router())
        .route("/query/", KeepsQuery::as_view())
        .route("/nowhere/", Nowhere::as_view())
        .route("/empty/", Empty::as_view())
        .route("/anywhere/", Anywhere::as_view())
        .route("/lost/", ByUrl::as_view())
        .route("/inline/", redirect_view!(url = "https://example.com/"))
}

fn target(answer: &Answer) -> (u16, &str) {
    (answer.code(), answer.header("location"))
}

on_every_database! {
    #[test]
    async fn b_50_the_url_is_filled_with_the_arguments(db: &TestDb) {
        let router = router();
        assert_eq!(target(&get(&router, db.db(), "/old/dune/").await), (302, "/books/dune/?from=100%25"));
        let odd = get(&router, db.db(), "/old/a%20b%2Fc%3Fd/").await;
        assert_eq!(target(&odd), (302, "/books/a%20b%2Fc%3Fd/?from=100%25"));
        // an argument that the route does not have
        assert_eq!(get(&router, db.db(), "/lost/").await.code(), 500);
    }

    #[test]
    async fn b_51_a_view_is_named_and_gets_the_same_arguments(db: &TestDb) {
        assert_eq!(target(&get(&router(), db.db(), "/short/7/dune/").await), (301, "/books/dune/"));
    }

    #[test]
    async fn b_52__b_53_without_a_target_it_is_gone_and_logged(db: &TestDb) {
        for uri in ["/nowhere/", "/empty/"] {
            let (gone, log) = watch(get(&router(), db.db(), uri)).await;
            assert_eq!(gone.code(), 410, "{uri}");
            let lines = log.of(tracing::Level::WARN);
            assert_eq!(lines[0].message, format!("Gone: {uri}"));
        }
    }

    #[test]
    async fn b_54_temporary_unless_permanent(db: &TestDb) {
        assert_eq!(get(&router(), db.db(), "/old/dune/").await.code(), 302);
        assert_eq!(get(&router(), db.db(), "/short/7/dune/").await.code(), 301);
    }

    #[test]
    async fn b_55__b_58_the_query_is_appended_as_it_came(db: &TestDb) {
        let router = router();
        let kept = get(&router, db.db(), "/query/?b=%C3%A9&c=1+2").await;
        assert_eq!(target(&kept), (302, "/new/?a=1?b=%C3%A9&c=1+2"));
        assert_eq!(target(&get(&router, db.db(), "/query/").await), (302, "/new/?a=1"));
        assert_eq!(target(&get(&router, db.db(), "/query/?").await), (302, "/new/?a=1"));
        assert_eq!(target(&get(&router, db.db(), "/old/dune/?x=1").await), (302, "/books/dune/?from=100%25"));
    }

    #[test]
    async fn b_56_the_hook_says_where(db: &TestDb) {
        let router = router();
        assert_eq!(target(&get(&router, db.db(), "/anywhere/?to=/there/").await), (302, "/there/"));
        assert_eq!(get(&router, db.db(), "/anywhere/").await.code(), 410);
        assert_eq!(get(&router, db.db(), "/anywhere/?to=").await.code(), 410);
    }

    #[test]
    async fn b_57_every_verb_redirects_but_trace(db: &TestDb) {
        let router = router();
        for verb in ["GET", "HEAD", "POST", "OPTIONS", "DELETE", "PUT", "PATCH"] {
            let answer = send(&router, db.db(), Method::from_bytes(verb.as_bytes()).unwrap(), "/query/").await;
            assert_eq!(target(&answer), (302, "/new/?a=1"), "{verb}");
        }
        assert_eq!(send(&router, db.db(), Method::TRACE, "/query/").await.code(), 405);
    }

    #[test]
    async fn b_59_the_address_is_encoded_and_its_scheme_checked(db: &TestDb) {
        let router = router();
        let at = async |to: &str| get(&router, db.db(), &format!("/anywhere/?to={to}")).await;
        assert_eq!(target(&at("/a%20%C3%A9%22%3C%0D%0Ax").await), (302, "/a%20%C3%A9%22%3C%0D%0Ax"));
        assert_eq!(target(&at("https://example.com/").await), (302, "https://example.com/"));
        for refused in ["javascript:alert(1)", "data:text/html,x", &format!("/{}", "a".repeat(2048))] {
            assert_eq!(at(refused).await.code(), 400, "{refused}");
        }
    }

    #[test]
    async fn s_124_the_target_is_given_at_the_route(db: &TestDb) {
        assert_eq!(target(&get(&router(), db.db(), "/inline/").await), (302, "https://example.com/"));
    }
}
