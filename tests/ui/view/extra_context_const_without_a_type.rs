use cbv::prelude::*;

const YEAR: i32 = 2026;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(year = YEAR))]
struct About;

fn main() {}
