use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DateDetailView)]
#[view(model = Book, date_field = price, template_name = "about.html")]
struct Archive;

fn main() {}
