use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 10, filter_fields(slug as page))]
struct BookList;

fn main() {}
