use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, search_param = "words")]
struct BookList;

fn main() {}
