//! Views, lists, details, shortcuts, error pages and feeds as Django's own tests ask them, where no other test here does. Which
//! of these tests stands for which of Django's is written in `docs/django-tests.md`.

use std::{
    borrow::Cow,
    num::NonZeroU32,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{
    Extension, Router,
    body::Body,
    extract::Path,
    http::{HeaderMap, Method, Request as HttpRequest, StatusCode},
    middleware::{Next as Inner, from_fn},
    response::{IntoResponse as _, Response},
    routing::get as on_get,
};
use cbv::{
    AbsoluteUrl, Conn, ErrorPages, Get, Origin,
    chrono::{DateTime, Utc},
    get_list_or_404, get_object_or_404, list_view,
    prelude::*,
    redirect_view,
};
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Author, Book, Publisher},
    on_every_database,
    web::{ask, get, get_with, send},
};

use crate::dates_periods::instant;

#[derive(Debug, Clone, Model)]
#[model(ordering(name))]
struct Writer {
    id: i64,
    name: String,
}

#[derive(ListView)]
#[view(model = Writer, paginate_by = 30, template_name = "writers.txt", path = "/writers/{page}/")]
struct Writers;

const FIVE: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

/// So many of them, each of which has its number in its name.
async fn writers(db: &TestDb, count: usize) {
    db.execute("CREATE TABLE writer (id {key}, name VARCHAR(50) NOT NULL)").await;
    let rows: Vec<Writer> =
        (0..count).rev().map(|number| Writer { id: 0, name: format!("Writer {number:02}") }).collect();
    Writer::objects().bulk_create(db.db(), &rows).await.unwrap();
}

/// How often it was asked.
#[derive(View)]
#[view(path = "/asked/")]
struct Asked {
    count: Extension<Arc<AtomicU32>>,
}

impl Get for Asked {
    async fn get(&self, _: &Request) -> Result<Response> {
        Ok(self.count.fetch_add(1, Ordering::Relaxed).to_string().into_response())
    }
}

type Kept = Extension<Arc<Mutex<Option<(StatusCode, HeaderMap, String)>>>>;

/// Answers as it has answered before.
async fn keep(kept: Kept, request: axum::extract::Request, next: Inner) -> Response {
    let before = kept.lock().unwrap().clone();
    if let Some(before) = before {
        return before.into_response();
    }
    let (parts, body) = next.run(request).await.into_parts();
    let body = axum::body::to_bytes(body, 1_000).await.unwrap();
    let answer = (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap());
    *kept.lock().unwrap() = Some(answer.clone());
    answer.into_response()
}

/// A book by an argument that holds its key and its slug.
#[derive(DetailView)]
#[view(model = Book, path = "/books/{key_and_slug}/", template_name = "read.txt", context_object_name = "read")]
struct ByBoth;

impl DetailHooks for ByBoth {
    async fn get_object(&self, req: &Request, queryset: QuerySet<Book>) -> Result<Book> {
        let (key, slug) = req.kwarg("key_and_slug").and_then(|both| both.split_once('-')).unwrap_or_default();
        let key: i64 = key.parse().map_err(|_| Error::not_found("no key"))?;
        get_object_or_404(queryset.filter(Book::ID.eq(key) & Book::SLUG.eq(slug)), req.db()).await
    }
}

/// Fails as the query says.
#[derive(View)]
#[view(path = "/fails/")]
struct Fails;

impl Get for Fails {
    async fn get(&self, req: &Request) -> Result<Response> {
        Err(match req.query("how").as_deref() {
            Some("400") => Error::BadRequest("nonsense".into()),
            Some("403") => Error::PermissionDenied("not yours".into()),
            Some("404") => Error::not_found("nothing"),
            _ => Error::other("broken"),
        })
    }
}

