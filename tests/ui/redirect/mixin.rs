use cbv::prelude::*;

#[derive(RedirectView)]
#[view(url = "/books/")]
struct Latest {
    #[view(mixin)]
    method: http::Method,
}

fn main() {}
