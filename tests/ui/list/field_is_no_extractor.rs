use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, path = "/books/")]
struct BookList {
    limit: Vec<u8>,
}

fn router() -> axum::Router<Db> {
    BookList::router()
}

fn main() {}
