use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, path = "/books/")]
struct BookList;

fn app() -> axum::Router {
    axum::Router::new().merge(BookList::router())
}

fn main() {}
