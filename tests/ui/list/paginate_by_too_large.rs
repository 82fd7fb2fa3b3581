use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 99_999_999_999)]
struct BookList;

fn main() {}
