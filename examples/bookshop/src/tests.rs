//! The whole shop as its visitors see it, in one process: a crawl over every link, at the root and under a prefix, and what
//! only some may do.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::collections::{BTreeSet, VecDeque};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{
        Method, Request,
        header::{LOCATION, SET_COOKIE},
    },
};
use cbv::{Db, Model as _};
use tower::ServiceExt as _;

use crate::{
    app, migrate,
    models::{Author, Book, Publisher},
    views::BooksByPublisher,
};

struct Shop {
    db: Db,
    app: Router,
    folder: tempfile::TempDir,
}

struct Answer {
    status: u16,
    location: String,
    /// What a browser would send with its next request.
    cookies: String,
    text: String,
}

impl Shop {
    async fn open(base: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::connect(&format!("sqlite://{}", folder.path().join("shop.db").display())).await.unwrap();
        migrate::migrate(&db).await.unwrap();
        Self { app: app(db.clone(), base, &folder.path().join("media")), db, folder }
    }

    async fn ask(&self, method: Method, uri: &str, cookie: &str) -> Answer {
        let request = Request::builder().method(method).uri(uri).header("cookie", cookie);
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let location =
            response.headers().get(LOCATION).map_or("", |value| value.to_str().unwrap()).to_owned();
        let cookies = response.headers().get_all(SET_COOKIE).iter();
        let cookies: Vec<_> =
            cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next()).map(str::to_owned).collect();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Answer {
            status,
            location,
            cookies: cookies.join("; "),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    async fn get(&self, uri: &str) -> Answer {
        self.ask(Method::GET, uri, "").await
    }
}

/// The addresses in a page that lead to this site.
fn links(page: &str) -> impl Iterator<Item = String> {
    let values = ["href=\"", "src=\""].into_iter().flat_map(|name| page.split(name).skip(1));
    let values = values
        .filter_map(|rest| rest.split_once('"'))
        .map(|(value, _)| value.replace("&#38;", "&").replace("&amp;", "&"));
    values.filter(|value| value.starts_with('/')).collect::<Vec<_>>().into_iter()
}

/// Follows every link from `home`; all must stay below it and lead somewhere.
async fn crawl(shop: &Shop, home: &str) -> BTreeSet<String> {
    let (mut seen, mut next) = (BTreeSet::from([home.to_owned()]), VecDeque::from([home.to_owned()]));
    while let Some(uri) = next.pop_front() {
        let page = shop.get(&uri).await;
        assert!(matches!(page.status, 200 | 301 | 302), "{uri}: {}", page.status);
        // whoever only looks is nobody to remember
        assert_eq!(page.cookies, "", "{uri}");
        let found = links(&page.text).chain((!page.location.is_empty()).then(|| page.location.clone()));
        for link in found {
            assert!(link.starts_with(home), "{uri} links to {link}, outside of {home}");
            if seen.insert(link.clone()) {
                next.push_back(link);
            }
        }
    }
    seen
}

#[tokio::test]
async fn the_whole_shop_works_under_a_prefix() {
    let at_root = crawl(&Shop::open("").await, "/").await;
    assert!(at_root.len() > 500, "{}", at_root.len());
    let nested = crawl(&Shop::open("shop").await, "/shop/").await;
    let expected: BTreeSet<String> = at_root.iter().map(|link| format!("/shop{link}")).collect();
    assert_eq!(nested, expected);
    let shop = Shop::open("shop").await;
    assert_eq!(shop.get("/shop/old-books/?page=2").await.location, "/shop/books/?page=2");
    assert_eq!(shop.get("/books/").await.status, 404);
}

#[tokio::test]
async fn looking_at_an_author_writes_one_column() {
    let shop = Shop::open("").await;
    let read = async || Author::objects().filter(Author::ID.eq(1)).get(&shop.db).await.unwrap();
    let before = read().await;
    assert_eq!(shop.ask(Method::HEAD, "/authors/1/", "").await.status, 200);
    assert_eq!(read().await.last_accessed, before.last_accessed);
    assert_eq!(shop.get("/authors/1/").await.status, 200);
    let after = read().await;
    assert!(after.last_accessed > before.last_accessed);
    assert_eq!((after.email, after.headshot), (before.email, before.headshot));
}

#[tokio::test]
async fn only_who_has_said_a_name_may_be_interested() {
    let shop = Shop::open("").await;
    let interest = async |uri, cookie| shop.ask(Method::POST, uri, cookie).await;
    assert_eq!(interest("/authors/1/interest/", "").await.status, 403);
    assert_eq!(interest("/authors/0/interest/", "visitor=ann").await.status, 404);
    let done = interest("/authors/1/interest/", "a=b; visitor=ann").await;
    assert_eq!((done.status, done.location.as_str()), (302, "/authors/1/"));
    assert_eq!(shop.ask(Method::GET, "/authors/1/interest/", "visitor=ann").await.status, 405);
    assert!(shop.ask(Method::GET, "/authors/1/", "visitor=ann").await.text.contains("ann is interested"));
    assert!(shop.get("/authors/1/").await.text.contains("Introduce yourself"));
}

#[tokio::test]
async fn s_142_books_are_found_by_their_year_month_and_day() {
    let shop = Shop::open("").await;
    let first = |page: &Answer, start: &str| {
        links(&page.text).find(|link| link.starts_with(start)).unwrap_or_else(|| panic!("{}", page.text))
    };
    let latest = shop.get("/archive/").await;
    let year = first(&latest, "/archive/20").split('/').nth(2).unwrap().to_owned();
    let months = shop.get(&format!("/archive/{year}/")).await;
    let month = first(&months, &format!("/archive/{year}/"));
    let page = shop.get(&month).await;
    let book = first(&page, &month);
    assert_eq!(book.matches('/').count(), 6, "{book}");
    let page = shop.get(&book).await;
    assert!(page.status == 200 && page.text.contains("<dt>Publisher</dt>"), "{book}: {}", page.text);
    // by another day it is not there
    let (day, slug) = book.trim_end_matches('/').rsplit_once('/').unwrap();
    assert_eq!(shop.get(&format!("{day}/")).await.status, 200);
    let wrong = if day.ends_with("01") { "02" } else { "01" };
    let other = format!("{month}{wrong}/{slug}/");
    assert_eq!(shop.get(&other).await.status, 404, "{other}");
    let json: serde_json::Value =
        serde_json::from_str(&shop.get(&format!("{book}?format=json")).await.text).unwrap();
    assert_eq!(json["slug"], slug);
}

#[tokio::test]
async fn today_is_a_day_of_the_archive() {
    let shop = Shop::open("").await;
    let book =
        Book::objects().order_by([Book::PUBLICATION_DATE.asc()]).first(&shop.db).await.unwrap().unwrap();
    let on = |day: cbv::chrono::NaiveDate| {
        let app = shop.app.clone().layer(cbv::test::at(day.and_hms_opt(12, 0, 0).unwrap().and_utc()));
        Shop { app, db: shop.db.clone(), folder: tempfile::tempdir().unwrap() }
    };
    let page = on(book.publication_date).get("/archive/today/").await;
    assert!(page.status == 200 && page.text.contains(&book.slug), "{}", page.text);
    assert_eq!(on(book.publication_date.pred_opt().unwrap()).get("/archive/today/").await.status, 404);
}

/// How many books the page's list holds.
fn listed(page: &Answer) -> usize {
    let list = page.text.split_once("<ol").and_then(|(_, rest)| rest.split_once("</ol>"));
    list.map_or(0, |(list, _)| list.matches("<li>").count())
}

#[tokio::test]
async fn a_publishers_books_are_two_a_page_or_all_by_name() {
    let shop = Shop::open("").await;
    let page = shop.get("/publishers/1/books/").await;
    assert_eq!(listed(&page), 2);
    assert!(page.text.contains("/publishers/1/books/?page=2"));
    let publisher = Publisher::objects().first(&shop.db).await.unwrap().unwrap();
    let all = shop.get(&BooksByPublisher::url(publisher.name.to_uppercase())).await;
    assert!(listed(&all) > 2, "{}", all.text);
    assert_eq!(shop.get("/books/publisher/nobody/").await.status, 404);
}

/// The titles of the table's rows.
fn titles(page: &Answer) -> Vec<&str> {
    let rows = page.text.split("<th scope=\"row\"").skip(1);
    rows.filter_map(|row| row.split_once("</a>")?.0.rsplit_once('>')).map(|(_, title)| title).collect()
}

#[tokio::test]
async fn books_are_searched_filtered_and_ordered() {
    let shop = Shop::open("").await;
    let all = shop.get("/books/").await;
    assert_eq!(titles(&all).len(), 20);
    let word = titles(&all)[0].split(' ').next().unwrap().to_lowercase();
    let found = shop.get(&format!("/books/?q={word}&sort=title")).await;
    assert!(!titles(&found).is_empty() && titles(&found).is_sorted(), "{:?}", titles(&found));
    assert!(found.text.contains(&format!("/books/?q={word}&#38;sort=-title")), "{}", found.text);
    assert!(found.text.contains(r#"<input type="hidden" name="sort" value="title">"#));
    let of_one = shop.get("/books/?publisher=1&sort=-price").await;
    assert!(of_one.text.contains(r#"<option value="1" selected>"#));
    let publisher = Publisher::objects().filter(Publisher::ID.eq(1)).get(&shop.db).await.unwrap();
    let links = of_one.text.matches("<td><a href=\"/publishers/").count();
    assert_eq!(links, of_one.text.matches(&format!("<td><a href=\"{}\"", publisher.absolute_url())).count());
    assert!(shop.get("/books/?q=no+such+book").await.text.contains("No book is like that."));
}

#[tokio::test]
async fn what_is_not_there_has_a_page_of_the_shop() {
    for (base, prefix) in [("", ""), ("shop", "/shop")] {
        let shop = Shop::open(base).await;
        for uri in ["/nowhere/", "/books/no-such-book/", "/books/?page=99", "/static/none.css"] {
            let page = shop.get(&format!("{prefix}{uri}")).await;
            assert_eq!(page.status, 404, "{uri}");
            assert!(page.text.contains("<h1>Not on our shelves</h1>"), "{uri}: {}", page.text);
            let menu = format!("<a href=\"{prefix}/books/\"");
            assert!(
                page.text.contains(&menu) && page.text.contains(&format!("\"{prefix}/static/style.css\""))
            );
        }
        let reason = shop.get(&format!("{prefix}/books/no-such-book/")).await.text;
        assert!(reason.contains("No book found matching the query"), "{reason}");
        let json = shop.get(&format!("{prefix}/books/no-such-book/?format=json")).await;
        assert_eq!((json.status, json.text.as_str()), (404, r#"{"status":404,"title":"Not Found"}"#));
    }
}

#[tokio::test]
async fn what_went_wrong_is_not_shown() {
    // without its tables
    let folder = tempfile::tempdir().unwrap();
    let db = Db::connect(&format!("sqlite://{}", folder.path().join("empty.db").display())).await.unwrap();
    let shop = Shop { app: app(db.clone(), "", &folder.path().join("media")), db, folder };
    let page = shop.get("/books/").await;
    assert_eq!(page.status, 500);
    assert!(page.text.contains("<h1>Something fell off the shelf</h1>"), "{}", page.text);
    assert!(!page.text.contains("no such table"), "{}", page.text);
}

#[tokio::test]
async fn books_are_pages_and_data() {
    let shop = Shop::open("").await;
    let list: serde_json::Value = serde_json::from_str(&shop.get("/books/?format=json").await.text).unwrap();
    assert_eq!((&list["count"], &list["num_pages"]), (&540.into(), &27.into()));
    assert_eq!((&list["next"], &list["previous"]), (&"/books/?format=json&page=2".into(), &().into()));
    assert_eq!(list["results"].as_array().unwrap().len(), 20);
    let slug = list["results"][0]["slug"].as_str().unwrap();
    let one = shop.get(&format!("/books/{slug}/?format=json")).await.text;
    assert_eq!(serde_json::from_str::<serde_json::Value>(&one).unwrap(), list["results"][0]);
    assert!(list["results"][0]["publisher"]["name"].is_string());
    assert!(shop.get(&format!("/books/{slug}/")).await.text.contains("<h1>"));
    let author = list["results"][0]["authors"][0]["id"].as_i64().unwrap();
    let works = shop.get(&format!("/authors/{author}/")).await.text;
    assert!(works.contains(&format!("<li><a href=\"/books/{slug}/\">")), "{works}");
}

/// Sends a book's form with a cover.
async fn send(shop: &Shop, uri: &str, slug: &str, cover: &[u8]) -> Answer {
    let fields = [
        ("title", "A Book"),
        ("slug", slug),
        ("publisher_id", "1"),
        ("publication_date", "2026-11-21"),
        ("price", "9.50"),
        ("authors", "1"),
        ("version", "1"), // of a form that changes a book
    ];
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--x\r\nContent-Disposition: form-data; name=cover; filename=front.png\r\n\r\n");
    body.extend_from_slice(cover);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::post(uri).header("content-type", "multipart/form-data; boundary=x");
    shop.answer(request.body(Body::from(body)).unwrap()).await
}

async fn introduce(shop: &Shop, name: &str) -> Answer {
    let request = Request::post("/shop/visitor/").header("content-type", "application/x-www-form-urlencoded");
    shop.answer(request.body(Body::from(format!("name={name}"))).unwrap()).await
}

#[tokio::test]
async fn what_was_done_is_said_once_on_the_next_page() {
    let shop = Shop::open("shop").await;
    let said = async |done: &Answer, text: &str| {
        assert!(matches!(done.status, 302 | 303) && done.cookies.contains("id="), "{}", done.text);
        let page = async |uri: &str| shop.ask(Method::GET, uri, &done.cookies).await.text;
        // an error is no page of the shop: what is to be said waits
        assert!(!page("/shop/nowhere/").await.contains(text));
        let next = page(&done.location).await;
        assert!(next.contains("<div role=\"status\">") && next.contains(text), "{text}: {next}");
        assert!(!page(&done.location).await.contains(text));
    };
    let png = b"\x89PNG\r\n\x1a\n 1";
    let none = send(&shop, "/shop/books/new/", "a book", png).await;
    assert_eq!((none.status, none.cookies.as_str()), (422, ""), "nothing was done");
    let added = send(&shop, "/shop/books/new/", "a-book", png).await;
    said(&added, "<p class=\"success\">The book “A Book” was added.</p>").await;
    let changed = send(&shop, "/shop/books/a-book/edit/", "a-book", png).await;
    said(&changed, "The book “A Book” was changed.").await;
    let deleted = shop.ask(Method::POST, "/shop/books/a-book/delete/", "").await;
    said(&deleted, "The book “A Book” was deleted.").await;
    said(&introduce(&shop, "Ann").await, "Welcome, Ann.").await;
    said(&introduce(&shop, "-").await, "<p class=\"error\">That is no name").await;
    let interested = shop.ask(Method::POST, "/shop/authors/1/interest/", "visitor=Ann").await;
    said(&interested, "You are interested in ").await;
}

#[tokio::test]
async fn a_cover_comes_stays_and_goes_with_its_book() {
    let shop = Shop::open("shop").await;
    let covers = || std::fs::read_dir(shop.folder.path().join("media/covers")).map_or(0, Iterator::count);
    let [first, second] = [b"\x89PNG\r\n\x1a\n 1", b"\x89PNG\r\n\x1a\n 2"];
    let page = send(&shop, "/shop/books/new/", "a-book", b"<html ><script>").await;
    assert!(
        page.status == 422 && page.text.contains("“front.png” is not of an allowed type"),
        "{}",
        page.text
    );
    // the address is taken: neither the book nor its cover is stored
    let taken = Book::objects().first(&shop.db).await.unwrap().unwrap().slug;
    assert_eq!(send(&shop, "/shop/books/new/", &taken, first).await.status, 422);
    assert_eq!(covers(), 0);
    let stored = send(&shop, "/shop/books/new/", "a-book", first).await;
    assert_eq!((stored.status, stored.location.as_str()), (303, "/shop/books/a-book/"), "{}", stored.text);
    let page = shop.get("/shop/books/a-book/").await;
    let cover = links(&page.text).find(|link| link.starts_with("/shop/media/")).unwrap();
    assert_eq!(cover, "/shop/media/covers/front.png");
    let request = Request::get(&cover).body(Body::empty()).unwrap();
    let picture = shop.app.clone().oneshot(request).await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/png");
    assert_eq!(picture.headers()["x-content-type-options"], "nosniff");
    assert_eq!(&to_bytes(picture.into_body(), 100).await.unwrap()[..], first);
    // another one, and none
    assert_eq!(send(&shop, "/shop/books/a-book/edit/", "a-book", second).await.status, 303);
    assert_eq!((covers(), shop.get(&cover).await.status), (1, 404));
    assert_eq!(shop.ask(Method::POST, "/shop/books/a-book/delete/", "").await.status, 303);
    assert_eq!(covers(), 0);
}
