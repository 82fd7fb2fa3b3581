use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, filter_fields(publisher.nmae))]
struct BookList;

fn main() {}
