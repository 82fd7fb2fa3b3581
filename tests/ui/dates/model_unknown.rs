use cbv::prelude::*;

#[derive(MonthArchiveView)]
#[view(model = Entyr, date_field = day, template_name = "about.html")]
struct Archive;

fn main() {}
