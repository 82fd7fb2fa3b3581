use cbv::prelude::*;

#[derive(RedirectView)]
#[view(path = "/old/", url = "/new/{slug}/")]
struct Old;

fn main() {}
