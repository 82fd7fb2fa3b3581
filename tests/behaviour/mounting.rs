//! Settings given where a view is mounted, layers around views, applications nested under a prefix.

use std::num::NonZeroU32;

use axum::{
    Extension, Router,
    extract::{FromRef, Request as AxumRequest, State},
    middleware::{Next, from_fn},
    response::{IntoResponse as _, Response},
    routing::get as handler,
};
use cbv::{
    Db, DetailView, Error, Get, ListHooks, ListView, Model, QuerySet, RedirectView, Request, Result,
    TemplateView, View, redirect, under, with_prefix,
};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Author, Book, Publisher},
    on_every_database,
    web::{Answer, ask, get, send},
};
use http::Method;

#[derive(ListView)]
#[view(
    model = Book, paginate_by = 2, path = "/books/", template_name = "linked_books.html",
    templates(short = "book_shelf_short.txt"),
)]
struct BookList;

/// A hook sees what the route sets.
#[derive(ListView)]
#[view(model = Book, paginate_by = 2, template_name = "linked_books.html")]
struct Doubled;

impl ListHooks for Doubled {
    async fn get_paginate_by(&self, req: &Request, books: &QuerySet<Book>) -> Result<Option<NonZeroU32>> {
        let rows = ListView::get_paginate_by(self, req, books).await?;
        Ok(rows.and_then(|rows| rows.checked_mul(NonZeroU32::new(2)?)))
    }
}

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/", template_name = "linked_book.html")]
struct BookDetail;

#[derive(RedirectView)]
#[view(path = "/old/{slug}/", pattern_name = BookDetail)]
struct OldBook;

#[derive(TemplateView)]
#[view(template_name = "one.txt", templates(other = "other.txt"))]
struct Note;

fn titles(page: &Answer) -> Vec<&str> {
    let (list, _) = page.text.split_once("<nav").unwrap_or((&page.text, ""));
    list.split("<li>").skip(1).filter_map(|item| item.split_once("</li>")).map(|(title, _)| title).collect()
}

/// Adds a word to a header of the answer, and so shows the order.
fn mark(
    word: &'static str,
) -> impl Fn(AxumRequest, Next) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> + Clone {
    move |req, next| {
        Box::pin(async move {
            let mut response = next.run(req).await;
            let before =
                response.headers().get("x-mark").and_then(|mark| mark.to_str().ok()).unwrap_or_default();
            let mark = format!("{before}{word}");
            response.headers_mut().insert("x-mark", mark.parse().unwrap());
            response
        })
    }
}

