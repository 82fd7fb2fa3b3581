use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(YearArchiveView)]
#[view(model = Book, template_name = "about.html")]
struct Archive;

fn main() {}
