use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList<'a> {
    name: &'a str,
}

fn main() {}
