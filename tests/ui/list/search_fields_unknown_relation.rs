use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, search_fields(title, pubisher.city))]
struct BookList;

fn main() {}
