use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book, template_name = "unknown_filter_field.html", filter_fields(slug))]
struct BookList;

fn main() {}
