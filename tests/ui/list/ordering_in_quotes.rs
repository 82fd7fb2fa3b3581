use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, ordering("-title"))]
struct BookList;

fn main() {}
