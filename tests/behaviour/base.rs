//! The base view: verbs, `Allow`, `OPTIONS`, 405, and the life of a request. Rows B-01 to B-32 of Django's behaviour.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::{
    Router,
    body::Body,
    response::{IntoResponse as _, Response},
};
use cbv::{Get, Head, Options, Post, list_view, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::{Book, Publisher},
    on_every_database,
    web::{Answer, ask, get, send},
};
use http::{Method, Request as HttpRequest};

async fn at(router: &Router<Db>, db: &TestDb, method: &str, uri: &str) -> Answer {
    send(router, db.db(), Method::from_bytes(method.as_bytes()).unwrap(), uri).await
}

#[derive(View)]
struct Nothing;

#[derive(View)]
struct Both;

impl Get for Both {
    async fn get(&self, _: &Request) -> Result<Response> {
        tokio::task::yield_now().await; // verbs are async
        Ok(([("x-verb", "get")], "the body").into_response())
    }
}

impl Post for Both {
    async fn post(&self, _: &Request, body: Body) -> Result<Response> {
        let bytes = axum::body::to_bytes(body, 1000).await.map_err(Error::other)?;
        Ok(format!("{} bytes", bytes.len()).into_response())
    }
}

#[derive(View)]
#[view(http_method_names(get, options))]
struct Narrowed;

impl Get for Narrowed {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok("got".into_response())
    }
}

impl Post for Narrowed {
    async fn post(&self, _: &Request, _: Body) -> Result<Response> {
        Ok("never".into_response())
    }
}

#[derive(View)]
#[view(http_method_names(get))]
struct OnlyGet;

impl Get for OnlyGet {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok("got".into_response())
    }
}

#[derive(View)]
struct OnlyPost;

impl Post for OnlyPost {
    async fn post(&self, _: &Request, _: Body) -> Result<Response> {
        Ok("posted".into_response())
    }
}

#[derive(View)]
struct OwnAnswers;

impl Get for OwnAnswers {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok("got".into_response())
    }
}

impl Head for OwnAnswers {
    async fn head(&self, _: &Request) -> Result<Response> {
        Ok([("last-modified", "Fri, 20 Nov 2026 00:00:00 GMT")].into_response())
    }
}

impl Options for OwnAnswers {
    async fn options(&self, _: &Request) -> Result<Response> {
        Ok("own".into_response())
    }
}

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

#[derive(DetailView)]
#[view(model = Book)]
struct BookDetail;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title = "About", year = 2026))]
struct About;

#[derive(RedirectView)]
#[view(url = "/about/")]
struct Away;

/// Counts in itself: another request would see it, if the view were shared.
#[derive(View)]
struct Counter {
    count: Count,
}

#[derive(Default)]
struct Count(AtomicU32);

impl<S: Sync> axum::extract::FromRequestParts<S> for Count {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::default())
    }
}

impl Get for Counter {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok(self.count.0.fetch_add(1, Ordering::Relaxed).to_string().into_response())
    }
}

/// Fails in the way that the query names.
#[derive(View)]
struct Fails;

impl Get for Fails {
    async fn get(&self, req: &Request) -> Result<Response> {
        let secret = "table secrets at /srv/app.db";
        Err(match req.query("how").unwrap_or_default().as_ref() {
            "404" => Error::not_found("no such page"),
            "403" => Error::PermissionDenied("not yours".into()),
            "400" => Error::BadRequest("nonsense".into()),
            "improper" => Error::ImproperlyConfigured(secret.into()),
            _ => Error::other(secret),
        })
    }
}

fn router() -> Router<Db> {
    Router::new()
        .route("/nothing/", Nothing::as_view())
        .route("/both/", Both::as_view())
        .route("/narrowed/", Narrowed::as_view())
        .route("/get/", OnlyGet::as_view())
        .route("/post/", OnlyPost::as_view())
        .route("/own/", OwnAnswers::as_view())
        .route("/books/", BookList::as_view())
        .route("/books/{slug}/", BookDetail::as_view())
        .route("/about/", About::as_view())
        .route("/away/", Away::as_view())
        .route("/counter/", Counter::as_view())
        .route("/fails/", Fails::as_view())
}

