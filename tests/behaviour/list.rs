//! List views: rows L-01 to L-38 of Django's behaviour.

use axum::Router;
use cbv::prelude::*;
use cbv_tests::{
    db::TestDb,
    fixture,
    models::{Book, Publisher},
    on_every_database,
    web::get,
};

#[derive(ListView)]
#[view(model = Book, paginate_by = 2, path = "/books/")]
struct BookList;

#[derive(ListView)]
#[view(model = Book, ordering(title), template_name = "book_list.html")]
struct Hooked {
    method: http::Method,
}

impl ListHooks for Hooked {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let rows = ListView::get_queryset(self, req).await?;
        Ok(if self.method == http::Method::GET { rows.filter(Book::PRICE.lt(40)) } else { rows })
    }
}

on_every_database! {
    #[test]
    async fn l_15_last_is_the_last_page(db: &TestDb) {
        fixture::create(db).await;
        let router = BookList::router();
        let first = get(&router, db.db(), "/books/").await;
        assert_eq!(first.reason(), "");
        assert!(first.text.contains("100% &#34;Rust&#34; (O&#39;Reilly)"), "{}", first.text);
        assert!(first.text.contains("page 1 of 3, true, 2 rows"), "{}", first.text);
        let last = get(&router, db.db(), "/books/?page=last").await;
        assert!(last.text.contains("Solaris (Zweitausendeins)"), "{}", last.text);
        assert!(last.text.contains("page 3 of 3, true, 1 rows"), "{}", last.text);
    }

    #[test]
    async fn hooks_narrow_the_queryset(db: &TestDb) {
        fixture::create(db).await;
        let router = Router::new().route("/", Hooked::as_view());
        let page = get(&router, db.db(), "/").await;
        assert!(page.text.contains("page 1 of 1, false, 4 rows"), "{}", page.text);
        assert_eq!(Publisher::objects().count(db.db()).await.unwrap(), 3);
    }
}
