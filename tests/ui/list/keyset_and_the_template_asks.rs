use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, paginate_by = 20, paginate = keyset, template_name = "book_page.html")]
struct BookList;

fn main() {}
