use cbv::prelude::*;
use cbv_tests::models::Book;

struct Menu;

#[derive(ListView)]
#[view(model = Book, path = "/books/", site = Menu)]
struct BookList;

fn router() -> axum::Router<Db> {
    BookList::router()
}

fn main() {}
