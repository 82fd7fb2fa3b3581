use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, filter_fields(pubisher.city))]
struct BookList;

fn main() {}
