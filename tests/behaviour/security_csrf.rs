//! Requests that other sites make browsers send: which pairs of headers may change data, what the others are answered, and how
//! a router or one view says otherwise. That a browser really sends these headers is tested by bookshop's browser tests.

use axum::{
    Extension, Router,
    body::Body,
    http::{HeaderMap, Method, Request as HttpRequest},
    middleware::from_fn,
    response::{IntoResponse as _, Response},
    routing::post,
};
use cbv::{
    Delete, ErrorPages, Get, Origin, Patch, Post, Put, TrustedOrigins, ViewHooks, base, csrf_protect,
    prelude::*,
};
use cbv_tests::{
    log::watch,
    web::{Answer, ask},
};
use http::StatusCode;
use tracing::Level;

/// A view that changes data by every verb that may.
#[derive(View)]
#[view(path = "/save/")]
struct Save;

/// One that another program calls, and says so by a signature of its own.
#[derive(View)]
#[view(path = "/hook/", csrf_exempt)]
struct Webhook;

macro_rules! saved {
    ($view:ident: $($trait:ident $name:ident),*) => {$(
        impl $trait for $view {
            async fn $name(&self, _: &Request, _: Body) -> Result<Response> {
                Ok("saved".into_response())
            }
        }
    )*};
}

saved!(Save: Post post, Put put, Patch patch, Delete delete);
saved!(Webhook: Post post);

impl Get for Save {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok("a form".into_response())
    }
}

/// Redirects whatever the verb.
#[derive(RedirectView)]
#[view(url = "/", path = "/moved/")]
struct Moved;

#[derive(Debug, Clone, Form)]
struct Question {
    text: String,
}

/// Takes a form.
#[derive(FormView)]
#[view(form_class = Question, path = "/ask/", success_url = "/", formats(json))]
struct Ask;

/// The same from everybody.
#[derive(FormView)]
#[view(form_class = Question, path = "/ask/everybody/", success_url = "/", formats(json), csrf_exempt)]
struct AskEverybody;

fn router() -> Router<Db> {
    Router::new()
        .merge(Ask::router())
        .merge(AskEverybody::router())
        .merge(Save::router())
        .merge(Webhook::router())
        .merge(Moved::router())
}

/// A database that nobody asks.
async fn send(router: Router<Db>, method: Method, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::connect(&format!("sqlite://{}", folder.path().join("unused.db").display())).await.unwrap();
    let mut request = HttpRequest::builder().method(method).uri(uri).header("host", "books.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = ask(router.with_state(db.clone()), request.body(Body::empty()).unwrap()).await;
    db.close().await;
    answer
}

async fn code(router: Router<Db>, headers: &[(&str, &str)]) -> u16 {
    send(router, Method::POST, "/save/", headers).await.code()
}

/// `Sec-Fetch-Site` and `Origin` as a browser, or no browser, sends them, and whether data may be changed.
const PAIRS: [(Option<&str>, Option<&str>, u16); 18] = [
    // this site's own pages, an address that was typed, a bookmark
    (Some("same-origin"), Some("https://books.example"), 200),
    (Some("same-origin"), None, 200),
    (Some("none"), None, 200),
    (Some("none"), Some("null"), 200),
    // another site, and another port or host of the same one
    (Some("cross-site"), Some("https://evil.example"), 403),
    (Some("cross-site"), None, 403),
    (Some("cross-site"), Some("null"), 403),
    (Some("same-site"), Some("https://shop.books.example"), 403),
    (Some("same-site"), Some("https://books.example:8443"), 403),
    (Some("same-site"), None, 403),
    (Some("Same-Origin"), None, 403), // no browser writes it so
    (Some("unheard-of"), None, 403),
    // old browsers
    (None, Some("https://books.example"), 200),
    (None, Some("https://evil.example"), 403),
    (None, Some("https://books.example:8443"), 403),
    (None, Some("https://books.example.evil.example"), 403),
    (None, Some("null"), 403),
    // no browser
    (None, None, 200),
];

fn headers<'a>(site: Option<&'a str>, origin: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let site = site.map(|site| ("sec-fetch-site", site));
    site.into_iter().chain(origin.map(|origin| ("origin", origin))).collect()
}

