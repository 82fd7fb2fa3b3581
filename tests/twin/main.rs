//! Twins: each kind of view once derived and once written by hand with nothing but what the facade offers to all. The same
//! requests get the same status, headers and bytes, for the same reason and by the same SQL. What a view answers is tested in
//! `behaviour`; here only that a derive does nothing that its user could not.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)] // helpers of tests, too

mod by_hand;
mod derived;
mod shared;

use axum::{Router, body::Body};
use cbv::Db;
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    on_every_database,
    web::{Answer, ask},
};
use http::Request;

/// What is asked at every address.
const METHODS: [&str; 9] = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"];

/// Text in the place of a key or a slug that means harm, or nothing.
const HOSTILE: [&str; 16] = [
    "%00",
    "solaris%00",
    "%ff",
    "%2F",
    "..%2F..%2Fetc",
    "%2F%2Fevil.example",
    "%5Cevil.example",
    "'%20OR%201=1--",
    "%22%3E%3Cscript%3E",
    "%0D%0ASet-Cookie:a=b",
    "99999999999999999999",
    "9223372036854775807",
    "-1",
    "+1",
    "1e3",
    "%F0%9F%98%80",
];

async fn answer(
    router: &Router<Db>,
    db: &TestDb,
    method: &str,
    uri: &str,
    accept: &str,
) -> (Answer, Vec<String>) {
    let request = Request::builder().method(method).uri(uri).header("accept", accept);
    let request = request.body(Body::from("Renamed & <escaped>")).unwrap();
    let (answer, log) = watch(ask(router.clone().with_state(db.db().clone()), request)).await;
    (answer, log.statements().into_iter().map(str::to_owned).collect())
}

/// Asks both twins, and gives what they agree on.
async fn same(db: &TestDb, method: &str, uri: &str, accept: &str) -> Answer {
    compared(db, [derived::router(), by_hand::router()], method, uri, accept).await
}

async fn compared(db: &TestDb, twins: [Router<Db>; 2], method: &str, uri: &str, accept: &str) -> Answer {
    let reads = ["GET", "HEAD"].contains(&method);
    if reads {
        // A database remembers how many rows a list has: both sides ask one that knows.
        for twin in &twins {
            answer(twin, db, method, uri, accept).await;
        }
    }
    let both = async || {
        [answer(&twins[0], db, method, uri, accept).await, answer(&twins[1], db, method, uri, accept).await]
    };
    let mut answers = both().await;
    for _ in 0..5 {
        // PostgreSQL knows of one state for all of a server's databases: whoever commits between the two makes one count anew.
        if !reads || answers[0].1 == answers[1].1 {
            break;
        }
        answers = both().await;
    }
    let [(derived, its_sql), (by_hand, other_sql)] = answers;
    let asked = format!("{method} {uri} {accept}");
    assert_eq!(derived.status, by_hand.status, "{asked}: {} {}", derived.reason(), by_hand.reason());
    assert_eq!(derived.headers, by_hand.headers, "{asked}");
    assert_eq!(derived.text, by_hand.text, "{asked}");
    assert_eq!(derived.cause, by_hand.cause, "{asked}");
    assert_eq!(its_sql, other_sql, "{asked}");
    assert!(derived.status.as_u16() < 500, "{asked}: {}", derived.reason());
    derived
}

/// Asks both by GET.
async fn got(db: &TestDb, uri: &str) -> Answer {
    same(db, "GET", uri, "*/*").await
}

/// Asks both by every verb but GET, which must be answered with `status`.
async fn all_verbs(db: &TestDb, uri: &str, status: [u16; 8]) {
    for (method, status) in METHODS[1..].iter().zip(status) {
        assert_eq!(same(db, method, uri, "*/*").await.code(), status, "{method} {uri}");
    }
}

/// Puts hostile text into an address; the codes of what comes back.
async fn hostile(db: &TestDb, before: &str, after: &str) -> Vec<u16> {
    let mut codes = Vec::new();
    for text in HOSTILE {
        codes.push(got(db, &format!("{before}{text}{after}")).await.code());
    }
    codes
}

