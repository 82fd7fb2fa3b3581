use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, search_fields(publisher.hosue.name))]
struct BookList;

fn main() {}
