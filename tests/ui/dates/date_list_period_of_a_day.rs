use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", date_list_period = "day")]
struct Archive;

fn main() {}
