use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, allow_empty = 1)]
struct BookList;

fn main() {}
