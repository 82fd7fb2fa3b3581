use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slgu}/")]
struct BookDetail;

fn main() {}
