//! The context that all pages of a site share. Here it is named by each view; that a package names it once is shown by the
//! bookshop.

use std::convert::Infallible;

use axum::{Router, extract::FromRequestParts};
use cbv::{guard::LoginRequired, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::Publisher,
    on_every_database,
    user::{Visitor, with_users},
    web::{get, get_with},
};
use http::request::Parts;

/// What every page knows.
struct Site {
    path: String,
    user: Visitor,
}

/// Says how often the site's context was taken, through a counter that the test attaches.
#[derive(Clone, Default)]
struct Taken(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Taken {
    fn number(&self) -> usize {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }
}

impl<S: Sync> FromRequestParts<S> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        if let Some(taken) = parts.extensions.get::<Taken>() {
            taken.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        let path = parts.uri.path().to_owned();
        Ok(Self { path, user: Visitor::from_request_parts(parts, state).await? })
    }
}

/// Its template extends a base that reads the site; the view has a `user` of its own.
#[derive(ListView)]
#[view(
    model = Publisher, path = "/publishers/", template_name = "site_list.html", site = Site,
    context_object_name = "user", formats(html, json), templates(short = "site_short.txt")
)]
struct PublisherList;

#[derive(TemplateView)]
#[view(path = "/guarded/", template_name = "site_short.txt", site = Site)]
struct Guarded {
    #[allow(dead_code)]
    login: LoginRequired<Visitor>,
}

/// Where a package names a site, one view does without.
#[derive(TemplateView)]
#[view(path = "/bare/", template_name = "one.txt", site = ())]
struct Bare;

on_every_database! {
    #[test]
    async fn b_39_names_of_the_view_and_of_the_site_stand_side_by_side(db: &TestDb) {
        fixture::create(db).await;
        let router = with_users(PublisherList::router().route(
            "/short/",
            PublisherList::with().template(PublisherListTemplate::Short).as_view(),
        ));
        let page = get_with(&router, db.db(), "/publishers/", &[("x-user", "ann")]).await;
        assert_eq!(page.reason(), "");
        assert_eq!(page.text.trim(), "<p>/publishers/ ann</p>3 users");
        assert_eq!(get(&router, db.db(), "/short/").await.text.trim(), "/short/ nobody");
    }

    #[test]
    async fn the_sites_context_is_taken_once_and_after_the_guards(db: &TestDb) {
        fixture::create(db).await;
        let taken = Taken::default();
        let router: Router<Db> = PublisherList::router().merge(Guarded::router()).merge(Bare::router());
        let router = with_users(router).layer(axum::Extension(taken.clone()));
        assert_eq!(get(&router, db.db(), "/guarded/").await.code(), 302);
        assert_eq!(get(&router, db.db(), "/bare/").await.text, "the one");
        assert_eq!(taken.number(), 0);
        assert_eq!(get(&router, db.db(), "/publishers/").await.code(), 200);
        assert_eq!(taken.number(), 1);
    }
}