on_every_database! {
    #[test]
    async fn b_01__b_23_each_kind_lists_its_verbs(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        for (uri, allow) in [
            ("/nothing/", "OPTIONS"),
            ("/both/", "GET, POST, HEAD, OPTIONS"),
            ("/books/", "GET, HEAD, OPTIONS"),
            ("/books/solaris/", "GET, HEAD, OPTIONS"),
            ("/about/", "GET, HEAD, OPTIONS"),
        ] {
            assert_eq!(at(&router, db, "OPTIONS", uri).await.header("allow"), allow, "{uri}");
            assert_eq!(at(&router, db, "DELETE", uri).await.header("allow"), allow, "{uri}");
        }
        let away = at(&router, db, "OPTIONS", "/away/").await;
        assert_eq!((away.code(), away.header("location")), (302, "/about/"));
    }

    #[test]
    async fn b_02_a_verb_that_is_not_listed_is_405_though_it_is_written(db: &TestDb) {
        let refused = at(&router(), db, "POST", "/narrowed/").await;
        assert_eq!((refused.code(), refused.header("allow")), (405, "GET, OPTIONS"));
        assert_eq!(at(&router(), db, "GET", "/narrowed/").await.text, "got");
    }

    #[test]
    async fn b_03_get_alone_has_neither_head_nor_options(db: &TestDb) {
        assert_eq!(at(&router(), db, "GET", "/get/").await.code(), 200);
        for verb in ["HEAD", "OPTIONS", "POST"] {
            let refused = at(&router(), db, verb, "/get/").await;
            assert_eq!((refused.code(), refused.header("allow")), (405, "GET"), "{verb}");
        }
    }

    #[test]
    async fn b_05_settings_at_one_route_leave_the_others_alone(db: &TestDb) {
        fixture::create(db).await;
        let router: Router<Db> = Router::new()
            .route("/two/", list_view!(model = Publisher, paginate_by = 2, template_name = "names.html"))
            .route("/all/", list_view!(model = Publisher, template_name = "names.html"));
        assert_eq!(get(&router, db.db(), "/two/").await.text, "Zweitausendeins O&#39;Reilly ");
        assert_eq!(get(&router, db.db(), "/all/").await.text, "Zweitausendeins O&#39;Reilly Apress ");
    }

    #[test]
    async fn b_08_each_request_has_a_view_of_its_own(db: &TestDb) {
        for _ in 0..3 {
            assert_eq!(at(&router(), db, "GET", "/counter/").await.text, "0");
        }
    }

    #[test]
    async fn b_18_a_verb_named_like_a_method_is_405(db: &TestDb) {
        for verb in ["DISPATCH", "SETUP", "AS_VIEW", "get"] {
            let refused = at(&router(), db, verb, "/both/").await;
            assert_eq!((refused.code(), refused.header("allow")), (405, "GET, POST, HEAD, OPTIONS"), "{verb}");
        }
    }

    #[test]
    async fn b_19__b_20_a_refused_verb_is_empty_and_logged(db: &TestDb) {
        let (refused, log) = watch(at(&router(), db, "DELETE", "/both/?a=%0Ab")).await;
        assert_eq!((refused.code(), refused.text.as_str()), (405, ""));
        assert_eq!(refused.header("content-type"), "text/html; charset=utf-8");
        let lines = log.of(tracing::Level::WARN);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!(lines[0].message, "Method Not Allowed: /both/");
        assert_eq!((lines[0].fields["method"].as_str(), lines[0].fields["status"].as_str()), ("DELETE", "405"));
    }

    #[test]
    async fn b_21__b_22_options_says_what_is_allowed(db: &TestDb) {
        let answer = at(&router(), db, "OPTIONS", "/both/").await;
        assert_eq!((answer.code(), answer.text.as_str()), (200, ""));
        assert_eq!((answer.header("content-length"), answer.header("allow")), ("0", "GET, POST, HEAD, OPTIONS"));
        assert_eq!(at(&router(), db, "OPTIONS", "/own/").await.text, "own");
    }

    #[test]
    async fn b_24_head_runs_get_and_drops_the_body(db: &TestDb) {
        fixture::create(db).await;
        let get = at(&router(), db, "GET", "/books/").await;
        let (head, log) = watch(at(&router(), db, "HEAD", "/books/")).await;
        assert_eq!((head.status, head.text.as_str()), (get.status, ""));
        assert_eq!(head.header("content-length"), get.text.len().to_string());
        assert_eq!(head.header("content-type"), get.header("content-type"));
        assert_eq!(log.statements().len(), 1, "{:?}", log.statements());
    }

    #[test]
    async fn b_25_head_may_be_written(db: &TestDb) {
        let head = at(&router(), db, "HEAD", "/own/").await;
        assert_eq!(head.header("last-modified"), "Fri, 20 Nov 2026 00:00:00 GMT");
        assert_eq!(at(&router(), db, "GET", "/own/").await.header("last-modified"), "");
    }

    #[test]
    async fn b_26__b_27_a_view_that_only_posts(db: &TestDb) {
        for verb in ["HEAD", "GET"] {
            let refused = at(&router(), db, verb, "/post/").await;
            assert_eq!((refused.code(), refused.header("allow")), (405, "POST, OPTIONS"), "{verb}");
        }
        assert_eq!(at(&router(), db, "POST", "/post/").await.text, "posted");
    }

    #[test]
    async fn b_28__b_29__b_30_every_verb_is_async(db: &TestDb) {
        assert_eq!(at(&router(), db, "GET", "/both/").await.text, "the body");
        assert_eq!(at(&router(), db, "POST", "/both/").await.text, "0 bytes");
        assert_eq!(at(&router(), db, "OPTIONS", "/both/").await.code(), 200);
    }

    #[test]
    async fn b_31_a_view_answers_without_a_router(db: &TestDb) {
        let view = Both::as_view::<Db>().with_state::<()>(db.db().clone());
        let request = |method| HttpRequest::builder().method(method).uri("/anything").body(Body::empty()).unwrap();
        assert_eq!(ask(view.clone(), request("GET")).await.text, "the body");
        assert_eq!(ask(view, request("PUT")).await.code(), 405);
    }

    #[test]
    async fn b_32_errors_have_their_status_and_keep_their_secrets(db: &TestDb) {
        for (how, status) in [("404", 404), ("403", 403), ("400", 400), ("improper", 500), ("other", 500)] {
            let answer = at(&router(), db, "GET", &format!("/fails/?how={how}")).await;
            assert_eq!(answer.code(), status, "{how}");
            for secret in ["secrets", "srv", "such page", "yours", "nonsense"] {
                assert!(!answer.text.contains(secret), "{}", answer.text);
            }
        }
        let (_, log) = watch(at(&router(), db, "GET", "/fails/")).await;
        assert!(log.of(tracing::Level::ERROR)[0].message.contains("table secrets"));
        let (_, log) = watch(at(&router(), db, "GET", "/fails/?how=403")).await;
        assert!(log.of(tracing::Level::WARN)[0].message.contains("not yours"));
    }
}
