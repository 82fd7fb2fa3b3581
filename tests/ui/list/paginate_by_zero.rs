use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 0)]
struct BookList;

fn main() {}
