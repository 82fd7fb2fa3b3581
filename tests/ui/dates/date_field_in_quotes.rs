use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(MonthArchiveView)]
#[view(model = Book, date_field = "publication_date", template_name = "about.html")]
struct Archive;

fn main() {}
