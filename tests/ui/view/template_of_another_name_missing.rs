use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, templates(mobile = "mobile.html"))]
struct BookList;

fn main() {}
