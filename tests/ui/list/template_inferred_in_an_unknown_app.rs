use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, app_label = "shop")]
struct BookList;

fn main() {}
