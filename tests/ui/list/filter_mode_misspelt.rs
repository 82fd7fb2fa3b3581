use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, filter_fields(slug), filter = strickt)]
struct BookList;

fn main() {}
