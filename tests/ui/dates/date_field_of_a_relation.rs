use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = topic.day, template_name = "about.html")]
struct Archive;

fn main() {}
