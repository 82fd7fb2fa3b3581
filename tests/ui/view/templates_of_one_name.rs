use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, templates(mobile = "about.html", mobile = "book_list.html"))]
struct BookList;

fn main() {}
