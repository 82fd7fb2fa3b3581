use cbv::prelude::*;

#[derive(View)]
#[view(template_name = "interest.html")]
struct Interest;

fn main() {}
