use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DayArchiveView)]
#[view(model = Book, date_feild = publication_date, template_name = "about.html")]
struct Archive;

fn main() {}