on_every_database! {
    #[test]
    async fn pages_of_thirty_of_a_hundred_rows(db: &TestDb) {
        writers(db, 100).await;
        let router: Router<Db> = Writers::router().route("/writers/", Writers::as_view());
        let page = async |uri: &str| get(&router, db.db(), uri).await.text.trim().to_owned();
        assert_eq!(page("/writers/").await, "Writer 00 to Writer 29: 30 on page 1 of 4, true");
        assert_eq!(page("/writers/?page=2").await, "Writer 30 to Writer 59: 30 on page 2 of 4, true");
        assert_eq!(page("/writers/?page=last").await, "Writer 90 to Writer 99: 10 on page 4 of 4, true");
        assert_eq!(page("/writers/3/").await, "Writer 60 to Writer 89: 30 on page 3 of 4, true");
        for uri in ["/writers/42/", "/writers/?page=frog"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 404, "{uri}");
        }
        Writer::objects().filter(Writer::NAME.gt("Writer 01")).delete(db.db()).await.unwrap();
        assert_eq!(page("/writers/").await, "Writer 00 to Writer 01: 2 on page 1 of 1, false");
    }

    #[test]
    async fn the_last_page_has_the_orphans_by_its_number_and_by_its_name(db: &TestDb) {
        writers(db, 92).await;
        let router = Router::new().route("/", Writers::with().paginate_orphans(2).as_view());
        assert!(get(&router, db.db(), "/").await.text.contains("30 on page 1 of 3"));
        let last = get(&router, db.db(), "/?page=last").await;
        assert_eq!(last.text.trim(), "Writer 60 to Writer 91: 32 on page 3 of 3, true");
        assert_eq!(get(&router, db.db(), "/?page=3").await.text, last.text);
        assert_eq!(get(&router, db.db(), "/?page=4").await.code(), 404);
    }

    #[test]
    async fn the_first_and_the_last_page_of_a_queryset(db: &TestDb) {
        writers(db, 9).await;
        let page = async |number: &str| Writer::objects().paginate(db.db(), FIVE, number).await.unwrap();
        let names = |page: &Page<Writer>| page.iter().map(|row| row.name.replace("Writer 0", "")).collect::<String>();
        let first = page("1").await;
        assert_eq!((first.to_string().as_str(), names(&first).as_str()), ("<Page 1 of 2>", "01234"));
        assert_eq!((first.has_previous(), first.has_next(), first.has_other_pages()), (false, true, true));
        assert_eq!((first.next_page_number().ok(), first.previous_page_number().ok()), (Some(2), None));
        assert_eq!((first.start_index(), first.end_index()), (1, 5));
        let last = page("last").await;
        assert_eq!((last.to_string().as_str(), names(&last).as_str()), ("<Page 2 of 2>", "5678"));
        assert_eq!((last.has_previous(), last.has_next(), last.has_other_pages()), (true, false, true));
        assert_eq!((last.next_page_number().ok(), last.previous_page_number().ok()), (None, Some(1)));
        assert_eq!((last.start_index(), last.end_index()), (6, 9));
    }

    #[test]
    async fn developers_read_why_a_page_is_none(db: &TestDb) {
        writers(db, 1).await;
        let router = Writers::router().layer(ErrorPages::new().debug(true));
        let page = get(&router, db.db(), "/writers/2/").await;
        assert_eq!(page.code(), 404);
        assert!(page.text.contains("Invalid page (2): That page contains no results"), "{}", page.text);
    }

    #[test]
    async fn a_layer_may_answer_with_what_it_has_kept(db: &TestDb) {
        let (kept, count) = (Kept::default(), Arc::new(AtomicU32::new(1)));
        let router = Asked::router().layer(from_fn(keep)).layer(kept.clone()).layer(Extension(count));
        for answer in ["1", "1", "2"] {
            if answer == "2" {
                *kept.lock().unwrap() = None;
            }
            let page = get(&router, db.db(), "/asked/").await;
            assert_eq!((page.code(), page.text.as_str()), (200, answer));
        }
    }

    #[test]
    async fn a_redirect_without_a_router_is_gone_by_every_verb(db: &TestDb) {
        for method in [Method::GET, Method::HEAD, Method::POST] {
            let request = HttpRequest::builder().method(method).uri("/foo/").body(Body::empty()).unwrap();
            assert_eq!(ask(redirect_view!().with_state::<()>(db.db().clone()), request).await.code(), 410);
        }
    }

    #[test]
    async fn key_and_slug_may_stand_in_one_argument(db: &TestDb) {
        fixture::create(db).await;
        let router = ByBoth::router();
        assert!(get(&router, db.db(), "/books/2-solaris/").await.text.starts_with("Solaris"));
        for uri in ["/books/1-solaris/", "/books/2-the-dispossessed/", "/books/solaris/", "/books/x-solaris/"] {
            assert_eq!(get(&router, db.db(), uri).await.code(), 404, "{uri}");
        }
    }

    #[test]
    async fn lookups_take_alternatives_relations_and_empty_querysets(db: &TestDb) {
        fixture::create(db).await;
        let conn = Conn::new(db.db().clone());
        let begins = || Book::TITLE.startswith("Sol") | Book::TITLE.startswith("Walk");
        let of = |name: &'static str| Book::PUBLISHER.has(Publisher::NAME.contains(name));
        let found = get_object_or_404(begins() & of("tausend"), &conn).await.unwrap();
        assert_eq!(found.title, "Solaris");
        assert_eq!(get_list_or_404(begins() & of("tausend"), &conn).await.unwrap(), [found]);
        let refused = get_object_or_404(begins() & of("Apress"), &conn).await.unwrap_err();
        assert_eq!((refused.status().as_u16(), refused.to_string().as_str()), (404, "No Book matches the given query."));
        for refused in [
            get_object_or_404(Book::objects().none().filter(begins()), &conn).await.unwrap_err(),
            get_list_or_404(Book::objects().none(), &conn).await.unwrap_err(),
            get_list_or_404(of("Nobody"), &conn).await.unwrap_err(),
        ] {
            assert_eq!(refused.status(), StatusCode::NOT_FOUND);
        }
        let several = get_object_or_404(Author::objects(), &conn).await.unwrap_err();
        assert_eq!(several.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    async fn an_address_that_no_route_has_is_a_page_of_the_application_too(db: &TestDb) {
        let own = ErrorPages::new().page(StatusCode::NOT_FOUND, |failure| {
            Ok(format!("nothing at {}, {:?}", failure.uri, failure.reason))
        });
        let page = get(&Fails::router().layer(own), db.db(), "/no/such/?page=1").await;
        assert_eq!((page.code(), page.text.as_str()), (404, "nothing at /no/such/?page=1, None"));
        let plain = Fails::router().layer(ErrorPages::new().debug(false));
        let page = get(&plain, db.db(), "/no/such/").await;
        assert_eq!((page.code(), page.header("content-type")), (404, "text/html; charset=utf-8"));
        assert_eq!(page.text, get(&plain, db.db(), "/fails/?how=404").await.text);
        // a refused verb is empty, as Django's
        assert_eq!(send(&plain, db.db(), Method::DELETE, "/fails/").await.text, "");
        // what a handler has said itself stays
        let said = plain.route("/said/", on_get(async |Path(()): Path<()>| (StatusCode::NOT_FOUND, "said")));
        assert_eq!(get(&said, db.db(), "/said/").await.text, "said");
    }

    #[test]
    async fn plain_error_pages_are_whole_documents(db: &TestDb) {
        for (how, title) in [
            ("400", "400 Bad Request"),
            ("403", "403 Forbidden"),
            ("404", "404 Not Found"),
            ("500", "500 Internal Server Error"),
        ] {
            let page = get(&Fails::router(), db.db(), &format!("/fails/?how={how}")).await;
            assert!(page.text.starts_with("<!doctype html>\n<html lang=\"en\">\n<head>"), "{}", page.text);
            assert!(page.text.contains(&format!("<title>{title}</title>")) && page.text.contains("<body>"), "{}", page.text);
        }
    }
}

/// An entry that is published at one time, changed at another, and shown at an address that its name says.
#[derive(Debug, Clone, Model)]
#[model(ordering(id))]
struct Note {
    id: i64,
    address: String,
    published: DateTime<Utc>,
    updated: DateTime<Utc>,
}

impl AbsoluteUrl for Note {
    fn absolute_url(&self) -> String {
        self.address.clone()
    }
}

impl cbv::feed::Entry for Note {
    fn title(&self) -> Cow<'_, str> {
        Cow::Borrowed("A & B < C > D")
    }

    fn updated(&self) -> DateTime<Utc> {
        self.updated
    }

    fn published(&self) -> Option<DateTime<Utc>> {
        Some(self.published)
    }
}

