use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, context_object_name = "the books")]
struct BookList;

fn main() {}
