use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 20, paginate = keyset, paginate_orphans = 2)]
struct BookList;

fn main() {}
