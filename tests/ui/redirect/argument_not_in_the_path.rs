use cbv::prelude::*;

#[derive(RedirectView)]
#[view(path = "/old/{slug}/", url = "/new/{slgu}/")]
struct Old;

fn main() {}
