use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, formats(html, jsno))]
struct BookList;

fn main() {}
