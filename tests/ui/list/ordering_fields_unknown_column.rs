use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, ordering_fields(title, prize))]
struct BookList;

fn main() {}
