use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, colour = "red")]
struct BookList;

fn main() {}
