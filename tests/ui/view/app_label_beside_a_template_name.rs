use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, template_name = "book_list.html", app_label = "shop")]
struct BookList;

fn main() {}
