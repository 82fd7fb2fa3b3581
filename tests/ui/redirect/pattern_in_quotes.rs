use cbv::prelude::*;

#[derive(RedirectView)]
#[view(pattern_name = "book-list")]
struct Old;

fn main() {}
