//! Which queries a request makes: what `cbv::test::queries` says, what the database itself says, what the log and the browser
//! are told.

use axum::{Router, body::Body, response::Response};
use cbv::{Conn, prelude::*, test::queries};
use cbv_tests::{
    db::TestDb,
    fixture, log,
    models::{Book, Publisher},
    on_every_database, web,
};
use http::{Request as HttpRequest, StatusCode};
use tower::ServiceExt as _;

#[derive(ListView)]
#[view(model = Book, paginate_by = 2, template_name = "book_list.html")]
struct BookList;

#[derive(DetailView)]
#[view(model = Book, template_name = "book_detail.html")]
struct BookDetail;

/// What N+1 queries look like: one for each book, beside the two of the page.
#[derive(ListView)]
#[view(model = Book, template_name = "book_list.html")]
struct Careless;

impl ListHooks for Careless {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        for book in Book::objects().all(req.db()).await? {
            let _ = Publisher::objects().filter(Publisher::ID.eq(book.publisher_id)).first(req.db()).await?;
        }
        ListView::get_queryset(self, req).await
    }
}

/// Asks on a handle of its own, not on the request's.
async fn beside(axum::extract::State(db): axum::extract::State<Db>) -> Result<String> {
    Ok(Book::objects().count(&db).await?.to_string())
}

fn router() -> Router<Db> {
    Router::new()
        .route("/books/", BookList::as_view())
        .route("/books/{slug}/", BookDetail::as_view())
        .route("/careless/", Careless::as_view())
        .route("/beside/", axum::routing::get(beside))
}

async fn send(db: &Db, uri: &str) -> Response {
    let request = HttpRequest::get(uri).body(Body::empty()).unwrap();
    router().with_state(db.clone()).oneshot(request).await.unwrap()
}

/// What the helper counts is what the database counts.
async fn both(db: &TestDb, uri: &str, most: usize) {
    let ((response, queries), seen) =
        db.statements(|db| async move { queries(async { send(&db, uri).await }).await }).await;
    assert_eq!(response.status(), StatusCode::OK, "{uri}");
    queries.assert_at_most(most);
    assert!(!queries.is_empty(), "{uri}");
    assert_eq!(queries.len(), seen.len(), "{uri}\n{queries}\nand the database has seen {seen:#?}");
}

on_every_database! {
    #[test]
    async fn w_16_a_page_has_a_budget_of_queries_which_the_database_confirms(db: &TestDb) {
        fixture::create(db).await;
        both(db, "/books/", 2).await;
        both(db, "/books/?page=3", 2).await;
        both(db, "/books/solaris/", 1).await;
        both(db, "/beside/", 1).await;
    }

    #[test]
    async fn w_16_a_query_for_each_row_is_shown_with_its_statement(db: &TestDb) {
        fixture::create(db).await;
        both(db, "/careless/", 7).await;
        let (_, queries) = queries(async { send(db.db(), "/careless/").await }).await;
        let failed = std::panic::catch_unwind(|| queries.assert_at_most(3)).unwrap_err();
        let message = failed.downcast_ref::<String>().unwrap();
        assert!(message.starts_with("at most 3 queries were expected\n7 queries:\n  1. SELECT"), "{message}");
        assert!(message.contains("\n  6. SELECT"), "{message}");
        assert!(message.contains("This one came 5 times"), "{message}");
        assert!(queries.iter().nth(1).unwrap().sql().contains("publisher"), "{message}");
        assert_eq!(queries.iter().nth(1).unwrap().values().len(), 1);
    }

    #[test]
    async fn transactions_and_savepoints_are_counted_like_any_statement(db: &TestDb) {
        fixture::create(db).await;
        let ((done, queries), seen) = db.statements(|db| async move {
            queries(async {
                let conn = Conn::new(db);
                conn.atomic(async {
                    conn.atomic(async { Book::objects().count(&conn).await }).await?;
                    Book::objects().filter(Book::ID.eq(1)).update(&conn, [Book::TITLE.set("T")]).await
                }).await
            }).await
        }).await;
        assert_eq!(done.unwrap(), 1);
        queries.assert_count(6);
        assert_eq!(queries.len(), seen.len(), "{queries}\n{seen:#?}");
    }

    #[test]
    async fn what_others_ask_meanwhile_is_not_counted(db: &TestDb) {
        fixture::create(db).await;
        let other = tokio::spawn({
            let db = db.db().clone();
            async move { for _ in 0..20 { Book::objects().count(&db).await.unwrap(); } }
        });
        let (_, one) = queries(async { Book::objects().count(db.db()).await.unwrap() }).await;
        other.await.unwrap();
        one.assert_count(1);
    }

    #[test]
    async fn an_outer_count_holds_what_an_inner_one_does(db: &TestDb) {
        fixture::create(db).await;
        let (inner, outer) = queries(async {
            Book::objects().count(db.db()).await.unwrap();
            queries(Book::objects().count(db.db())).await.1
        }).await;
        inner.assert_count(1);
        outer.assert_count(2);
    }

    #[test]
    async fn a_request_says_at_its_end_how_many_queries_it_made(db: &TestDb) {
        fixture::create(db).await;
        let (response, log) = log::watch(send(db.db(), "/books/")).await;
        let told = log.0.iter().find(|line| line.fields.contains_key("queries")).expect("an event");
        assert_eq!((told.message.as_str(), told.fields["queries"].as_str()), ("2 queries", "2"));
        assert_eq!((told.target.as_str(), told.fields["view"].as_str()), ("cbv::queries", "BookList"));
        let shown = response.headers().get("server-timing").map(|value| value.to_str().unwrap());
        if cfg!(debug_assertions) {
            let shown = shown.expect("a header in debug builds");
            assert!(shown.starts_with("db;dur=") && shown.ends_with(";desc=\"2 queries\""), "{shown}");
        } else {
            assert_eq!(shown, None, "in release nobody is told");
        }
    }

    #[test]
    async fn an_error_tells_its_queries_too(db: &TestDb) {
        fixture::create(db).await;
        let answer = web::get(&router(), db.db(), "/books/none/").await;
        assert_eq!(answer.code(), 404);
        assert_eq!(answer.header("server-timing").ends_with("\"1 query\""), cfg!(debug_assertions));
    }
}
