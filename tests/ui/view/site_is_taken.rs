use cbv::prelude::*;
use cbv_tests::models::Book;

struct Menu;

#[derive(ListView)]
#[view(model = Book, site = Menu)]
struct BookList {
    site: http::Method,
}

fn main() {}
