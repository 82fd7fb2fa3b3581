use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title))]
struct About;

fn main() {}
