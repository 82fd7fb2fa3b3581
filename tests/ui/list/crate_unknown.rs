use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(crate = django, model = Book)]
struct BookList;

fn main() {}