#[tokio::test]
async fn e_53_every_unsafe_verb_of_every_view_refuses_other_sites() {
    for (site, origin, expected) in PAIRS {
        let headers = headers(site, origin);
        for verb in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = send(router(), verb.clone(), "/save/", &headers).await;
            assert_eq!(answer.code(), expected, "{verb} {headers:?}");
            assert_eq!(answer.text == "saved", expected == 200);
        }
        for verb in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = send(router(), verb.clone(), "/save/", &headers).await;
            assert_eq!(answer.code(), 200, "{verb} {headers:?}");
        }
        let moved = send(router(), Method::POST, "/moved/", &headers).await;
        assert_eq!(moved.code(), if expected == 200 { 302 } else { 403 });
        for verb in [Method::POST, Method::PUT] {
            let asked = send(router(), verb.clone(), "/ask/", &headers).await;
            assert_eq!(asked.code(), if expected == 200 { 422 } else { 403 }, "{verb} {headers:?}");
            assert_eq!(send(router(), verb, "/ask/everybody/", &headers).await.code(), 422);
        }
        assert_eq!(send(router(), Method::GET, "/ask/", &headers).await.code(), 200);
    }
}

#[tokio::test]
async fn the_authority_of_the_request_line_goes_before_its_host() {
    // as HTTP/2 sends it
    let answer =
        send(router(), Method::POST, "https://shop.example/save/", &[("origin", "https://shop.example")])
            .await;
    assert_eq!(answer.code(), 200);
    let answer =
        send(router(), Method::POST, "https://shop.example/save/", &[("origin", "https://books.example")])
            .await;
    assert_eq!(answer.code(), 403);
}

#[tokio::test]
async fn a_refusal_is_a_page_of_the_application_and_a_line_of_its_log() {
    let headers = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    let (plain, log) = watch(send(router(), Method::POST, "/save/", &headers)).await;
    assert_eq!((plain.code(), plain.header("content-type")), (403, "text/html; charset=utf-8"));
    assert!(plain.text.contains("<h1>Forbidden</h1>") && !plain.text.contains("evil"), "{}", plain.text);
    let reason = "CSRF: the request comes from another site (Origin: https://evil.example; Sec-Fetch-Site: cross-site)";
    assert_eq!(plain.reason(), reason);
    let lines: Vec<&str> = log.of(Level::WARN).iter().map(|line| line.message.as_str()).collect();
    assert_eq!(lines, [reason]);

    let pages = ErrorPages::new().page(StatusCode::FORBIDDEN, |_| Ok("<h1>Not from there</h1>".to_owned()));
    let own = send(router().layer(pages), Method::POST, "/save/", &headers).await;
    assert_eq!((own.code(), own.text.as_str()), (403, "<h1>Not from there</h1>"));
}

#[tokio::test]
async fn what_is_logged_of_a_header_is_one_short_line() {
    let long = "\\".repeat(300) + "\u{e9}";
    let headers = [("sec-fetch-site", "cross-site"), ("origin", long.as_str())];
    let refused = send(router(), Method::POST, "/save/", &headers).await;
    assert_eq!(refused.code(), 403);
    assert!(refused.reason().len() < 500, "{}", refused.reason());
}

#[tokio::test]
async fn trusted_origins_may_post() {
    let trusted = TrustedOrigins::new(["https://admin.example", "http://localhost:5173"]).unwrap();
    let router = || router().layer(Extension(trusted.clone()));
    for site in ["cross-site", "same-site"] {
        assert_eq!(
            code(router(), &[("sec-fetch-site", site), ("origin", "https://admin.example")]).await,
            200
        );
        assert_eq!(
            code(router(), &[("sec-fetch-site", site), ("origin", "https://admin.example:444")]).await,
            403
        );
        assert_eq!(code(router(), &[("sec-fetch-site", site)]).await, 403, "{site}");
    }
    assert_eq!(code(router(), &[("origin", "http://localhost:5173")]).await, 200);
    assert_eq!(code(router(), &[("origin", "https://evil.example")]).await, 403);
}

