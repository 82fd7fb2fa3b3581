use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, page_kwarg = "p")]
struct BookList;

fn main() {}
