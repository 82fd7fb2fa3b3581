//! Waiting in hooks: other services asked at the same time, work before the default, hooks of one's own.

use std::{future::Future, sync::Arc};

use axum::{Extension, Json, Router, extract::Path, response::Response, routing::get as on_get};
use cbv::{Order, prelude::*};
use cbv_tests::{
    blog::{self, Category, Post},
    db::TestDb,
    log::watch,
    on_every_database,
    web::{Answer, get},
};
use http_body_util::{BodyExt as _, Empty};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde::Serialize;
use tokio::sync::Barrier;

/// Where the other services are.
#[derive(Debug, Clone)]
struct Services(String);

impl Services {
    /// A list of names that a service knows; an error when it cannot be reached, refuses or talks nonsense.
    async fn ask(&self, path: &str) -> Result<Vec<String>> {
        let uri = format!("{}{path}", self.0).parse().map_err(Error::other)?;
        let client = Client::builder(TokioExecutor::new()).build_http::<Empty<axum::body::Bytes>>();
        let answer = client.get(uri).await.map_err(Error::other)?;
        if !answer.status().is_success() {
            return Err(Error::with_status(
                http::StatusCode::BAD_GATEWAY,
                format!("{path}: {}", answer.status()),
            ));
        }
        let body = answer.into_body().collect().await.map_err(Error::other)?.to_bytes();
        serde_json::from_slice(&body).map_err(Error::other)
    }
}

/// A server with three services: `pair/..` answers when two ask at the same time, `broken` and `nonsense` never well.
async fn services() -> (Services, tokio::task::JoinHandle<()>) {
    let barrier = Arc::new(Barrier::new(2));
    let pair = move |Path(name): Path<String>| async move {
        barrier.wait().await;
        Json(vec![name])
    };
    let app = Router::new()
        .route("/pair/{name}", on_get(pair))
        .route("/broken", on_get(|| async { http::StatusCode::INTERNAL_SERVER_ERROR }))
        .route("/nonsense", on_get(|| async { "nonsense" }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (Services(address), server)
}

#[derive(DetailView)]
#[view(model = Post, formats(json), extra_context = Around)]
struct Product {
    services: Extension<Services>,
}

/// What other services say of the object. One that fails gives an empty part, and the page is shown all the same.
#[derive(Serialize)]
struct Around {
    reviews: Vec<String>,
    related: Vec<String>,
    broken: Vec<String>,
}

impl ContextData<Product> for Around {
    async fn get_context_data(view: &Product, _: &Request, _: &Post) -> Result<Self> {
        let (reviews, related, broken, nonsense) = tokio::join!(
            view.services.ask("/pair/reviews"),
            view.services.ask("/pair/related"),
            view.services.ask("/broken"),
            view.services.ask("/nonsense"),
        );
        let broken = [broken, nonsense].into_iter().flatten().flatten().collect();
        Ok(Self { reviews: reviews.unwrap_or_default(), related: related.unwrap_or_default(), broken })
    }
}

impl DetailHooks for Product {
    async fn get_data(&self, req: &Request, context: &Context<'_, Self>) -> Result<serde_json::Value> {
        let object = DetailView::get_data(self, req, context).await?;
        Ok(serde_json::json!({ "title": object["title"], "around": context.extra }))
    }
}

/// One service, whose failure is the page's.
#[derive(View)]
struct Relay {
    services: Extension<Services>,
}

impl cbv::Get for Relay {
    async fn get(&self, req: &Request) -> Result<Response> {
        let names = self.services.ask(req.kwarg("path").map_or("/nowhere", |_| "/broken")).await?;
        Ok(axum::response::IntoResponse::into_response(Json(names)))
    }
}

/// Every hook of a list waits for something.
#[derive(ListView)]
#[view(model = Post, formats(json), paginate_by = 2)]
struct Waits;

async fn wait() {
    tokio::task::yield_now().await;
}

impl ListHooks for Waits {
    async fn setup(&mut self, _: &Request) -> Result<()> {
        wait().await;
        Ok(())
    }

    async fn dispatch<'a>(&'a self, req: &'a Request, next: Next<'a>) -> Result<Response> {
        // the work before the list's own: a statement of its own
        Category::objects().filter(Category::SLUG.eq("empty")).delete(req.db()).await?;
        next.run().await
    }

    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Post>> {
        wait().await;
        ListView::get_queryset(self, req).await
    }

    async fn get_ordering(&self, req: &Request) -> Result<Vec<Order<Post>>> {
        wait().await;
        ListView::get_ordering(self, req).await
    }

    async fn get_paginate_by(
        &self,
        req: &Request,
        posts: &QuerySet<Post>,
    ) -> Result<Option<std::num::NonZeroU32>> {
        wait().await;
        ListView::get_paginate_by(self, req, posts).await
    }

    async fn get_data(&self, req: &Request, context: &Context<'_, Self>) -> Result<serde_json::Value> {
        wait().await;
        ListView::get_data(self, req, context).await
    }

    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        wait().await;
        ListView::render_to_response(self, req, context).await
    }
}

