use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", search_fields(writer.name))]
struct Archive;

fn main() {}
