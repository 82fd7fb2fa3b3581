use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(title = b"About"))]
struct About;

fn main() {}
