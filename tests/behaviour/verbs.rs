//! Verbs to the last corner: all of them, lists of some, spoofed ones, the log, and the order in which a view's parts run.
//! The plain cases are in `base`, several views on one route in `routing`.

use std::sync::{Arc, Mutex};

use axum::{
    Extension, Router,
    body::Body,
    http::{Method, Request as HttpRequest},
    response::{IntoResponse as _, Response},
};
use cbv::{Delete, Get, Next, Patch, Post, Put, Trace, ViewHooks, list_view, prelude::*, template_view};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::{Log, watch},
    models::{Book, Publisher},
    on_every_database,
    web::{Answer, ask, send},
};
use http_body_util::BodyExt as _;

/// Answers without a database: base views need none.
async fn answer(router: Router<Db>, method: &str, uri: &str) -> Answer {
    answer_with(router, method, uri, Body::empty()).await
}

async fn answer_with(router: Router<Db>, method: &str, uri: &str, body: Body) -> Answer {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("unused.db").display());
    let db = Db::connect(&url).await.expect("a database");
    let request = HttpRequest::builder().method(method).uri(uri).body(body).expect("a request");
    let answer = ask(router.with_state(db.clone()), request).await;
    db.close().await;
    answer
}

/// Every verb that can be implemented.
#[derive(View)]
#[view(path = "/all/")]
struct Every;

/// The same, of which only some are listed, in another order.
#[derive(View)]
#[view(path = "/listed/", http_method_names(post, get, options))]
struct Listed;

macro_rules! verbs {
    ($view:ident: $($trait:ident $name:ident $(($body:ident))?),*) => {$(
        impl $trait for $view {
            async fn $name(&self, req: &Request $(, $body: Body)?) -> Result<Response> {
                $(let _ = $body;)?
                Ok(format!("{} by {}", req.method(), stringify!($name)).into_response())
            }
        }
    )*};
}

verbs!(Every: Get get, Post post(body), Put put(body), Patch patch(body), Delete delete(body), Trace trace);
verbs!(Listed: Get get, Post post(body), Put put(body), Delete delete(body));

/// One verb only.
#[derive(View)]
#[view(path = "/post/")]
struct OnlyPost;

impl Post for OnlyPost {
    async fn post(&self, _: &Request, body: Body) -> Result<Response> {
        let sent = body.collect().await.map_err(Error::other)?.to_bytes();
        Ok((http::StatusCode::CREATED, sent).into_response())
    }
}

#[derive(View)]
#[view(path = "/bare/")]
struct Bare;

#[tokio::test]
async fn b_01__b_02_a_view_has_a_function_for_each_verb() {
    for verb in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"] {
        let page = answer(Every::router(), verb, "/all/").await;
        assert_eq!((page.code(), page.text), (200, format!("{verb} by {}", verb.to_lowercase())));
    }
    let refused = answer(Every::router(), "CONNECT", "/all/").await;
    let all = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, TRACE";
    assert_eq!((refused.code(), refused.header("allow")), (405, all));
}

#[tokio::test]
async fn b_02__b_27_a_verb_that_is_not_listed_is_405_even_if_implemented() {
    assert_eq!(answer(Listed::router(), "POST", "/listed/").await.text, "POST by post");
    for verb in ["PUT", "DELETE", "PATCH", "HEAD"] {
        let refused = answer(Listed::router(), verb, "/listed/").await;
        assert_eq!((refused.code(), refused.header("allow")), (405, "POST, GET, OPTIONS"), "{verb}");
    }
}

#[tokio::test]
async fn b_03_get_alone_allows_neither_head_nor_options() {
    let views = || {
        Router::new()
            .route("/template/", template_view!(template_name = "plain.html", http_method_names(get)))
            .route("/list/", list_view!(model = Publisher, http_method_names = get))
    };
    for uri in ["/template/", "/list/"] {
        for verb in ["HEAD", "OPTIONS", "POST"] {
            let refused = answer(views(), verb, uri).await;
            assert_eq!((refused.code(), refused.header("allow")), (405, "GET"), "{verb} {uri}");
        }
    }
    assert_eq!(answer(views(), "GET", "/template/").await.code(), 200);
}

