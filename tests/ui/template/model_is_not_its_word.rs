use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = "about.html", model = Book)]
struct About;

fn main() {}
