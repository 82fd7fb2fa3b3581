use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, path = "/books/")]
struct BookList;

#[derive(Clone)]
struct AppState;

fn app() -> axum::Router {
    BookList::router().with_state(AppState)
}

fn main() {}