type Journal = Extension<Arc<Mutex<Vec<&'static str>>>>;

/// Writes down what happens to it.
#[derive(View)]
#[view(path = "/life/")]
struct Life {
    first: Step<1>,
    journal: Journal,
    second: Step<2>,
}

struct Step<const N: u8>;

impl<const N: u8, S: Sync> axum::extract::FromRequestParts<S> for Step<N> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Self, Response> {
        let journal = parts.extensions.get::<Arc<Mutex<Vec<&'static str>>>>().cloned().unwrap();
        journal.lock().unwrap().push(if N == 1 { "first" } else { "second" });
        let denied = parts.uri.query() == Some(if N == 1 { "deny=1" } else { "deny=2" });
        if denied { Err((http::StatusCode::UNAUTHORIZED, "who?").into_response()) } else { Ok(Self) }
    }
}

impl Life {
    fn note(&self, step: &'static str) {
        let _ = (&self.first, &self.second);
        self.journal.lock().unwrap().push(step);
    }
}

impl ViewHooks for Life {
    async fn setup(&mut self, _: &Request) -> Result<()> {
        self.note("setup");
        Ok(())
    }

    async fn dispatch<'a>(&'a self, _: &'a Request, next: Next<'a>) -> Result<Response> {
        self.note("dispatch");
        let response = next.run().await;
        self.note("answered");
        response
    }
}

impl Get for Life {
    async fn get(&self, _: &Request) -> Result<Response> {
        self.note("get");
        Ok("lived".into_response())
    }
}

#[tokio::test]
async fn b_09_fields_setup_dispatch_and_the_verb_run_in_this_order() {
    let lived = async |uri: &str| {
        let journal = Journal::default();
        let answer = answer(Life::router().layer(journal.clone()), "GET", uri).await;
        let steps = journal.lock().unwrap().join(" ");
        (answer.code(), answer.text, steps)
    };
    assert_eq!(
        lived("/life/").await,
        (200, "lived".into(), "first second setup dispatch get answered".into())
    );
    // the field that refuses is the last thing that happens, and its answer is sent as it is
    assert_eq!(lived("/life/?deny=1").await, (401, "who?".into(), "first".into()));
    assert_eq!(lived("/life/?deny=2").await, (401, "who?".into(), "first second".into()));
}

#[test]
fn b_11_a_view_knows_its_name_and_where_it_lives() {
    assert_eq!((<Every as View>::NAME, <Every as cbv::Located>::PATH), ("Every", "/all/"));
    assert_eq!((<Life as View>::NAME, Life::PATH, Life::url()), ("Life", "/life/", "/life/".to_owned()));
    assert_eq!(<Listed as View>::HTTP_METHOD_NAMES, [cbv::Verb::Post, cbv::Verb::Get, cbv::Verb::Options]);
}

#[tokio::test]
async fn b_18_a_verb_that_spells_a_method_of_the_view_is_405() {
    for verb in ["DISPATCH", "SETUP", "AS_VIEW", "get", "Get", "NEW", "HTTP_METHOD_NOT_ALLOWED", "PROPFIND"] {
        let refused = answer(Life::router().layer(Journal::default()), verb, "/life/").await;
        assert_eq!((refused.code(), refused.header("allow")), (405, "GET, HEAD, OPTIONS"), "{verb}");
    }
}

#[tokio::test]
async fn b_19_a_refused_verb_is_an_empty_page_and_can_be_another() {
    let refused = answer(OnlyPost::router(), "GET", "/post/").await;
    assert_eq!((refused.code(), refused.text.as_str()), (405, ""));
    assert_eq!(
        (refused.header("content-type"), refused.header("allow")),
        ("text/html; charset=utf-8", "POST, OPTIONS")
    );
    // as with any method router of axum's
    let own = Router::new()
        .route("/post/", OnlyPost::as_view().fallback(async || (http::StatusCode::IM_A_TEAPOT, "no")));
    let refused = answer(own, "GET", "/post/").await;
    assert_eq!((refused.code(), refused.text.as_str()), (418, "no"));
}

