use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = day, template_name = "next_month.html")]
struct Archive;

fn main() {}