async fn notes(db: &TestDb) -> Router<Db> {
    db.execute(
        "CREATE TABLE note (id {key}, address VARCHAR(99) NOT NULL, published {instant} NOT NULL, updated {instant} NOT NULL)",
    )
    .await;
    let rows = [
        ("/foo/?arg=value", "2006-03-17T18:00:00Z", "2008-01-02T12:30:00Z"),
        ("https://elsewhere.example/doc/", "2013-03-25T20:00:00.5Z", "2013-01-20T00:00:00Z"),
        ("//other.example/a", "1986-09-25T20:15:00Z", "1980-01-01T12:30:00Z"),
        ("mailto:somebody@else.example", "2005-06-14T10:45:00Z", "2008-01-03T13:30:00Z"),
    ];
    let rows = rows.map(|(address, published, updated)| Note {
        id: 0,
        address: address.to_owned(),
        published: instant(published),
        updated: instant(updated),
    });
    Note::objects().bulk_create(db.db(), &rows).await.unwrap();
    Router::new().route("/notes/", list_view!(model = Note, formats(atom)))
}

on_every_database! {
    #[test]
    async fn a_feed_says_when_the_latest_of_its_entries_was_published_or_changed(db: &TestDb) {
        let router = notes(db).await;
        let host = [("host", "feeds.example")];
        let feed = get_with(&router, db.db(), "/notes/", &host).await;
        assert_eq!(feed.header("last-modified"), "Mon, 25 Mar 2013 20:00:00 GMT");
        let document = roxmltree::Document::parse(&feed.text).unwrap();
        let of = |name: &str| -> Vec<&str> {
            let named = document.descendants().filter(|node| node.tag_name().name() == name);
            named.filter_map(|node| node.text()).collect()
        };
        assert_eq!(of("updated")[..2], ["2013-03-25T20:00:00Z", "2008-01-02T12:30:00Z"]);
        assert_eq!(of("published")[0], "2006-03-17T18:00:00Z");
        assert_eq!(of("title")[1..], ["A & B < C > D"; 4]);
        // an answer is not older than what it tells of
        let early = router.layer(cbv::test::at(instant("2010-01-01T00:00:00Z")));
        let feed = get_with(&early, db.db(), "/notes/", &host).await;
        assert_eq!(feed.header("last-modified"), "Fri, 01 Jan 2010 00:00:00 GMT");
        Note::objects().delete(db.db()).await.unwrap();
        let feed = get_with(&early, db.db(), "/notes/", &host).await;
        assert_eq!(feed.header("last-modified"), "Fri, 01 Jan 2010 00:00:00 GMT");
        assert!(feed.text.contains("<updated>2010-01-01T00:00:00Z</updated>"), "{}", feed.text);
    }

    #[test]
    async fn addresses_in_a_feed_are_whole_and_those_of_other_sites_stay(db: &TestDb) {
        let router = notes(db).await.layer(Extension(Origin("https://feeds.example".into())));
        let feed = get(&router, db.db(), "/notes/").await;
        let document = roxmltree::Document::parse(&feed.text).unwrap();
        let ids = document.descendants().filter(|node| node.tag_name().name() == "id");
        let ids: Vec<&str> = ids.filter_map(|node| node.text()).collect();
        assert_eq!(
            ids,
            [
                "https://feeds.example/notes/",
                "https://feeds.example/foo/?arg=value",
                "https://elsewhere.example/doc/",
                "https://other.example/a",
                "mailto:somebody@else.example",
            ]
        );
        assert!(feed.text.contains("<link rel=\"self\" type=\"application/atom+xml\" href=\"https://feeds.example/notes/?format=atom\"/>"));
    }
}
