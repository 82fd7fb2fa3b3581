use cbv::prelude::*;
use cbv_tests::models::{Author, Book};

#[derive(ListView)]
#[view(model = Book, queryset = Author::objects())]
struct BookList;

fn main() {}
