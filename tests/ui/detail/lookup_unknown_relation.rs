use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, lookup(publisher = pubisher.name))]
struct BookList;

fn main() {}