/// A hook of one's own: the part of a page that costs much, asked of each view and kept apart from the rest.
trait ExpensiveContext: DetailView {
    fn get_expensive_context_data(
        &self,
        req: &Request,
        object: &Self::Model,
    ) -> impl Future<Output = Result<Expensive>> + Send;
}

#[derive(Serialize)]
struct Expensive {
    related: Vec<String>,
    statistics: u64,
}

impl<V: ExpensiveContext> ContextData<V> for Expensive {
    async fn get_context_data(view: &V, req: &Request, object: &V::Model) -> Result<Self> {
        view.get_expensive_context_data(req, object).await
    }
}

#[derive(DetailView)]
#[view(model = Post, template_name = "blog/expensive.txt", extra_context = Expensive)]
struct ExpensivePost;

impl ExpensiveContext for ExpensivePost {
    async fn get_expensive_context_data(&self, req: &Request, post: &Post) -> Result<Expensive> {
        let related =
            Post::objects().filter(Post::CATEGORY_ID.eq(post.category_id)).exclude(Post::ID.eq(post.id));
        let titles = related.clone().all(req.db()).await?.into_iter().map(|post| post.title).collect();
        Ok(Expensive { related: titles, statistics: related.count(req.db()).await? })
    }
}

fn router(services: Services) -> Router<Db> {
    Router::new()
        .route("/products/{slug}/", Product::as_view())
        .route("/relay/", Relay::as_view())
        .route("/relay/{path}/", Relay::as_view())
        .route("/waits/", Waits::as_view())
        .route("/expensive/{slug}/", ExpensivePost::as_view())
        .layer(Extension(services))
}

async fn ask(db: &TestDb, uri: &str) -> Answer {
    blog::create(db).await;
    let (services, server) = services().await;
    let router = router(services);
    // two requests that do not meet would wait for ever
    let page = tokio::time::timeout(std::time::Duration::from_secs(60), get(&router, db.db(), uri)).await;
    server.abort();
    page.expect("the services were asked at the same time")
}

on_every_database! {
    #[test]
    async fn s_89__s_91_services_are_asked_at_once_and_a_failing_one_is_an_empty_part(db: &TestDb) {
        let page = ask(db, "/products/traits/").await;
        let data: serde_json::Value = serde_json::from_str(&page.text).unwrap();
        let around = serde_json::json!({ "reviews": ["reviews"], "related": ["related"], "broken": [] });
        assert_eq!((&data["title"], &data["around"]), (&"Traits".into(), &around));
    }

    #[test]
    async fn s_87_an_external_services_failure_is_the_pages(db: &TestDb) {
        let page = ask(db, "/relay/broken/").await;
        assert_eq!((page.code(), page.reason()), (502, "/broken: 500 Internal Server Error"));
        let (services, server) = services().await;
        let router = router(services);
        let broken = get(&router, db.db(), "/relay/").await;
        assert_eq!((broken.code(), broken.reason()), (502, "/nowhere: 404 Not Found"));
        server.abort();
        assert!(server.await.is_err_and(|ended| ended.is_cancelled()));
        assert_eq!(get(&router, db.db(), "/relay/").await.code(), 500); // nobody listens there
    }

    #[test]
    async fn s_88__s_92__w_21_every_hook_may_wait(db: &TestDb) {
        blog::create(db).await;
        let (page, log) = watch(get(&router(Services(String::new())), db.db(), "/waits/")).await;
        assert_eq!((page.code(), page.reason()), (200, ""));
        assert!(page.text.contains("\"count\":7"), "{}", page.text);
        assert!(log.statements()[0].starts_with("DELETE"), "{:?}", log.statements());
    }

    #[test]
    async fn s_82_the_costly_part_is_a_hook_of_its_own(db: &TestDb) {
        blog::create(db).await;
        let page = get(&router(Services(String::new())), db.db(), "/expensive/traits/").await;
        assert_eq!(page.text, "Traits: Unfinished, Macros, 2");
    }
}
