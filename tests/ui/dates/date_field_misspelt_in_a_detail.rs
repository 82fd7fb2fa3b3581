use cbv::prelude::*;
use cbv_tests::weblog::Entry;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = dya, template_name = "about.html")]
struct Archive;

fn main() {}
