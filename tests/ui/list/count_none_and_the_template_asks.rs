use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 20, count = none, template_name = "book_count.html")]
struct BookList;

fn main() {}
