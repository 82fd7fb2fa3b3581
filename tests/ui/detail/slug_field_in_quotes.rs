use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, slug_field = "slug")]
struct BookDetail;

fn main() {}
