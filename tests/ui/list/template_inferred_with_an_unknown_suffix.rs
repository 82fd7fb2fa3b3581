use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, template_name_suffix = "_table")]
struct BookList;

fn main() {}