#[tokio::test]
async fn b_20_a_refused_verb_is_logged_with_its_path_escaped() {
    let path = "/shop/po\u{202e}st%0A\"/";
    let router = Router::new().nest("/shop", Router::new().route("/{*rest}", OnlyPost::as_view()));
    let (refused, log) = watch(answer(router, "DELETE", path)).await;
    assert_eq!(refused.code(), 405);
    let lines = log.of(tracing::Level::WARN);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].message, "Method Not Allowed: /shop/po\\u{202e}st%0A\\\"/");
    assert_eq!((lines[0].fields["status"].as_str(), lines[0].fields["method"].as_str()), ("405", "DELETE"));
}

#[tokio::test]
async fn b_22__b_23_allow_of_each_kind_of_view() {
    let allow = async |router: Router<Db>, uri: &str| {
        let options = answer(router.clone(), "OPTIONS", uri).await;
        let refused = answer(router, "TRACE", uri).await;
        assert_eq!((options.code(), refused.code()), (200, 405), "{uri}");
        assert_eq!(options.header("allow"), refused.header("allow"));
        options.header("allow").to_owned()
    };
    let read = "GET, HEAD, OPTIONS";
    let list = || Router::new().route("/", list_view!(model = Publisher));
    let detail = || Router::new().route("/", cbv::detail_view!(model = Book));
    let template = || Router::new().route("/", template_view!(template_name = "plain.html"));
    assert_eq!(allow(list(), "/").await, read);
    assert_eq!(allow(detail(), "/").await, read);
    assert_eq!(allow(template(), "/").await, read);
    assert_eq!(allow(Bare::router(), "/bare/").await, "OPTIONS");
    assert_eq!(allow(OnlyPost::router(), "/post/").await, "POST, OPTIONS");
    let redirect = Router::new().route("/", cbv::redirect_view!(url = "/books/"));
    assert_eq!(answer(redirect, "OPTIONS", "/").await.code(), 302);
}

on_every_database! {
    #[test]
    async fn b_24_head_runs_the_whole_get_and_sends_no_body(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/", list_view!(model = Book, paginate_by = 2));
        for uri in ["/", "/?page=2", "/?page=99"] {
            send(&router, db.db(), Method::GET, uri).await; // from now on the number of rows is known
            let (get, got) = watch(send(&router, db.db(), Method::GET, uri)).await;
            let (head, headed) = watch(send(&router, db.db(), Method::HEAD, uri)).await;
            assert_eq!((head.status, head.text.as_str()), (get.status, ""));
            assert_eq!(head.headers, get.headers);
            assert_eq!(head.header("content-length"), get.text.len().to_string());
            // PostgreSQL counts anew when another test has committed meanwhile
            let read = |log: &Log| log.statements().iter().filter(|sql| sql.contains("book")).count();
            assert!(read(&headed) > 0 && read(&headed).abs_diff(read(&got)) <= db.pick(0, 1, 0));
        }
    }
}

#[tokio::test]
async fn b_26_head_without_get_is_405() {
    assert_eq!(answer(OnlyPost::router(), "HEAD", "/post/").await.code(), 405);
    let posted = answer_with(OnlyPost::router(), "POST", "/post/", Body::from("hello")).await;
    assert_eq!((posted.code(), posted.text.as_str()), (201, "hello"));
}

on_every_database! {
    #[test]
    async fn b_31_a_view_answers_without_a_router(db: &TestDb) {
        fixture::create(db).await;
        let at = |method: Method| HttpRequest::builder().method(method).uri("/x").body(Body::empty()).unwrap();
        let list = list_view!(model = Publisher).with_state::<()>(db.db().clone());
        let page = ask(list.clone(), at(Method::GET)).await;
        assert!(page.code() == 200 && page.text.contains("Apress"), "{}", page.text);
        let refused = ask(list, at(Method::PATCH)).await;
        assert_eq!((refused.code(), refused.header("allow")), (405, "GET, HEAD, OPTIONS"));
        let gone = cbv::redirect_view!().with_state::<()>(db.db().clone());
        assert_eq!(ask(gone, at(Method::GET)).await.code(), 410);
        let detail = cbv::detail_view!(model = Publisher, template_name = "publisher_name.txt");
        assert_eq!(ask(detail.with_state::<()>(db.db().clone()), at(Method::GET)).await.code(), 500);
    }
}
