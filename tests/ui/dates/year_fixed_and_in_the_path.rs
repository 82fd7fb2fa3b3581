use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(YearArchiveView)]
#[view(model = Book, date_field = publication_date, year = "2026", path = "/{year}/", template_name = "about.html")]
struct Archive;

fn main() {}
