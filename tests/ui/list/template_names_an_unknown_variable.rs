use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, template_name = "unknown_variable.html")]
struct BookList;

fn main() {}
