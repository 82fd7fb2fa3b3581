use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, http_method_names(1))]
struct BookList;

fn main() {}
