use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 20, count = exact(5))]
struct BookList;

fn main() {}
