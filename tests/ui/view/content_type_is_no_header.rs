use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", content_type = "text/html\n")]
struct About;

fn main() {}
