use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(MonthArchiveView)]
#[view(model = Book, date_field = publication_date, month_format = "%M", template_name = "about.html")]
struct Archive;

fn main() {}
