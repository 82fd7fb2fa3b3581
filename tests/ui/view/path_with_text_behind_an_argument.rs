use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", path = "/about/{page}.html")]
struct About;

fn main() {}