on_every_database! {
    #[test]
    async fn s_113_one_view_is_mounted_twice_with_other_settings(db: &TestDb) {
        fixture::create(db).await;
        let router = BookList::router()
            .route("/five/", BookList::with().paginate_by(5).as_view())
            .route("/orphans/", BookList::with().paginate_by(4).paginate_orphans(1).as_view())
            .route("/all/", BookList::with().paginate_by(0).ordering([Book::TITLE.asc()]).as_view())
            .route("/p/", BookList::with().page_kwarg("p").as_view())
            .route("/short/", BookList::with().template(BookListTemplate::Short).content_type("text/plain").as_view())
            .route("/none/", BookList::with().queryset(Book::objects().none()).allow_empty(false).as_view())
            .route("/dear/", BookList::with().queryset(Book::objects().filter(Book::PRICE.gt(20))).as_view())
            .route("/doubled/", Doubled::with().paginate_by(1).as_view());
        let page = async |uri| get(&router, db.db(), uri).await;
        for (uri, rows) in [("/books/", 2), ("/five/", 5), ("/orphans/", 5), ("/all/", 5), ("/dear/", 2), ("/doubled/", 2)] {
            let page = page(uri).await;
            assert_eq!((titles(&page).len(), page.reason()), (rows, ""), "{uri}");
        }
        assert_eq!(titles(&page("/all/").await).first(), Some(&"100% &#34;Rust&#34;"));
        let second = page("/p/?p=2").await;
        assert!(second.text.contains("href=\"/p/?p=3\""), "{}", second.text);
        assert_ne!(titles(&second), titles(&page("/p/").await));
        let short = page("/short/").await;
        assert_eq!((short.text.trim(), short.header("content-type")), ("2 short", "text/plain"));
        assert_eq!(page("/books/").await.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page("/none/").await.code(), 404);
    }

    #[test]
    async fn s_113_details_pages_and_redirects_have_settings(db: &TestDb) {
        #[derive(DetailView)]
        #[view(model = Author, template_name = "author_detail.html")]
        struct AuthorDetail;

        fixture::create(db).await;
        let german = Publisher::objects().filter(Publisher::COUNTRY.eq("Germany"));
        let router: Router<Db> = Router::new()
            .route("/b/{name}/", BookDetail::with().slug_url_kwarg("name").slug_field(Book::TITLE).as_view())
            .route("/a/{author}/", AuthorDetail::with().pk_url_kwarg("author").as_view())
            .route("/both/{pk}/{slug}/", BookDetail::with().query_pk_and_slug(true).as_view())
            .route("/cheap/{slug}/", BookDetail::with().queryset(Book::objects().filter(Book::PRICE.lt(9))).as_view())
            .route("/note/", Note::with().template(NoteTemplate::Other).content_type("text/x-note").as_view())
            .route("/go/{slug}/", OldBook::with().url("/there/{slug}/").permanent(true).query_string(true).as_view());
        let page = async |uri| get(&router, db.db(), uri).await;
        for (uri, code) in [
            ("/b/Solaris/", 200), ("/b/solaris/", 404), ("/a/2/", 200), ("/both/2/solaris/", 200), ("/both/1/solaris/", 404),
            ("/cheap/the-dispossessed/", 200), ("/cheap/solaris/", 404),
        ] {
            assert_eq!(page(uri).await.code(), code, "{uri}");
        }
        let note = page("/note/").await;
        assert_eq!((note.text.as_str(), note.header("content-type")), ("the other", "text/x-note"));
        let go = page("/go/a/?b=c").await;
        assert_eq!((go.code(), go.header("location")), (301, "/there/a/?b=c"));
        assert_eq!(german.count(db.db()).await.unwrap(), 1);
    }

    #[test]
    async fn md_03__md_01_the_first_layer_is_the_outermost(db: &TestDb) {
        #[derive(ListView)]
        #[view(
            model = Book, path = "/books/", template_name = "book_list.html",
            layer(from_fn(mark("outer ")), from_fn(mark("inner ")), Extension(7_u8))
        )]
        struct Marked {
            seven: Extension<u8>,
        }

        impl ListHooks for Marked {
            async fn dispatch<'a>(&'a self, _: &'a Request, next: cbv::Next<'a>) -> Result<Response> {
                let mut response = next.run().await?;
                response.headers_mut().insert("x-mark", format!("view {} ", self.seven.0).parse().map_err(Error::other)?);
                Ok(response)
            }
        }

        fixture::create(db).await;
        let router: Router<Db> = Marked::router();
        assert_eq!(get(&router, db.db(), "/books/").await.header("x-mark"), "view 7 inner outer ");
        let refused = send(&router, db.db(), Method::DELETE, "/books/").await;
        assert_eq!((refused.code(), refused.header("x-mark")), (405, "inner outer "));
    }

    #[test]
    async fn md_07_a_layer_sees_the_rendered_page(db: &TestDb) {
        async fn length(req: AxumRequest, next: Next) -> Response {
            let (mut parts, body) = next.run(req).await.into_parts();
            let bytes = axum::body::to_bytes(body, 10_000).await.unwrap();
            parts.headers.insert("x-length", bytes.len().into());
            Response::from_parts(parts, bytes.into())
        }

        fixture::create(db).await;
        let router: Router<Db> = Router::new().route("/", BookList::as_view().layer(from_fn(length)));
        let page = get(&router, db.db(), "/").await;
        assert_eq!(page.header("x-length"), page.text.len().to_string());
        assert!(page.text.len() > 50);
    }

    #[test]
    async fn s_13_hooks_read_the_applications_state(db: &TestDb) {
        #[derive(Clone)]
        struct Settings {
            limit: i64,
        }

        #[derive(Clone)]
        struct AppState {
            db: Db,
            settings: Settings,
        }

        impl FromRef<AppState> for Db {
            fn from_ref(state: &AppState) -> Self {
                state.db.clone()
            }
        }

        impl FromRef<AppState> for Settings {
            fn from_ref(state: &AppState) -> Self {
                state.settings.clone()
            }
        }

        #[derive(ListView)]
        #[view(model = Book, path = "/", template_name = "book_list.html")]
        struct Affordable {
            settings: State<Settings>,
        }

        impl ListHooks for Affordable {
            async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
                Ok(ListView::get_queryset(self, req).await?.filter(Book::PRICE.lt(self.settings.limit)))
            }
        }

        fixture::create(db).await;
        let state = AppState { db: db.db().clone(), settings: Settings { limit: 11 } };
        let app = Affordable::router().with_state(state);
        let page = ask(app, http::Request::get("/").body(axum::body::Body::empty()).unwrap()).await;
        assert!(page.text.contains("2 rows"), "{}", page.text);
    }

    #[test]
    async fn s_93_views_are_routed_grouped_and_named(db: &TestDb) {
        fixture::create(db).await;
        let books: Router<Db> = Router::new().merge(BookList::router()).merge(BookDetail::router());
        let router = books.route("/top/", BookList::with().paginate_by(1).as_view()).nest("/legacy", OldBook::router());
        assert_eq!((BookList::url(), BookDetail::url("solaris")), ("/books/".into(), "/books/solaris/".into()));
        for uri in [BookList::url(), BookDetail::url("solaris"), "/top/".into()] {
            assert_eq!(get(&router, db.db(), &uri).await.code(), 200, "{uri}");
        }
        assert_eq!(get(&router, db.db(), "/legacy/old/solaris/").await.code(), 302);
    }

    #[test]
    async fn a_nested_application_keeps_its_links_inside(db: &TestDb) {
        async fn latest() -> Response {
            redirect(&BookDetail::url("solaris")).into_response()
        }

        #[derive(View)]
        #[view(path = "/out/")]
        struct Out;

        impl Get for Out {
            async fn get(&self, req: &Request) -> Result<Response> {
                let help = under("/help", || BookDetail::url("a"));
                let root = under("", || BookDetail::url("b"));
                Ok(format!("{} {} {help} {root} {}", req.prefix(), req.url("/static/x.css"), req.url("//cdn/x")).into_response())
            }
        }

        fixture::create(db).await;
        let shop = BookList::router().merge(BookDetail::router()).merge(OldBook::router()).merge(Out::router());
        let shop = shop.route("/", BookList::as_view()).route("/latest/", handler(latest)).layer(from_fn(with_prefix));
        let router: Router<Db> = Router::new().nest("/shop/{tenant}", shop.clone()).merge(Router::new().nest("/deep", Router::new().nest("/shop", shop.clone()))).merge(shop);
        for prefix in ["", "/shop/7", "/deep/shop"] {
            let list = get(&router, db.db(), &format!("{prefix}/books/")).await;
            assert_eq!(list.reason(), "");
            assert!(list.text.contains(&format!("<a href=\"{prefix}/books/100-rust/\">")), "{prefix}: {}", list.text);
            assert!(list.text.contains(&format!("href=\"{prefix}/books/?page=2\"")), "{prefix}: {}", list.text);
            let book = get(&router, db.db(), &format!("{prefix}/books/solaris/")).await;
            assert!(book.text.contains(&format!("<a href=\"{prefix}/books/solaris/\">self</a>")), "{prefix}: {}", book.text);
            assert!(book.text.contains(&format!("<a href=\"{prefix}/books/\">list</a>")), "{prefix}: {}", book.text);
            let old = get(&router, db.db(), &format!("{prefix}/old/solaris/")).await;
            assert_eq!(old.header("location"), format!("{prefix}/books/solaris/"));
            let latest = get(&router, db.db(), &format!("{prefix}/latest/")).await;
            assert_eq!(latest.header("location"), format!("{prefix}/books/solaris/"));
            let out = get(&router, db.db(), &format!("{prefix}/out/")).await;
            assert_eq!(out.text, format!("{prefix} {prefix}/static/x.css /help/books/a/ /books/b/ //cdn/x"));
        }
        assert!(get(&router, db.db(), "/deep/shop").await.text.contains("<a href=\"/deep/shop/books/100-rust/\">"));
        assert_eq!(BookDetail::url("c"), "/books/c/", "outside of a request there is no prefix");
    }
}
