use cbv::prelude::*;

#[derive(View)]
#[view(path = "/", http_method_names(get))]
struct Interest<const N: usize>;

impl<const N: usize> ViewHooks for Interest<N> {}

fn router() -> axum::Router<Db> {
    Interest::<1>::router()
}

fn main() {}
