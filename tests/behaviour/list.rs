//! List views: which rows, in which order, and how many statements they take. Pages are in `list_pages`, what the template
//! sees in `list_context`.

use std::convert::Infallible;

use axum::{Router, extract::FromRequestParts};
use cbv::{Context, Decimal, MultipleObject, OneTemplate, TemplateResponse, list_view, prelude::*};
use cbv_tests::{
    db::TestDb,
    fixture,
    log::watch,
    models::Book,
    on_every_database,
    web::{Answer, get, send},
};
use http::{Method, request::Parts};

/// What `rows.txt` writes first: the keys of the rows.
pub(crate) fn keys(page: &Answer) -> &str {
    assert_eq!((page.code(), page.reason()), (200, ""));
    page.text.lines().next().map_or("", str::trim)
}

/// What it writes then: page, pages, rows.
pub(crate) fn facts(page: &Answer) -> &str {
    assert_eq!((page.code(), page.reason()), (200, ""));
    page.text.lines().nth(1).unwrap_or("")
}

/// A list without any derive, which answers with JSON.
struct JsonBooks;

impl View for JsonBooks {
    type Data = Page<Book>;
    const NAME: &'static str = "JsonBooks";
}

impl<S: Send + Sync> FromRequestParts<S> for JsonBooks {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

impl TemplateResponse for JsonBooks {
    type Extra = ();
    type Template = OneTemplate;
    const CONTENT_TYPE: &'static str = "application/json";

    fn render(_: &Self, _: &Request, context: &Context<'_, Self>) -> Result<String> {
        let slugs: Vec<&str> = context.data.iter().map(|book| book.slug.as_str()).collect();
        serde_json::to_string(&slugs).map_err(Error::other)
    }
}

impl MultipleObject for JsonBooks {
    type Model = Book;
    type Mixins<'a> = ();

    fn mixins(_: &Self) {}
}

impl ListView for JsonBooks {}

impl ListHooks for JsonBooks {}

/// The books under ten, by a queryset of the model's own.
#[derive(Debug, Model)]
#[model(table = "book", queryset = QuerySet::new().filter(Self::PRICE.lt(Decimal::TEN)))]
struct Cheap {
    id: i64,
    #[model(decimal(8, 2))]
    price: Decimal,
}

#[derive(ListView)]
#[view(model = Cheap, template_name = "rows.txt")]
struct CheapList;

#[derive(ListView)]
#[view(queryset = Book::objects().filter(Book::PRICE.gt(Decimal::TEN)).order_by([Book::ID.asc()]), template_name = "rows.txt")]
struct Dear;

#[derive(ListView)]
#[view(model = Book, queryset = Book::objects().filter(Book::ID.le(2)), ordering(id), template_name = "rows.txt")]
struct Both;

#[derive(ListView)]
#[view(model = Book, queryset = Book::objects().filter(Book::ID.le(2)), template_name = "rows.txt")]
struct Hooked;

impl ListHooks for Hooked {
    async fn get_queryset(&self, _: &Request) -> Result<QuerySet<Book>> {
        Ok(Book::objects().filter(Book::ID.gt(3)).order_by([Book::ID.asc()]))
    }
}

#[derive(ListView)]
#[view(queryset = Book::objects().order_by([Book::TITLE.asc()]), ordering(-price, title), template_name = "rows.txt")]
struct ByPrice;

on_every_database! {
    #[test]
    async fn l_01_a_list_needs_no_derive_and_no_template(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/", cbv::list::as_view::<JsonBooks, Db>());
        let page = get(&router, db.db(), "/").await;
        assert_eq!((page.code(), page.header("content-type")), (200, "application/json"));
        let slugs: Vec<String> = serde_json::from_str(&page.text).unwrap();
        assert_eq!((slugs.len(), slugs[0].as_str(), slugs[4].as_str()), (5, "100-rust", "solaris"));
    }

    #[test]
    async fn l_02__s_125_a_model_alone_means_all_rows_of_its_default_queryset(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/books/", list_view!(model = Book, template_name = "rows.txt"))
            .route("/cheap/", CheapList::as_view());
        assert!(facts(&get(&router, db.db(), "/books/").await).ends_with("5 in all"));
        assert_eq!(keys(&get(&router, db.db(), "/cheap/").await), "1");
    }

    #[test]
    async fn l_03__s_131_a_queryset_stands_for_the_model_and_is_read_anew(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/dear/", Dear::as_view()).route("/both/", Both::as_view());
        assert_eq!(keys(&get(&router, db.db(), "/dear/").await), "3 4 5");
        assert_eq!(keys(&get(&router, db.db(), "/both/").await), "1 2");
        db.execute("UPDATE book SET price = 99 WHERE id = 1; DELETE FROM book_author; DELETE FROM book WHERE id IN (2, 4)").await;
        assert_eq!(keys(&get(&router, db.db(), "/dear/").await), "1 3 5");
        assert_eq!(keys(&get(&router, db.db(), "/both/").await), "1");
    }

    #[test]
    async fn l_04_the_hook_wins_over_queryset_and_model(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/", Hooked::as_view());
        assert_eq!(keys(&get(&router, db.db(), "/").await), "4 5");
    }

    #[test]
    async fn l_05__s_132_ordering_replaces_the_querysets_own(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new()
            .route("/", ByPrice::as_view())
            .route("/newest/", list_view!(model = Book, ordering(-publication_date, title), template_name = "rows.txt"));
        assert_eq!(keys(&get(&router, db.db(), "/").await), "3 4 5 2 1");
        assert_eq!(keys(&get(&router, db.db(), "/newest/").await), "4 5 3 1 2");
    }

    #[test]
    async fn l_08__s_127_the_models_ordering_is_the_default(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/", list_view!(model = cbv_tests::models::Publisher, template_name = "rows.txt"));
        assert_eq!(keys(&get(&router, db.db(), "/").await), "3 2 1");
    }

    #[test]
    async fn s_15_related_rows_come_in_the_same_query(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/", list_view!(model = Book));
        let (page, log) = watch(get(&router, db.db(), "/")).await;
        assert!(page.text.contains("<li>Solaris (Zweitausendeins)</li>"), "{}", page.text);
        assert_eq!(log.statements().len(), 1, "{:?}", log.statements());
    }
}

/// Every book in one order, one on a page.
#[derive(ListView)]
#[view(model = Book, paginate_by = 1, template_name = "rows.txt")]
struct OneByOne;

impl ListHooks for OneByOne {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let by_price = match req.query("order").as_deref() {
            Some("price") => vec![Book::PRICE.asc()],
            Some("-price") => vec![Book::PRICE.desc()],
            _ => vec![],
        };
        Ok(Book::objects().order_by(by_price))
    }
}

