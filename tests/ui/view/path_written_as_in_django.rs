use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", path = "/about/%(page)s/")]
struct About;

fn main() {}
