use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", path = "/about/{*rest}/more/")]
struct About;

fn main() {}
