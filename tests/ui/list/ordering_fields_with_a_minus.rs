use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, ordering_fields(-title))]
struct BookList;

fn main() {}
