use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", path = "/about/?page={page}")]
struct About;

fn main() {}
