//! Views among other routes: several views and handlers on one route, layers, fallbacks, nesting, an application that was
//! there before.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Body,
    extract::{FromRef, State},
    http::{Method, Request as HttpRequest},
    response::{IntoResponse as _, Response},
    routing::{self, MethodRouter},
};
use cbv::{Delete, Dialect, Get, Head, Post, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::Book,
    on_every_database,
    web::{ask, get, send},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use tower_http::{compression::CompressionLayer, trace::TraceLayer};

#[derive(DetailView)]
#[view(model = Book, template_name = "located.txt")]
struct Shown;

#[derive(View)]
struct Noted;

impl Post for Noted {
    async fn post(&self, _: &Request, _: Body) -> Result<Response> {
        Ok("noted".into_response())
    }
}

#[derive(View)]
struct Removed;

impl Delete for Removed {
    async fn delete(&self, _: &Request, _: Body) -> Result<Response> {
        Ok("removed".into_response())
    }
}

#[derive(View)]
struct OnlyHead;

impl Head for OnlyHead {
    async fn head(&self, _: &Request) -> Result<Response> {
        Ok([("x-head", "own")].into_response())
    }
}

#[derive(View)]
#[view(http_method_names(get, options))]
struct NoHead;

impl Get for NoHead {
    async fn get(&self, req: &Request) -> Result<Response> {
        let greeting = req.extensions().get::<&'static str>().copied().unwrap_or("nobody");
        Ok(greeting.into_response())
    }
}

async fn put() -> &'static str {
    "put"
}

async fn other() -> (http::StatusCode, &'static str) {
    (http::StatusCode::METHOD_NOT_ALLOWED, "own 405")
}

/// All ways to put two views and a handler on one route.
fn chains() -> Vec<MethodRouter<Db>> {
    let layer = || Extension("layered");
    vec![
        Shown::as_view().merge(Noted::as_view()).put(put).with_allow(),
        Noted::as_view().merge(Shown::as_view()).put(put).with_allow(),
        Shown::as_view().put(put).merge(Noted::as_view()).with_allow(),
        routing::put(put).merge(Shown::as_view()).merge(Noted::as_view()).with_allow(),
        Shown::as_view().merge(Noted::as_view().put(put)).with_allow(),
        Shown::as_view()
            .layer(layer())
            .merge(Noted::as_view().layer(layer()))
            .put(put)
            .layer(layer())
            .with_allow(),
        Shown::as_view().merge(Noted::as_view()).put(put).route_layer(layer()).with_allow(),
        Shown::as_view().merge(Noted::as_view()).put(put).with_allow().layer(layer()),
    ]
}

