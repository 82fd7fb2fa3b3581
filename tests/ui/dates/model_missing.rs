use cbv::prelude::*;

#[derive(TodayArchiveView)]
#[view(date_field = publication_date, template_name = "about.html")]
struct Archive;

fn main() {}
