use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(YearArchiveView)]
#[view(model = Book, date_field = publication_date, date_list_period = decade, template_name = "about.html")]
struct Archive;

fn main() {}
