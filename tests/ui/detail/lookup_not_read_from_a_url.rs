use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{price}/", lookup = price)]
struct BookDetail;

fn main() {}