on_every_database! {
    #[test]
    async fn one_route_with_views_and_a_handler_allows_their_union(db: &TestDb) {
        fixture::create(db).await;
        let all = "GET, POST, PUT, HEAD, OPTIONS";
        for (index, chain) in chains().into_iter().enumerate() {
            let router = Router::new().route("/{slug}/", chain).fallback(async || "elsewhere");
            let at = async |method: Method| send(&router, db.db(), method, "/solaris/").await;
            assert!(at(Method::GET).await.text.starts_with("Solaris"), "{index}");
            assert_eq!(at(Method::POST).await.text, "noted", "{index}");
            assert_eq!(at(Method::PUT).await.text, "put", "{index}");
            let options = at(Method::OPTIONS).await;
            assert_eq!((options.code(), options.header("allow"), options.text.as_str()), (200, all, ""), "{index}");
            assert_eq!(options.header("content-length"), "0");
            for method in [Method::DELETE, Method::PATCH, Method::TRACE] {
                let refused = at(method).await;
                assert_eq!((refused.code(), refused.header("allow")), (405, all), "{index}");
            }
            let head = at(Method::HEAD).await;
            assert_eq!((head.code(), head.text.as_str(), head.header("content-length")), (200, "", "25"));
            assert_eq!(get(&router, db.db(), "/a/b/").await.text, "elsewhere");
        }
    }

    #[test]
    async fn a_route_given_twice_is_one_route(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/{slug}/", Shown::as_view())
            .route("/{slug}/", Noted::as_view())
            .route("/{slug}/", Removed::as_view())
            .route("/{slug}/", routing::put(put));
        for (method, text) in [(Method::POST, "noted"), (Method::DELETE, "removed"), (Method::PUT, "put")] {
            assert_eq!(send(&router, db.db(), method, "/solaris/").await.text, text);
        }
        let refused = send(&router, db.db(), Method::PATCH, "/solaris/").await;
        assert_eq!((refused.code(), refused.header("allow")), (405, "GET,HEAD,POST,DELETE,PUT"));
    }

    #[test]
    async fn a_head_of_its_own_joins_a_view_without_one(db: &TestDb) {
        let router = Router::new().route("/", OnlyHead::as_view().merge(routing::get(put)).with_allow());
        let head = send(&router, db.db(), Method::HEAD, "/").await;
        assert_eq!((head.code(), head.header("x-head")), (200, "own"));
        assert_eq!(send(&router, db.db(), Method::OPTIONS, "/").await.header("allow"), "GET, HEAD, OPTIONS");
    }

    #[test]
    async fn b_12__b_14_a_layer_around_a_view_leaves_it_a_view(db: &TestDb) {
        let view = NoHead::as_view().layer(Extension("somebody")).route_layer(CompressionLayer::new());
        let router = Router::new().route("/", view).layer(TraceLayer::new_for_http());
        // what a layer attaches is seen by the view
        assert_eq!(get(&router, db.db(), "/").await.text, "somebody");
        assert_eq!(send(&router, db.db(), Method::OPTIONS, "/").await.header("allow"), "GET, OPTIONS");
        assert_eq!(send(&router, db.db(), Method::HEAD, "/").await.code(), 405);
        assert_eq!(send(&router, db.db(), Method::POST, "/").await.header("allow"), "GET, OPTIONS");
    }

    #[test]
    async fn a_405_of_the_applications_own_comes_after_the_views(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/view/{slug}/", Shown::as_view())
            .route("/kept/{slug}/", Shown::as_view().with_allow())
            .route("/handler/", routing::put(put))
            .method_not_allowed_fallback(other);
        for uri in ["/view/solaris/", "/handler/"] {
            let refused = send(&router, db.db(), Method::PATCH, uri).await;
            assert_eq!((refused.code(), refused.text.as_str()), (405, "own 405"), "{uri}");
        }
        // axum fills in what the view would have said
        assert_eq!(send(&router, db.db(), Method::PATCH, "/view/solaris/").await.header("allow"), "GET,HEAD");
        // `with_allow` keeps the view's own answers, OPTIONS among them
        let kept = send(&router, db.db(), Method::PATCH, "/kept/solaris/").await;
        assert_eq!((kept.code(), kept.text.as_str(), kept.header("allow")), (405, "", "GET, HEAD, OPTIONS"));
        assert_eq!(send(&router, db.db(), Method::OPTIONS, "/kept/solaris/").await.code(), 200);
    }

    #[test]
    async fn a_route_keeps_a_fallback_of_its_own(db: &TestDb) {
        let own = Router::new().route("/", Noted::as_view().merge(Removed::as_view()).fallback(other));
        let refused = send(&own, db.db(), Method::PATCH, "/").await;
        assert_eq!((refused.code(), refused.text.as_str()), (405, "own 405"));
        let any = Router::new().route("/", routing::any(put).merge(Noted::as_view()));
        assert_eq!(send(&any, db.db(), Method::POST, "/").await.text, "noted");
        assert_eq!(send(&any, db.db(), Method::PATCH, "/").await.text, "put");
    }
}

/// An application that was there before: its state holds a pool of its own.
#[derive(Clone)]
struct OwnPool<P> {
    pool: P,
    greeting: &'static str,
}

impl<P: Clone> FromRef<OwnPool<P>> for Db
where
    Db: From<P>,
{
    fn from_ref(state: &OwnPool<P>) -> Self {
        state.pool.clone().into()
    }
}

