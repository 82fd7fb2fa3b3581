use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, path = "/books/", colour = "red")]
struct BookList;

impl ListHooks for BookList {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        Ok(ListView::get_queryset(self, req).await?.filter(Book::TITLE.contains("Rust")))
    }
}

fn app() -> axum::Router<Db> {
    let _: String = BookList::url();
    BookList::router().route("/b/", BookList::as_view())
}

fn main() {}
