use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/", query_pk_and_slug)]
struct BookDetail;

fn main() {}
