use cbv::prelude::*;

#[derive(ListView)]
#[view(model = "Book")]
struct BookList;

fn main() {}
