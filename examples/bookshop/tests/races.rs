//! Two processes of the shop on one database, and many who want the same thing of them at once: one has it, and all others are
//! told. On each of the three databases, over real connections.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod program;

use axum::{
    body::{Body, to_bytes},
    http::{Request, header},
};
use cbv::prelude::*;
use cbv_tests::{db::TestDb, on_every_database};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tempfile::TempDir;
use tokio::task::JoinSet;

use program::Program;

/// How often each race is run: who wins is chance.
const ROUNDS: u32 = 4;

/// The part of a book that they fight for.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(table = "book")]
struct Stored {
    id: i64,
    title: String,
    slug: String,
    version: i32,
}

/// The shop twice, and somebody who asks.
struct Shops {
    homes: [String; 2],
    client: Client<HttpConnector, Body>,
    _programs: [Program; 2],
    // behind the programs, which write there
    _folder: TempDir,
}

/// What a shop answered.
#[derive(Debug)]
struct Answer {
    status: u16,
    text: String,
}

impl Shops {
    /// Both start on an empty database at once, so this is a race, too: one of them fills it.
    fn open(db: &TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let programs = [(); 2].map(|()| Program::shop(folder.path(), db.url()));
        let homes = programs.each_ref().map(|shop| format!("http://127.0.0.1:{}", shop.port()));
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { homes, client, _programs: programs, _folder: folder }
    }

    async fn get(&self, path: &str) -> Answer {
        let request = Request::get(format!("{}{path}", self.homes[0])).body(Body::empty()).unwrap();
        answer(&self.client, request).await
    }

    /// Sends a book's form with each of the titles to both shops, all at the same time.
    async fn post(&self, path: &str, slug: &str, version: &str, titles: &[String]) -> Vec<(String, Answer)> {
        let mut requests = JoinSet::new();
        for (title, home) in titles.iter().zip(self.homes.iter().cycle()) {
            let book = format!(
                "title={title}&slug={slug}&publisher_id=1&publication_date=2026-11-21&price=9.50&authors=1&authors=2\
                 &version={version}"
            );
            let request = Request::post(format!("{home}{path}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(book));
            let (client, title, request) = (self.client.clone(), title.clone(), request.unwrap());
            requests.spawn(async move { (title, answer(&client, request).await) });
        }
        requests.join_all().await
    }
}

async fn answer(client: &Client<HttpConnector, Body>, request: Request<Body>) -> Answer {
    let response = client.request(request).await.unwrap();
    let status = response.status().as_u16();
    let body = to_bytes(Body::new(response.into_body()), 1 << 20).await.unwrap();
    Answer { status, text: String::from_utf8_lossy(&body).into_owned() }
}

fn titles(count: u32, name: &str) -> Vec<String> {
    (1..=count).map(|number| format!("{name}{number}")).collect()
}

/// The title that won; of all others is asserted that they were refused, and told why.
fn winner(answers: Vec<(String, Answer)>, refused: u16, told: impl Fn(&str) -> String) -> String {
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(_, answer)| answer.status == 303);
    let won: Vec<String> = won.into_iter().map(|(title, _)| title).collect();
    assert_eq!(won.len(), 1, "{won:?} {lost:?}");
    for (title, answer) in lost {
        assert!(answer.status == refused && answer.text.contains(&told(&won[0])), "{title}: {answer:?}");
    }
    won[0].clone()
}

async fn stored(db: &TestDb, slug: &str) -> Vec<Stored> {
    Stored::objects().filter(Stored::SLUG.eq(slug)).all(db.db()).await.unwrap()
}

/// The hidden field's value.
fn version(page: &Answer) -> &str {
    let value = page.text.split_once("name=\"version\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
    value.unwrap_or_else(|| panic!("{page:?}")).0
}

on_every_database! {
    #[test]
    async fn fifty_requests_to_two_shops_make_one_book_and_49_errors_at_the_slug(db: &TestDb) {
        let shops = Shops::open(db);
        for round in 0..ROUNDS {
            let slug = format!("wanted-{round}");
            let answers = shops.post("/books/new/", &slug, "", &titles(50, "Book")).await;
            assert_eq!(answers.len(), 50);
            let told = "id=\"id_slug_error\"><li>Book with this Slug already exists.</li>";
            let title = winner(answers, 422, |_| told.to_owned());
            let books: Vec<_> = stored(db, &slug).await.into_iter().map(|book| book.title).collect();
            assert_eq!(books, [title]);
        }
    }

    #[test]
    async fn of_two_stale_forms_sent_to_two_shops_at_once_one_is_stored(db: &TestDb) {
        let shops = Shops::open(db);
        let slug = Stored::objects().first(db.db()).await.unwrap().unwrap().slug;
        let path = format!("/books/{slug}/edit/");
        for round in 0..ROUNDS {
            let page = shops.get(&path).await;
            let sent = titles(2, &format!("Round-{round}-of-"));
            let answers = shops.post(&path, &slug, version(&page), &sent).await;
            assert_eq!(answers.len(), 2);
            // whoever was late is shown what the winner has stored
            let title = winner(answers, 409, |title| format!("id=\"id_title_error\"><li>Stored now: “{title}”.</li>"));
            let book = stored(db, &slug).await.remove(0);
            assert_eq!((book.title, book.version.to_string()), (title, (round + 2).to_string()));
        }
    }
}
