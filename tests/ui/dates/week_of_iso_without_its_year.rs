use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(WeekArchiveView)]
#[view(model = Book, date_field = publication_date, week_format = "%V", template_name = "about.html")]
struct Archive;

fn main() {}
