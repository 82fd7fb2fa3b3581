use cbv::prelude::*;

#[derive(TemplateView)]
struct About;

fn main() {}
