use cbv::{guard::LoginRequired, prelude::*};
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList {
    login: LoginRequired<http::Method>,
}

fn main() {
    let _: axum::Router<Db> = axum::Router::new().route("/", BookList::as_view());
}
