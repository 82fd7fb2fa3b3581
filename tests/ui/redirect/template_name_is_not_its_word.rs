use cbv::prelude::*;

#[derive(RedirectView)]
#[view(url = "/", template_name = "old.html")]
struct Old;

fn main() {}
