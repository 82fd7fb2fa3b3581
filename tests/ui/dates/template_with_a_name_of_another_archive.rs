use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(WeekArchiveView)]
#[view(model = Book, date_field = publication_date, template_name = "date_list.html")]
struct Archive;

fn main() {}
