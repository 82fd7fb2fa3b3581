use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, slug_field = titel)]
struct BookDetail;

fn main() {}