on_every_database! {
    #[test]
    async fn l_37_pages_are_stable_where_the_order_leaves_ties(db: &TestDb) {
        fixture::create(db).await;
        db.execute("UPDATE book SET price = 10").await;
        let router = Router::new().route("/", OneByOne::as_view());
        // the key ends the order, in the direction of what is before it
        for (order, keys_in_order) in [("", "1 2 3 4 5"), ("order=price&", "1 2 3 4 5"), ("order=-price&", "5 4 3 2 1")] {
            let mut seen = Vec::new();
            for page in 1..=5 {
                // a write in between moves rows about in PostgreSQL's table
                db.execute(&format!("UPDATE book SET price = 10 WHERE id = {page}")).await;
                seen.push(keys(&get(&router, db.db(), &format!("/?{order}page={page}")).await).to_owned());
            }
            assert_eq!(seen.join(" "), keys_in_order, "{order}");
        }
    }
}

/// The number of statements of a request, and its status.
async fn cost(db: &TestDb, router: &Router<Db>, method: Method, uri: &str) -> (usize, u16) {
    let (page, log) = watch(send(router, db.db(), method, uri)).await;
    (log.statements().len(), page.code())
}

fn costly() -> Router<Db> {
    Router::new()
        .route("/all/", list_view!(model = Book, template_name = "rows.txt"))
        .route("/some/", list_view!(model = Book, allow_empty = false, template_name = "rows.txt"))
        .route("/paged/", list_view!(model = Book, paginate_by = 2, template_name = "rows.txt"))
        .route(
            "/some-paged/",
            list_view!(model = Book, paginate_by = 2, allow_empty = false, template_name = "rows.txt"),
        )
}

on_every_database! {
    #[test]
    async fn l_23__l_38_the_statements_of_a_list(db: &TestDb) {
        fixture::create(db).await;
        let router = costly();
        // the first page of all asks PostgreSQL once whether it says its state
        get(&router, db.db(), "/paged/").await;
        for method in [Method::GET, Method::HEAD] {
            assert_eq!(cost(db, &router, method.clone(), "/all/").await, (1, 200));
            assert_eq!(cost(db, &router, method.clone(), "/some/").await, (1, 200));
            // the page carries the count, and the count says whether the list is empty: Django asks two and three times;
            // PostgreSQL is asked a second time when another test has committed meanwhile
            for uri in ["/paged/?page=2", "/some-paged/?page=2"] {
                let (statements, status) = cost(db, &router, method.clone(), uri).await;
                assert!(statements <= db.pick(1, 2, 1) && status == 200, "{statements} {status}");
            }
            // a page that is none is not read
            assert_eq!(cost(db, &router, method, "/paged/?page=9").await, (1, 404));
        }
        let refused = ["/all/", "/paged/"].map(|uri| cost(db, &router, Method::POST, uri));
        for refused in refused {
            assert_eq!(refused.await, (0, 405));
        }
        db.execute("DELETE FROM book_author; DELETE FROM book").await;
        assert_eq!(cost(db, &router, Method::GET, "/all/").await, (1, 200));
        assert_eq!(cost(db, &router, Method::GET, "/some/").await, (1, 404));
        // no row is there to carry the count
        for (uri, status) in [("/paged/", 200), ("/some-paged/", 404)] {
            let cost = cost(db, &router, Method::GET, uri).await;
            assert!(cost.0 <= 2 && cost.1 == status, "{cost:?}");
        }
    }

    #[test]
    async fn a_page_is_counted_without_joins_and_read_with_its_size_in_the_text(db: &TestDb) {
        fixture::create(db).await;
        let (_, log) = watch(get(&costly(), db.db(), "/some-paged/?page=2")).await;
        let statements = log.statements();
        let page = statements.last().unwrap();
        let (_, count) = page.split_once("(SELECT COUNT(*)").unwrap();
        let (count, _) = count.split_once(')').unwrap();
        assert!(!count.contains("JOIN"), "{statements:?}");
        assert!(page.contains("LIMIT 2 OFFSET"), "{statements:?}");
    }
}
