//! Small things that everybody writes again: one address for a page, pages for who has not logged in, headers that never change.
//! What they are in an application is in the guide: guards, mixins and layers.

use axum::{
    Router,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, HeaderName},
    },
    response::{IntoResponse as _, Response},
};
use cbv::{CanonicalUrl, Get, Model, guard::AnonymousRequired, prelude::*};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    user::{Visitor, with_users},
    web::{Answer, get, get_with, send},
};
use tower_http::set_header::SetResponseHeaderLayer;

#[derive(Debug, Clone, Model, serde::Serialize)]
#[model(table = "essay", url = "/essays/{pk}/{slug}/")]
struct Essay {
    pub id: i64,
    pub slug: String,
}

#[derive(DetailView)]
#[view(model = Essay, path = "/essays/{pk}/{slug}/", formats(json))]
struct EssayDetail {
    #[view(mixin)]
    #[allow(dead_code)] // it only acts
    canonical: CanonicalUrl,
}

#[derive(View)]
#[view(path = "/login/")]
struct LogIn {
    #[allow(dead_code)]
    nobody: AnonymousRequired<Visitor>,
}

impl Get for LogIn {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok("who are you?".into_response())
    }
}

#[derive(ListView)]
#[view(
    model = Essay, path = "/essays/", formats(json),
    layer(
        SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static("private, max-age=60")),
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    ),
)]
struct EssayList;

async fn essays(db: &TestDb) {
    db.execute("CREATE TABLE essay (id {key}, slug VARCHAR(40) NOT NULL)").await;
    db.execute("INSERT INTO essay (slug) VALUES ('on-salt'), ('über uns')").await;
}

fn to(answer: &Answer) -> (u16, &str) {
    (answer.code(), answer.header("location"))
}

on_every_database! {
    #[test]
    async fn w_28_one_page_has_one_address(db: &TestDb) {
        essays(db).await;
        let app = EssayDetail::router();
        let get = async |uri: &str| get(&app, db.db(), uri).await;
        assert_eq!(get("/essays/1/on-salt/").await.code(), 200);
        assert_eq!(get("/essays/1/on-salt/?a=b").await.code(), 200);
        assert_eq!(to(&get("/essays/1/of-salt/").await), (301, "/essays/1/on-salt/"));
        assert_eq!(to(&get("/essays/1/of-salt/?a=b&c").await), (301, "/essays/1/on-salt/?a=b&c"));
        // letters are the same however they are encoded
        for uri in ["/essays/2/%C3%BCber%20uns/", "/essays/2/%c3%bcber%20un%73/"] {
            assert_eq!(get(uri).await.code(), 200, "{uri}");
        }
        assert_eq!(get("/essays/3/on-salt/").await.code(), 404);
        let head = send(&app, db.db(), http::Method::HEAD, "/essays/1/x/").await;
        assert_eq!(to(&head), (301, "/essays/1/on-salt/"));
        // where the application is nested
        let site = Router::new().nest("/shop", app.clone());
        let nested = async |uri: &str| cbv_tests::web::get(&site, db.db(), uri).await;
        assert_eq!(to(&nested("/shop/essays/1/x/").await), (301, "/shop/essays/1/on-salt/"));
        assert_eq!(nested("/shop/essays/1/on-salt/").await.code(), 200);
    }

    #[test]
    async fn w_28_anonymous_only(db: &TestDb) {
        let app = with_users(LogIn::router());
        assert_eq!(get(&app, db.db(), "/login/").await.text, "who are you?");
        assert_eq!(to(&get_with(&app, db.db(), "/login/", &[("x-user", "ann")]).await), (302, "/"));
        let site = Router::new().nest("/shop", app);
        assert_eq!(to(&get_with(&site, db.db(), "/shop/login/", &[("x-user", "ann")]).await), (302, "/shop/"));
    }

    #[test]
    async fn w_28_static_headers_and_cache_control(db: &TestDb) {
        essays(db).await;
        let page = get(&EssayList::router(), db.db(), "/essays/").await;
        assert_eq!(page.code(), 200);
        assert_eq!(page.header("cache-control"), "private, max-age=60");
        assert_eq!(page.header("x-robots-tag"), "noindex");
    }
}
