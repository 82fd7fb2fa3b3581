//! The order of a request, read from the spans of the hooks; and the hooks of lists, details and templates one by one.

use std::num::NonZeroU32;

use axum::{Router, response::Response};
use cbv::{Order, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::Book,
    on_every_database,
    web::{get, send},
};
use http::Method;

#[derive(ListView)]
#[view(model = Book, paginate_by = 2, paginate_orphans = 1, template_name = "book_list.html")]
struct Plain;

#[derive(ListView)]
#[view(model = Book, ordering(title), template_name = "book_list.html")]
struct Sorted;

impl ListHooks for Sorted {
    async fn get_ordering(&self, req: &Request) -> Result<Vec<Order<Book>>> {
        Ok(match req.query("sort").as_deref() {
            Some("-title") => vec![Book::TITLE.desc()],
            _ => ListView::get_ordering(self, req).await?,
        })
    }

    async fn get_paginate_by(&self, req: &Request, queryset: &QuerySet<Book>) -> Result<Option<NonZeroU32>> {
        let count = queryset.clone().count(req.db()).await?;
        let asked = req.query("per_page").and_then(|text| text.parse().ok()).and_then(NonZeroU32::new);
        Ok(asked.filter(|asked| u64::from(asked.get()) < count))
    }
}

#[derive(DetailView)]
#[view(model = Book, template_name = "book_detail.html")]
struct Guarded;

impl DetailHooks for Guarded {
    async fn dispatch<'a>(&'a self, req: &'a Request, next: Next<'a>) -> Result<Response> {
        if req.query("closed").is_some() {
            return Err(Error::with_status(http::StatusCode::SERVICE_UNAVAILABLE, "stock-taking"));
        }
        let mut response = next.run().await?;
        response.headers_mut().insert("x-after", http::HeaderValue::from_static("dispatch"));
        Ok(response)
    }

    async fn get_object(&self, req: &Request, queryset: QuerySet<Book>) -> Result<Book> {
        let book = DetailView::get_object(self, req, queryset).await?;
        if book.title == "Solaris" { Err(Error::not_found("not for everybody")) } else { Ok(book) }
    }
}

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title = "About", year = 1))]
struct About;

#[derive(RedirectView)]
#[view(url = "/")]
struct Away;

fn router() -> Router<Db> {
    Router::new()
        .route("/plain/", Plain::as_view())
        .route("/sorted/", Sorted::as_view())
        .route("/books/{slug}/", Guarded::as_view())
        .route("/about/", About::as_view())
        .route("/away/", Away::as_view())
}

on_every_database! {
    #[test]
    async fn co_01_the_order_of_a_list(db: &TestDb) {
        fixture::create(db).await;
        let (page, log) = watch(get(&router(), db.db(), "/plain/")).await;
        assert_eq!(page.code(), 200);
        assert_eq!(
            log.hooks(),
            [
                "setup",
                "dispatch",
                "get_queryset",
                "get_ordering",
                "get_paginate_by",
                "get_context_data",
                "get_template_names",
                "render_to_response",
            ]
        );
        assert!(log.0.iter().filter(|line| line.target == "cbv").all(|line| line.fields["view"] == "Plain"));
    }

    #[test]
    async fn co_02_the_order_of_a_detail(db: &TestDb) {
        fixture::create(db).await;
        let (page, log) = watch(get(&router(), db.db(), "/books/the-dispossessed/")).await;
        assert_eq!(page.code(), 200);
        assert_eq!(
            log.hooks(),
            [
                "setup",
                "dispatch",
                "get_queryset",
                "get_object",
                "get_context_data",
                "get_template_names",
                "render_to_response",
            ]
        );
    }

    #[test]
    async fn co_12_the_order_of_templates_and_redirects(db: &TestDb) {
        let (_, log) = watch(get(&router(), db.db(), "/about/")).await;
        assert_eq!(
            log.hooks(),
            ["setup", "dispatch", "get_context_data", "get_template_names", "render_to_response"]
        );
        let (_, log) = watch(get(&router(), db.db(), "/away/")).await;
        assert_eq!(log.hooks(), ["setup", "dispatch", "get_redirect_url"]);
    }

    #[test]
    async fn b_16_a_refused_verb_runs_no_hook(db: &TestDb) {
        let (refused, log) = watch(send(&router(), db.db(), Method::POST, "/plain/")).await;
        assert_eq!((refused.code(), log.hooks().len()), (405, 0));
    }

    #[test]
    async fn b_17_dispatch_stands_around_the_rest(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        let page = get(&router, db.db(), "/books/the-dispossessed/").await;
        assert_eq!((page.code(), page.header("x-after")), (200, "dispatch"));
        let (closed, log) = watch(get(&router, db.db(), "/books/the-dispossessed/?closed")).await;
        assert_eq!((closed.code(), closed.reason()), (503, "stock-taking"));
        assert_eq!((log.hooks(), log.statements().len()), (vec!["setup", "dispatch"], 0));
    }

    #[test]
    async fn l_06_the_order_comes_from_the_hook_or_the_attribute(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        let first = async |uri: &str| {
            let text = get(&router, db.db(), uri).await.text;
            text.lines().next().unwrap_or_default().to_owned()
        };
        assert!(first("/sorted/").await.starts_with("<li>100%"));
        assert!(first("/sorted/?sort=-title").await.starts_with("<li>The Dispossessed"));
        assert!(first("/sorted/?sort=id;DROP").await.starts_with("<li>100%"));
    }

    #[test]
    async fn l_10_the_page_size_depends_on_the_request_and_the_rows(db: &TestDb) {
        fixture::create(db).await;
        let router = router();
        let page = get(&router, db.db(), "/sorted/?per_page=2").await;
        assert!(page.text.contains("page 1 of 3, true, 2 rows"), "{}", page.text);
        let all = get(&router, db.db(), "/sorted/?per_page=1000000").await;
        assert!(all.text.contains("page 1 of 1, false, 5 rows"), "{}", all.text);
    }

    #[test]
    async fn l_11_orphans_join_the_page_before(db: &TestDb) {
        fixture::create(db).await;
        let last = get(&router(), db.db(), "/plain/?page=2").await;
        assert!(last.text.contains("page 2 of 2, true, 3 rows"), "{}", last.text);
    }

    #[test]
    async fn d_15_get_object_is_a_hook_that_may_deny(db: &TestDb) {
        fixture::create(db).await;
        let denied = get(&router(), db.db(), "/books/solaris/").await;
        assert_eq!((denied.code(), denied.reason()), (404, "not for everybody"));
    }
}
