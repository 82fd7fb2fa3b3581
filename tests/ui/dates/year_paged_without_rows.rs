use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(YearArchiveView)]
#[view(model = Book, date_field = publication_date, paginate_by = 20, template_name = "about.html")]
struct Archive;

fn main() {}
