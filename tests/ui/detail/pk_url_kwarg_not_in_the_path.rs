use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{id}/", pk_url_kwarg = "ident")]
struct BookDetail;

fn main() {}
