use cbv::prelude::*;
use cbv_tests::models::Book;

fn app() -> axum::Router<Db> {
    axum::Router::new().route("/books/", cbv::list_view!(model = Book, pagniate_by = 20))
}

fn main() {}
