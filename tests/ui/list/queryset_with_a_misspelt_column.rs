use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(queryset = Book::objects().filter(Book::TITEL.contains("Rust")))]
struct BookList;

fn main() {}
