//! Overriding: every hook of each kind, mixins, and the order in which they run.

use std::{num::NonZeroU32, sync::Mutex};

use axum::{
    Router,
    response::{IntoResponse as _, Response},
};
use cbv::{Order, prelude::*};
use cbv_tests::{db::TestDb, fixture, models::Book, on_every_database, web::get};

/// Only what costs less than this, and says so in a header.
struct Cheaper(i64);

impl<S: Sync> axum::extract::FromRequestParts<S> for Cheaper {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(40))
    }
}

impl Mixin<Book> for Cheaper {
    async fn queryset(&self, queryset: QuerySet<Book>, _: &Request) -> Result<QuerySet<Book>> {
        Ok(queryset.filter(Book::PRICE.lt(self.0)))
    }

    async fn response(&self, mut response: Response, _: &Request) -> Result<Response> {
        response.headers_mut().insert("x-below", self.0.into());
        Ok(response)
    }
}

#[derive(ListView)]
#[view(model = Book, path = "/books/", template_name = "book_list.html")]
struct Everything {
    #[view(mixin)]
    cheaper: Cheaper,
    seen: Seen,
}

/// What ran, in order.
#[derive(Default)]
struct Seen(Mutex<Vec<&'static str>>);

impl<S: Sync> axum::extract::FromRequestParts<S> for Seen {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        let seen = Self::default();
        seen.note("fields");
        Ok(seen)
    }
}

impl Seen {
    fn note(&self, name: &'static str) {
        self.0.lock().unwrap().push(name);
    }
}

impl ListHooks for Everything {
    async fn setup(&mut self, req: &Request) -> Result<()> {
        self.seen.note("setup");
        if let Some(limit) = req.query("below").and_then(|text| text.parse().ok()) {
            self.cheaper.0 = limit;
        }
        Ok(())
    }

    async fn dispatch<'a>(&'a self, req: &'a Request, next: Next<'a>) -> Result<Response> {
        self.seen.note("dispatch");
        if req.query("closed").is_some() {
            return Err((http::StatusCode::SERVICE_UNAVAILABLE, "closed").into_response().into());
        }
        let mut response = next.run().await?;
        let seen = self.seen.0.lock().unwrap().join(" ");
        response.headers_mut().insert("x-seen", seen.try_into().map_err(Error::other)?);
        Ok(response)
    }

    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        self.seen.note("get_queryset");
        ListView::get_queryset(self, req).await
    }

    async fn get_ordering(&self, _: &Request) -> Result<Vec<Order<Book>>> {
        self.seen.note("get_ordering");
        Ok(vec![Book::TITLE.desc()])
    }

    async fn get_paginate_by(&self, _: &Request, _: &QuerySet<Book>) -> Result<Option<NonZeroU32>> {
        self.seen.note("get_paginate_by");
        Ok(NonZeroU32::new(3))
    }

    async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response> {
        self.seen.note("render_to_response");
        let total = context.data.paginator.count();
        let mut response = ListView::render_to_response(self, req, context).await?;
        response.headers_mut().insert("x-total", total.into());
        Ok(response)
    }
}

on_every_database! {
    #[test]
    async fn every_hook_of_a_list_runs_in_order(db: &TestDb) {
        fixture::create(db).await;
        let router: Router<Db> = Everything::router();
        let page = get(&router, db.db(), "/books/").await;
        assert_eq!(page.reason(), "");
        assert_eq!(
            page.header("x-seen"),
            "fields setup dispatch get_queryset get_ordering get_paginate_by render_to_response"
        );
        assert_eq!((page.header("x-total"), page.header("x-below")), ("4", "40"));
        assert!(page.text.starts_with("<li>The Dispossessed (Apress)</li>\n<li>Solaris"), "{}", page.text);
        let cheap = get(&router, db.db(), "/books/?below=11").await;
        assert_eq!((cheap.header("x-total"), cheap.header("x-below")), ("2", "11"));
        let closed = get(&router, db.db(), "/books/?closed").await;
        assert_eq!((closed.status.as_u16(), closed.text.as_str()), (503, "closed"));
    }
}