#[test]
fn what_no_browser_sends_as_an_origin_is_refused_when_the_router_is_built() {
    for wrong in
        ["books.example", "https://books.example/", "ftp://books.example", "https://bücher.example", "*"]
    {
        let fault = TrustedOrigins::new([wrong]).unwrap_err();
        assert!(matches!(fault, Error::ImproperlyConfigured(_)), "{fault}");
        assert!(fault.to_string().contains(wrong), "{fault}");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_own_origin_is_the_one_that_is_attached() {
    let router = || {
        let inner = router().layer(Extension(Origin("https://shop.example/".into())));
        inner.layer(from_fn(|mut req: axum::extract::Request, next: axum::middleware::Next| {
            req.headers_mut().insert("host", "10.0.0.7:8000".parse().unwrap());
            next.run(req)
        }))
    };
    // an old browser; a new one says `same-origin` whatever the host that arrives
    assert_eq!(code(router(), &[("origin", "https://shop.example")]).await, 200);
    assert_eq!(code(router(), &[("origin", "https://books.example")]).await, 403);
    assert_eq!(code(router(), &[("origin", "http://shop.example")]).await, 403);
}

#[tokio::test]
async fn an_exempt_view_answers_everybody() {
    let headers = [("sec-fetch-site", "cross-site"), ("origin", "https://payments.example")];
    assert_eq!(send(router(), Method::POST, "/hook/", &headers).await.text, "saved");
    assert_eq!(code(router(), &headers).await, 403, "and that view alone");
}

#[tokio::test]
async fn views_that_are_written_by_hand_are_protected_too() {
    struct ByHand<const EXEMPT: bool>;

    impl<const EXEMPT: bool> View for ByHand<EXEMPT> {
        type Data = ();
        const NAME: &'static str = "ByHand";
        const CSRF_EXEMPT: bool = EXEMPT;
    }

    impl<S: Sync, const EXEMPT: bool> axum::extract::FromRequestParts<S> for ByHand<EXEMPT> {
        type Rejection = Error;

        async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self> {
            Ok(Self)
        }
    }

    impl<const EXEMPT: bool> ViewHooks for ByHand<EXEMPT> {}

    impl<const EXEMPT: bool> Post for ByHand<EXEMPT> {
        async fn post(&self, _: &Request, _: Body) -> Result<Response> {
            Ok("saved".into_response())
        }
    }

    let headers = [("sec-fetch-site", "cross-site")];
    let view = base::verbs::<ByHand<false>, Db>().post().as_view();
    assert_eq!(code(Router::new().route("/save/", view), &headers).await, 403);
    let view = base::verbs::<ByHand<true>, Db>().post().as_view();
    assert_eq!(code(Router::new().route("/save/", view), &headers).await, 200);
}

#[tokio::test]
async fn plain_handlers_are_protected_by_a_layer() {
    let bare = || Router::new().route("/save/", post(async || "saved").get(async || "a form"));
    let router = || bare().route_layer(from_fn(csrf_protect));
    let other = [("sec-fetch-site", "cross-site"), ("origin", "https://admin.example")];
    assert_eq!(code(bare(), &other).await, 200);
    assert_eq!(code(router(), &other).await, 403);
    assert_eq!(code(router(), &[]).await, 200);
    assert_eq!(send(router(), Method::GET, "/save/", &other).await.text, "a form");
    let trusted = TrustedOrigins::new(["https://admin.example"]).unwrap();
    assert_eq!(code(router().layer(Extension(trusted)), &other).await, 200);
}

#[tokio::test]
async fn nothing_of_a_view_runs_before_it_is_known_who_posts() {
    /// A field that must not be taken.
    struct Taken;

    impl<S: Sync> axum::extract::FromRequestParts<S> for Taken {
        type Rejection = HeaderMap;

        async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, HeaderMap> {
            panic!("the field was taken");
        }
    }

    #[derive(View)]
    #[view(path = "/save/")]
    struct WithField {
        _taken: Taken,
    }

    saved!(WithField: Post post);

    assert_eq!(code(WithField::router(), &[("sec-fetch-site", "cross-site")]).await, 403);
}
