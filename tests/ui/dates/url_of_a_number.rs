use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(MonthArchiveView)]
#[view(model = Book, date_field = publication_date, path = "/{year}/{month}/", template_name = "about.html")]
struct Archive;

fn link() -> String {
    Archive::url(2026)
}

fn main() {}
