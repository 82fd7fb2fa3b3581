use cbv::prelude::*;

#[derive(View)]
struct Interest<const N: usize>;

fn main() {}
