use cbv::prelude::*;

#[derive(RedirectView)]
#[view(url = "/", pattern_name = Home)]
struct Old;

fn main() {}
