use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, select_related(publisher))]
struct BookList;

fn main() {}
