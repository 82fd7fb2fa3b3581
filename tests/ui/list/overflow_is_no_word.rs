use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 20, overflow = lsat)]
struct BookList;

fn main() {}
