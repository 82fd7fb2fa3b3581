use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/", slug_url_kwarg = "name")]
struct BookDetail;

fn main() {}
