use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", allow_future = 1)]
struct Archive;

fn main() {}
