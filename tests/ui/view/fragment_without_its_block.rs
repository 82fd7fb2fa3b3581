use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, fragments(rows))]
struct BookList;

fn main() {}
