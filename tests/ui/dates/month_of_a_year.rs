use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", month = "05")]
struct Archive;

fn main() {}
