use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = books)]
struct BookDetail;

fn app() -> axum::Router<Db> {
    let _: String = BookDetail::url("emma");
    BookDetail::router()
}

fn main() {}
