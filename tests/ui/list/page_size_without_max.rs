use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 10, page_size_param("rows"))]
struct BookList;

fn main() {}
