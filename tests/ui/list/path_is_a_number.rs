use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, path = 5)]
struct BookList;

fn main() {}
