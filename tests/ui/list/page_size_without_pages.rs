use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, page_size_param("rows", max = 100))]
struct BookList;

fn main() {}
