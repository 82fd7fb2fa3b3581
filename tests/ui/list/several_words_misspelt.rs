use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(modle = Book, paginate_yb = 20, alow_empty, ordering(titel))]
#[view(template_nmae = "book_list.html")]
struct BookList;

fn main() {}
