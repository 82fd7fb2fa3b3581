use cbv::prelude::*;

#[derive(TemplateView)]
#[view(template_name = about)]
struct About;

fn main() {}
