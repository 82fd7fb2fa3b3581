//! Sessions in the database: kept, found again by their cookie, ended, taken away. The cookie itself is tower-sessions'.

use axum::{
    Router,
    body::Body,
    http::Request as HttpRequest,
    response::{IntoResponse as _, Response},
};
use cbv::{
    Get, Post,
    prelude::*,
    sessions::{
        DbStore, ExpiredDeletion as _, Expiry, Session, SessionManagerLayer, SessionStore as _,
        cookie::time::{Duration, OffsetDateTime},
        session::{Id, Record},
    },
};
use cbv_tests::{
    db::TestDb,
    on_every_database,
    web::{Answer, ask},
};

/// What a user has put into a basket.
#[derive(View)]
#[view(path = "/basket/")]
struct Basket {
    session: Session,
}

impl Get for Basket {
    async fn get(&self, _: &Request) -> Result<Response> {
        let books: Option<Vec<String>> = self.session.get("books").await.map_err(Error::other)?;
        Ok(books.unwrap_or_default().join(", ").into_response())
    }
}

impl Post for Basket {
    async fn post(&self, req: &Request, _: Body) -> Result<Response> {
        let mut books: Vec<String> =
            self.session.get("books").await.map_err(Error::other)?.unwrap_or_default();
        books.extend(req.query("book").map(|book| book.into_owned()));
        self.session.insert("books", books).await.map_err(Error::other)?;
        Ok("kept".into_response())
    }
}

async fn made(db: &TestDb) -> DbStore {
    let store = DbStore::new(db.db().clone());
    store.create_table().await.unwrap();
    store.create_table().await.unwrap(); // it may be there
    store
}

async fn send(app: &Router, method: &str, uri: &str, cookie: &str) -> Answer {
    let request = HttpRequest::builder().method(method).uri(uri).header("cookie", cookie);
    ask(app.clone(), request.body(Body::empty()).unwrap()).await
}

/// `id=..` of a `Set-Cookie`.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

fn record(seconds: i64) -> Record {
    let expiry_date = OffsetDateTime::now_utc() + Duration::seconds(seconds);
    Record { id: Id::default(), data: Default::default(), expiry_date }
}

async fn rows(db: &TestDb) -> i64 {
    let sql = "SELECT COUNT(*) FROM cbv_session";
    match db.db() {
        Db::Sqlite(pools) => sqlx::query_scalar(sql).fetch_one(pools.read()).await.unwrap(),
        Db::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        Db::MySql(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        other => panic!("unknown database {other:?}"),
    }
}

on_every_database! {
    #[test]
    async fn a_session_is_kept_between_requests(db: &TestDb) {
        let layer = SessionManagerLayer::new(made(db).await);
        let app: Router = Basket::router().layer(layer).with_state(db.db().clone());
        assert_eq!(send(&app, "GET", "/basket/", "").await.text, "");
        assert_eq!(rows(db).await, 0, "who leaves nothing has no session");

        let first = send(&app, "POST", "/basket/?book=Solaris", "").await;
        let set = first.header("set-cookie");
        assert!(["HttpOnly", "Secure", "SameSite=Strict"].iter().all(|word| set.contains(word)), "{set}");
        let ada = cookie(&first);
        let grace = cookie(&send(&app, "POST", "/basket/?book=Persuasion", "").await);
        // text with all that could end a literal
        assert_eq!(send(&app, "POST", "/basket/?book=%27%22%3B--%E2%82%AC%F0%9F%98%80", &ada).await.text, "kept");
        assert_eq!(send(&app, "GET", "/basket/", &ada).await.text, "Solaris, '\";--€😀");
        assert_eq!(send(&app, "GET", "/basket/", &grace).await.text, "Persuasion");
        for unknown in ["id=", "id=x", "id=AAAAAAAAAAAAAAAAAAAAAA", "id=' OR 1=1 --"] {
            let nobody = send(&app, "GET", "/basket/", unknown).await;
            assert_eq!((nobody.code(), nobody.text.as_str()), (200, ""), "{unknown}");
        }
        assert_eq!(rows(db).await, 2);
    }

    #[test]
    async fn keys_are_compared_letter_by_letter(db: &TestDb) {
        let store = made(db).await;
        let (mut low, mut high) = (record(60), record(60));
        low.id = "aaaaaaaaaaaaaaaaaaaaaA".parse().unwrap();
        high.id = "AAAAAAAAAAAAAAAAAAAAAA".parse().unwrap();
        store.create(&mut low).await.unwrap();
        assert!(store.load(&high.id).await.unwrap().is_none());
        store.create(&mut high).await.unwrap();
        assert_eq!(rows(db).await, 2);
    }

    #[test]
    async fn a_key_that_is_taken_is_not_taken_over(db: &TestDb) {
        let store = made(db).await;
        let mut first = record(60);
        store.create(&mut first).await.unwrap();
        let mut second = Record { data: [("a".to_owned(), 1.into())].into(), ..first.clone() };
        store.create(&mut second).await.unwrap();
        assert_ne!(first.id, second.id);
        assert!(store.load(&first.id).await.unwrap().unwrap().data.is_empty());
        assert_eq!(store.load(&second.id).await.unwrap().unwrap().data["a"], 1);
    }

    #[test]
    async fn what_has_expired_is_not_found_and_can_be_taken_away(db: &TestDb) {
        let store = made(db).await;
        let (mut old, mut new) = (record(-1), record(60));
        store.create(&mut old).await.unwrap();
        store.create(&mut new).await.unwrap();
        assert!(store.load(&old.id).await.unwrap().is_none());
        let found = store.load(&new.id).await.unwrap().unwrap();
        assert_eq!(found.expiry_date.unix_timestamp(), new.expiry_date.unix_timestamp());
        assert_eq!(rows(db).await, 2);
        store.delete_expired().await.unwrap();
        assert_eq!(rows(db).await, 1);
        assert!(store.load(&new.id).await.unwrap().is_some());
    }

    #[test]
    async fn a_session_that_was_ended_does_not_come_back(db: &TestDb) {
        let store = made(db).await;
        let mut session = record(60);
        store.create(&mut session).await.unwrap();
        store.delete(&session.id).await.unwrap();
        // of a request that was under way meanwhile
        store.save(&session).await.unwrap();
        assert!(store.load(&session.id).await.unwrap().is_none());
        assert_eq!(rows(db).await, 0);
    }

    #[test]
    async fn a_new_key_for_the_same_session_ends_the_old_one(db: &TestDb) {
        async fn log_in(session: Session) -> &'static str {
            session.cycle_id().await.unwrap();
            session.set_expiry(Some(Expiry::OnInactivity(Duration::days(1))));
            "in"
        }
        let layer = SessionManagerLayer::new(made(db).await).with_secure(false);
        let app: Router =
            Basket::router().route("/in/", axum::routing::post(log_in)).layer(layer).with_state(db.db().clone());
        let before = cookie(&send(&app, "POST", "/basket/?book=Solaris", "").await);
        let entered = send(&app, "POST", "/in/", &before).await;
        assert!(entered.header("set-cookie").contains("Max-Age=86400"), "{}", entered.header("set-cookie"));
        assert_eq!(send(&app, "GET", "/basket/", &cookie(&entered)).await.text, "Solaris");
        assert_eq!(send(&app, "GET", "/basket/", &before).await.text, "");
        assert_eq!(rows(db).await, 1);
    }
}
