use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day, path = "/{year}/{omnth}/", template_name = "about.html")]
struct Archive;

fn url(entry: &Entry) -> String {
    Archive::url(entry.day)
}

fn main() {}
