use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", day_format = "%d")]
struct Archive;

fn main() {}
