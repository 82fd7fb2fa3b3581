use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, ordering(-publication_date, titel))]
struct BookList;

fn main() {}
