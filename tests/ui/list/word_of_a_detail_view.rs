use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, slug_field = slug)]
struct BookList;

fn main() {}
