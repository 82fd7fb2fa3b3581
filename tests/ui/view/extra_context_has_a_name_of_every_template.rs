use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", extra_context(request = "none"))]
struct About;

fn main() {}
