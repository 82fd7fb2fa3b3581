use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book)]
struct BookDetail;

fn link() -> String {
    BookDetail::url(7)
}

fn main() {}
