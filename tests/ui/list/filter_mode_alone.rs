use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, filter = strict)]
struct BookList;

fn main() {}
