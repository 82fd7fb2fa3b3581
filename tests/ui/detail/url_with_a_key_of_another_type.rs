use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{pk}/")]
struct BookDetail;

fn link() -> String {
    BookDetail::url("seven")
}

fn main() {}
