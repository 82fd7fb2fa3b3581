use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(MonthArchiveView)]
#[view(model = Book, date_field = publication_date, make_object_list, template_name = "about.html")]
struct Archive;

fn main() {}
