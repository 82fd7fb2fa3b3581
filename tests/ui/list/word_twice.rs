use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, allow_empty = false)]
#[view(allow_empty)]
struct BookList;

fn main() {}
