use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, filter_fields(slug, publisher.name as slug))]
struct BookList;

fn main() {}
