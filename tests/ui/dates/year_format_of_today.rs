use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(TodayArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", year_format = "%Y")]
struct Archive;

fn main() {}
