use cbv::prelude::*;

const YEAR: &str = "2026";

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(year: i32 = YEAR))]
struct About;

fn main() {}
