use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = day, template_name = "next_month.html")]
struct Archive;

fn main() {}
