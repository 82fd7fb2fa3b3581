use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, ordering_fields(publisher.name))]
struct BookList;

fn main() {}
