use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList {
    book_list: http::Method,
}

fn main() {}
