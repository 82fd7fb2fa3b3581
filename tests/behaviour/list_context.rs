//! What the template of a list view sees, and which template that is.

use axum::{Router, http::Method};
use cbv::{Decimal, list_view, prelude::*};
use cbv_tests::{db::TestDb, fixture, models::Book, on_every_database, web::get};

use crate::list::{facts, keys};

#[derive(ListView)]
#[view(model = Book, paginate_by = 2, path = "/paged/", template_name = "list_context.txt")]
struct Paged {
    method: Method,
}

#[derive(ListView)]
#[view(model = Book, path = "/whole/", template_name = "list_context.txt")]
struct Whole {
    method: Method,
}

/// Everything that is said in words, beside a hook.
#[derive(ListView)]
#[view(model = Book, ordering(id), paginate_by = 2, context_object_name = "shelf", path = "/shelf/", template_name = "friendly.txt")]
struct Shelf;

impl ListHooks for Shelf {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        Ok(ListView::get_queryset(self, req).await?.filter(Book::ID.ne(2)))
    }
}

/// The highest price among the rows that are shown.
struct Dearest {
    price: Decimal,
}

impl<V: ListView<Model = Book>> ContextData<V> for Dearest {
    async fn get_context_data(_: &V, _: &Request, page: &Page<Book>) -> Result<Self> {
        Ok(Self { price: page.iter().map(|book| book.price).max().unwrap_or_default() })
    }
}

on_every_database! {
    #[test]
    async fn l_27__l_28__s_100_the_names_of_a_whole_list_are_those_of_a_page(db: &TestDb) {
        fixture::create(db).await;
        let whole = get(&Whole::router(), db.db(), "/whole/").await;
        assert_eq!(whole.text, "true true 5\n<Page 1 of 1> 1 5 false\nGET GET /whole/");
    }

    #[test]
    async fn l_27__l_29_a_page_has_its_rows_and_where_it_stands(db: &TestDb) {
        fixture::create(db).await;
        let router = Paged::router();
        let last = get(&router, db.db(), "/paged/?page=3").await;
        assert_eq!(last.text, "true true 1\n<Page 3 of 3> 3 5 true\nGET GET /paged/");
        db.execute("DELETE FROM book_author; DELETE FROM book WHERE id > 2").await;
        let only = get(&router, db.db(), "/paged/").await;
        assert_eq!(only.text, "true true 2\n<Page 1 of 1> 1 2 false\nGET GET /paged/");
    }

    #[test]
    async fn l_32_what_comes_later_gets_the_rows(db: &TestDb) {
        fixture::create(db).await;
        let list = list_view!(model = Book, ordering(id), paginate_by = 2, extra_context = Dearest, template_name = "dearest.txt");
        let page = get(&Router::new().route("/", list), db.db(), "/?page=2").await;
        assert_eq!(page.text, "44.50 of 2 on page 2");
    }

    #[test]
    async fn l_25__s_129__s_08_a_friendly_name_and_the_rest_in_words_beside_a_hook(db: &TestDb) {
        fixture::create(db).await;
        let page = get(&Shelf::router(), db.db(), "/shelf/?page=2").await;
        assert_eq!((keys(&page), facts(&page)), ("4 5", "page 2 of 2, true, true"));
    }

    #[test]
    async fn l_30_the_friendly_name_may_be_the_general_one(db: &TestDb) {
        fixture::create(db).await;
        // the model's name is free then
        let list = list_view!(
            model = Book,
            context_object_name = "object_list",
            extra_context(book_list = "none"),
            template_name = "same_name.txt"
        );
        assert_eq!(get(&Router::new().route("/", list), db.db(), "/").await.text, "5 none");
    }

    #[test]
    async fn l_33_the_suffix_is_part_of_the_inferred_name(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/", list_view!(model = Book, template_name_suffix = "_shelf"));
        assert_eq!(get(&router, db.db(), "/").await.text, "the shelf of 5");
    }

    #[test]
    async fn s_126__s_128_the_inferred_template_extends_a_base(db: &TestDb) {
        fixture::create(db).await;
        let list = list_view!(model = Book, app_label = "shop", queryset = Book::objects().filter(Book::ID.eq(3)));
        let page = get(&Router::new().route("/", list), db.db(), "/").await;
        assert_eq!(page.text, "<main><p>Django &#38; &#60;Friends&#62;</p></main>");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    }
}
