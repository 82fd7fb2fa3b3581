use cbv::prelude::*;

#[derive(RedirectView)]
#[view(pattern_name = BookList)]
struct Old;

fn main() {}
