use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day, template_name = "about.html", month_format = "%m")]
struct Archive;

fn main() {}
