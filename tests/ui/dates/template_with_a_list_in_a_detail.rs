use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = day, template_name = "date_list.html")]
struct Archive;

fn main() {}
