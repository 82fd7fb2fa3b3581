use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, context_object_name = "view")]
struct BookDetail;

fn main() {}
