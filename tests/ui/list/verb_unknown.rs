use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, http_method_names(get, haed))]
struct BookList;

fn main() {}
