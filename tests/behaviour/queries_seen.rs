//! Which queries a request makes: what `cbv::test::queries` says, what the database itself says, what the log and the browser
//! are told.

use axum::{Router, body::Body, response::Response};
use cbv::{Conn, prelude::*, test::queries};
use cbv_tests::{
    db::TestDb,
    fixture, log,
    models::{Author, Book, Publisher},
    on_every_database, web,
};
use http::Request as HttpRequest;
use http_body_util::BodyExt as _;
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

/// A book as a shelf shows it: with its publisher by a join, its authors by a query for the whole page, its reviews counted.
#[derive(Debug, Model)]
#[model(table = "book", ordering(title), reverse(reviews = Review::BOOK))]
struct Shelved {
    id: i64,
    title: String,
    slug: String,
    #[model(foreign_key = Publisher)]
    publisher_id: i64,
    #[model(select_related)]
    publisher: Publisher,
    #[model(prefetch_related(through = "book_author", from = "book_id"))]
    authors: Vec<Author>,
    #[model(annotation = Shelved::REVIEWS.count())]
    review_count: i64,
}

#[derive(Model)]
struct Review {
    id: i64,
    #[model(foreign_key = Shelved)]
    book_id: i64,
}

#[derive(ListView)]
#[view(model = Shelved, paginate_by = 20, page_size_param("page_size", max = 200), template_name = "shelved.txt")]
struct Shelf;

#[derive(DetailView)]
#[view(model = Shelved, template_name = "shelved_one.txt")]
struct OnShelf;

/// Asks on a handle of its own, not on the request's.
async fn beside(axum::extract::State(db): axum::extract::State<Db>) -> Result<String> {
    Ok(Book::objects().count(&db).await?.to_string())
}

fn router() -> Router<Db> {
    Router::new()
        .route("/books/", BookList::as_view())
        .route("/books/{slug}/", BookDetail::as_view())
        .route("/shelf/", Shelf::as_view())
        .route("/shelf/{slug}/", OnShelf::as_view())
        .route("/careless/", Careless::as_view())
        .route("/beside/", axum::routing::get(beside))
}

async fn send(db: &Db, uri: &str) -> Response {
    let request = HttpRequest::get(uri).body(Body::empty()).unwrap();
    router().with_state(db.clone()).oneshot(request).await.unwrap()
}

/// What the helper counts is what the database counts.
async fn both(db: &TestDb, uri: &str, most: usize) -> String {
    let ((response, queries), seen): ((Response, _), _) =
        db.statements(|db| async move { queries(async { send(&db, uri).await }).await }).await;
    assert_eq!(response.status(), 200, "{uri}");
    let body = response.into_body().collect().await.unwrap().to_bytes();
    queries.assert_at_most(most);
    assert!(!queries.is_empty(), "{uri}");
    assert_eq!(queries.len(), seen.len(), "{uri}\n{queries}\nand the database has seen {seen:#?}");
    String::from_utf8(body.to_vec()).unwrap()
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
    async fn w_16_a_page_of_twenty_books_with_their_relations_is_three_queries_whatever_its_size(db: &TestDb) {
        fixture::create(db).await;
        db.execute("CREATE TABLE review (id {key}, book_id BIGINT NOT NULL)").await;
        let mut rows = String::new();
        for book in 10..60 {
            rows.push_str(&format!(
                "INSERT INTO book (id, title, slug, publisher_id, publication_date, price)
                    VALUES ({book}, 'Book {book}', 'book-{book}', {}, '2020-01-01', 5);
                 INSERT INTO book_author (book_id, author_id) VALUES ({book}, 1), ({book}, 2);
                 INSERT INTO review (book_id) VALUES ({book}), ({book}), ({book});", book % 3 + 1,
            ));
        }
        db.execute(&rows).await;
        let shelf = both(db, "/shelf/", 3).await;
        assert_eq!(shelf.lines().count(), 20, "{shelf}");
        assert!(shelf.contains("Book 10 (O'Reilly): Le Guin, Lem; 3 reviews"), "{shelf}");
        for size in [1, 50, 55] {
            assert_eq!(both(db, &format!("/shelf/?page_size={size}"), 3).await.lines().count(), size);
        }
        both(db, "/shelf/?page=3", 3).await;
        let book = both(db, "/shelf/book-12/", 3).await;
        assert!(book.contains("Book 12 (Apress): Le Guin, Lem; 3 reviews"), "{book}");
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
        // PostgreSQL is asked first whether it says its state
        let (words, number) = db.pick(("1 query", "1"), ("2 queries", "2"), ("1 query", "1"));
        let (response, log) = log::watch(send(db.db(), "/books/")).await;
        let told = log.0.iter().find(|line| line.fields.contains_key("queries")).expect("an event");
        assert_eq!((told.message.as_str(), told.fields["queries"].as_str()), (words, number));
        assert_eq!((told.target.as_str(), told.fields["view"].as_str()), ("cbv::queries", "BookList"));
        let shown = response.headers().get("server-timing").map(|value| value.to_str().unwrap());
        if cfg!(debug_assertions) {
            let shown = shown.expect("a header in debug builds");
            assert!(shown.starts_with("db;dur=") && shown.ends_with(&format!(";desc=\"{words}\"")), "{shown}");
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
