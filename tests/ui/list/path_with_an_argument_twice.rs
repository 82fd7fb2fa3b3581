use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, path = "/books/{year}/{year}/")]
struct BookList;

fn main() {}
