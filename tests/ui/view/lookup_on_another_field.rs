use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, path = "/books/{name}/")]
struct BookList {
    #[view(lookup = name)]
    method: http::Method,
}

fn main() {}
