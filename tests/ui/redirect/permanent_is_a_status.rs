use cbv::prelude::*;

#[derive(RedirectView)]
#[view(url = "/", permanent = 301)]
struct Old;

fn main() {}
