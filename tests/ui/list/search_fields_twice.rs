use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, search_fields(title, slug, title))]
struct BookList;

fn main() {}
