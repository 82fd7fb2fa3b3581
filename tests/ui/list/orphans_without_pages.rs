use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_orphans = 3)]
struct BookList;

fn main() {}
