use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList {
    #[view(mxin)]
    method: http::Method,
}

fn main() {}