on_every_database! {
    #[test]
    async fn list(db: &TestDb) {
        fixture::create(db).await;
        let first = got(db, "/books/").await;
        assert_eq!((first.code(), first.header("x-stamp")), (200, "twin"));
        assert!(first.text.contains("page 1 of 2, 4 in all, true"), "{}", first.text);
        assert!(got(db, "/books/?page=2").await.text.contains("page 2 of 2"));
        assert!(got(db, "/books/?page=last&q=").await.text.contains("page 2 of 2"));
        assert!(got(db, "/books/?q=django&page=1").await.text.contains("1 in all, false"));
        assert!(got(db, "/books/?q=nothing").await.text.contains("0 in all"));
        for uri in ["/books/?page=3", "/books/?page=0", "/books/?page=abc", "/books/?q=nothing&page=2"] {
            assert_eq!(got(db, uri).await.code(), 404, "{uri}");
        }
        hostile(db, "/books/?page=", "").await;
        hostile(db, "/books/?q=", "&page=last").await;
        all_verbs(db, "/books/?page=2", [200, 200, 405, 405, 405, 405, 405, 405]).await;
    }

    #[test]
    async fn list_as_asked(db: &TestDb) {
        fixture::create(db).await;
        assert!(got(db, "/books/?words=o&sort=-title,price").await.text.contains("sort=-title"));
        assert!(got(db, "/books/?price__lte=20&rows=9").await.text.contains("price__lte"));
        assert!(got(db, "/books/?publisher=Prentice+Hall&rows=3&page=1").await.text.contains("in all"));
        assert_eq!(got(db, "/books/?price__lte=cheap").await.code(), 400);
        for name in ["words", "price__lte", "publisher", "sort", "rows"] {
            hostile(db, &format!("/books/?{name}="), "&rows=3").await;
        }
    }

    #[test]
    async fn list_as_json(db: &TestDb) {
        fixture::create(db).await;
        for uri in ["/books/", "/books/?page=2", "/books/?page=last&q=o", "/books/?page=3"] {
            let answer = same(db, "GET", uri, "application/json").await;
            assert_eq!((answer.header("content-type"), answer.header("vary")), ("application/json", "accept"));
        }
        assert!(got(db, "/books/?format=json").await.text.contains(r#""next":"/books/?format=json&page=2""#));
        assert_eq!(got(db, "/books/?format=xml").await.code(), 406);
        assert_eq!(same(db, "HEAD", "/books/", "application/json").await.code(), 200);
    }

    #[test]
    async fn detail_by_slug(db: &TestDb) {
        fixture::create(db).await;
        let page = got(db, "/books/django-friends/").await;
        assert_eq!(page.code(), 200);
        assert!(page.text.contains("<title>Django &#38; &#60;Friends&#62;</title>"), "{}", page.text);
        assert_eq!(got(db, "/books/none/").await.code(), 404);
        assert!(hostile(db, "/books/", "/").await.iter().all(|code| [400, 404].contains(code)));
        all_verbs(db, "/books/solaris/", [200, 200, 405, 405, 405, 405, 405, 405]).await;
    }

    #[test]
    async fn detail_by_key(db: &TestDb) {
        fixture::create(db).await;
        assert!(got(db, "/publishers/2/").await.text.contains("There are books above 10."));
        assert!(!got(db, "/publishers/3/").await.text.contains("There are"));
        assert_eq!(got(db, "/publishers/4/").await.code(), 404);
        assert!(hostile(db, "/publishers/", "/").await.iter().all(|code| [400, 404].contains(code)));
        all_verbs(db, "/publishers/1/", [200, 200, 405, 405, 405, 405, 405, 405]).await;
    }

    #[test]
    async fn items(db: &TestDb) {
        fixture::create(db).await;
        let first = got(db, "/names/").await;
        assert!(first.text.contains("2 of 3, page 1, true"), "{}", first.text);
        assert!(first.text.contains(r#"href="/names/?p=2""#), "{}", first.text);
        assert!(got(db, "/names/?p=last").await.text.contains("1 of 3, page 2"));
        assert!(got(db, "/all-names/?p=2").await.text.contains("3 of 3, page 1, false"));
        for uri in ["/names/?p=3", "/names/?p=0", "/names/?p=abc"] {
            assert_eq!(got(db, uri).await.code(), 404, "{uri}");
        }
        hostile(db, "/names/?p=", "").await;
        all_verbs(db, "/names/?p=2", [200, 200, 405, 405, 405, 405, 405, 405]).await;
    }

    #[test]
    async fn template(db: &TestDb) {
        fixture::create(db).await;
        let page = got(db, "/about/us%20all/?a=b").await;
        assert_eq!(page.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(page.text, "us all at /about/us%20all/: 5 books of 3 publishers.");
        hostile(db, "/about/", "/").await;
        all_verbs(db, "/about/us/", [405, 200, 405, 405, 405, 405, 405, 405]).await;
    }

    #[test]
    async fn redirect(db: &TestDb) {
        fixture::create(db).await;
        let moved = got(db, "/old-books/so%20la/?a=b&c").await;
        assert_eq!((moved.code(), moved.header("location")), (301, "/books/so%20la/?a=b&c"));
        assert_eq!(got(db, "/gone/").await.code(), 410);
        hostile(db, "/old-books/", "/").await;
        all_verbs(db, "/old-books/solaris/", [301, 301, 301, 301, 301, 301, 405, 405]).await;
        all_verbs(db, "/gone/", [410, 410, 410, 410, 410, 410, 405, 405]).await;
    }

    #[test]
    async fn base(db: &TestDb) {
        fixture::create(db).await;
        let page = got(db, "/rename/3/").await;
        assert_eq!((page.text.as_str(), page.header("x-key")), ("Zweitausendeins", "3"));
        assert_eq!(same(db, "POST", "/rename/3/", "*/*").await.text, "Renamed & <escaped>");
        assert_eq!(got(db, "/rename/3/").await.text, "Renamed & <escaped>");
        assert_eq!(got(db, "/rename/4/").await.code(), 404);
        assert_eq!(same(db, "OPTIONS", "/rename/3/", "*/*").await.header("allow"), "GET, POST, HEAD, OPTIONS");
        hostile(db, "/rename/", "/").await;
        all_verbs(db, "/rename/1/", [200, 200, 200, 405, 405, 405, 405, 405]).await;
    }

    #[test]
    async fn inside_another_application(db: &TestDb) {
        fixture::create(db).await;
        let nested = || [derived::router(), by_hand::router()].map(|router| Router::new().nest("/shop", router));
        let page = compared(db, nested(), "GET", "/shop/books/?page=2", "*/*").await;
        assert!(page.text.contains(r#"href="/shop/books/django-friends/""#), "{}", page.text);
        let page = compared(db, nested(), "GET", "/shop/books/solaris/", "*/*").await;
        assert!(page.text.contains(r#"href="/shop/publishers/3/""#), "{}", page.text);
        let moved = compared(db, nested(), "GET", "/shop/old-books/solaris/?a=b", "*/*").await;
        assert_eq!(moved.header("location"), "/shop/books/solaris/?a=b");
    }
}

/// The hand-written side has no derive but askama's and serde's, and calls nothing that is there for derives alone.
#[test]
fn by_hand_means_by_hand() {
    for line in by_hand::SOURCES.iter().flat_map(|source| source.lines()).map(str::trim) {
        let derive = line.starts_with("#[derive(");
        let others = ["#[derive(Template)]", "#[derive(serde::Serialize)]"];
        assert!(!derive || others.contains(&line), "{line}");
        for word in ["__private", "cbv_runtime", "cbv_macros", "_view!", "cbv_tests", "derived::"] {
            assert!(!line.contains(word), "{line}");
        }
    }
}
