use cbv::prelude::*;

#[derive(DetailView)]
#[view()]
struct BookDetail;

fn main() {}
