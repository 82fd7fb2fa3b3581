use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList {
    page_obj: http::Method,
}

fn main() {}
