use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, filter_fields(slug(isnull)))]
struct BookList;

fn main() {}
