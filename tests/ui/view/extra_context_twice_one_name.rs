use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title = "One", title = "Two"))]
struct About;

fn main() {}
