use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", week_format = "%W")]
struct Archive;

fn main() {}