/// The same with a database among its fields, as axum's derive takes them out.
#[derive(Clone, FromRef)]
struct AppState {
    db: Db,
    greeting: Arc<str>,
}

/// The whole application: hand-written routes, views under a prefix, layers.
fn application<S>(hello: MethodRouter<S>) -> Router<S>
where
    S: cbv::RouterState,
{
    let views = Router::new().route("/books/{slug}/", Shown::as_view().merge(Noted::as_view()).with_allow());
    Router::new()
        .route("/hello/", hello)
        .nest("/shop", views)
        .fallback(async || (http::StatusCode::NOT_FOUND, "nothing here"))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
}

async fn visit(app: Router) {
    let at = |uri: &str| HttpRequest::builder().uri(uri).body(Body::empty()).expect("a request");
    assert_eq!(ask(app.clone(), at("/hello/")).await.text, "hello");
    let page = ask(app.clone(), at("/shop/books/solaris/?a=1")).await;
    assert_eq!(
        (page.code(), page.text.as_str()),
        (200, "Solaris /shop/books/solaris/ solaris"),
        "{}",
        page.reason()
    );
    assert_eq!(ask(app.clone(), at("/shop/books/none/")).await.code(), 404);
    assert_eq!(ask(app.clone(), at("/books/solaris/")).await.text, "nothing here");
    let mut options = at("/shop/books/solaris/");
    *options.method_mut() = Method::OPTIONS;
    assert_eq!(ask(app.clone(), options).await.header("allow"), "GET, POST, HEAD, OPTIONS");
    let mut packed = at("/shop/books/solaris/");
    packed.headers_mut().insert("accept-encoding", "gzip".parse().expect("a header"));
    let response = app.oneshot(packed).await.unwrap_or_else(|never| match never {});
    assert_eq!(response.headers().get("content-encoding").expect("packed"), "gzip");
    let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
    assert_eq!(bytes.get(..2), Some(&[0x1f, 0x8b][..]));
}

async fn with_own_pool<P>(pool: P)
where
    P: Clone + Send + Sync + 'static,
    Db: From<P>,
{
    let state = OwnPool { pool, greeting: "hello" };
    let hello = routing::get(async |State(state): State<OwnPool<P>>| state.greeting);
    visit(application(hello).with_state(state)).await;
}

on_every_database! {
    #[test]
    async fn views_join_an_application_with_a_pool_of_its_own(db: &TestDb) {
        fixture::create(db).await;
        match db.dialect() {
            Dialect::Sqlite => {
                let pool = sqlx::SqlitePool::connect(db.url()).await.unwrap();
                with_own_pool(pool.clone()).await;
                pool.close().await;
            }
            Dialect::Postgres => {
                let pool = sqlx::PgPool::connect(db.url()).await.unwrap();
                with_own_pool(pool.clone()).await;
                pool.close().await;
            }
            Dialect::MySql => {
                let pool = sqlx::MySqlPool::connect(db.url()).await.unwrap();
                with_own_pool(pool.clone()).await;
                pool.close().await;
            }
        }
    }

    #[test]
    async fn views_join_an_application_with_a_derived_state(db: &TestDb) {
        fixture::create(db).await;
        let state = AppState { db: db.db().clone(), greeting: "hello".into() };
        let hello = routing::get(async |State(greeting): State<Arc<str>>| greeting.to_string());
        visit(application(hello).with_state(state)).await;
    }

    #[test]
    async fn the_path_is_whole_however_deep_it_is_nested(db: &TestDb) {
        fixture::create(db).await;
        let views: Router<Db> = Router::new().route("/{slug}/", Shown::as_view());
        let inner = Router::new().nest("/books", views);
        let nested = Router::new().nest("/shop/{lang}", inner.clone());
        let page = get(&nested, db.db(), "/shop/de/books/solaris/").await;
        assert_eq!(page.text, "Solaris /shop/de/books/solaris/ solaris");
        let service = Router::new().nest_service("/shop", inner.with_state::<()>(db.db().clone()));
        assert_eq!(get(&service, db.db(), "/shop/books/solaris/").await.text, "Solaris /shop/books/solaris/ solaris");
    }
}
