use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, filter_fields(publication_date(icontains)))]
struct BookList;

fn main() {}
