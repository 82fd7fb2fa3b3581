use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = )]
struct BookList;

fn main() {}
