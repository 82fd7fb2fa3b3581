use cbv::{Setup, prelude::*};
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, search_fields(title))]
struct BookList {
    search: Setup<u8>,
}

fn main() {}
