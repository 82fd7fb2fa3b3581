use cbv::prelude::*;

#[derive(ListView)]
#[view = "Book"]
struct BookList;

fn main() {}
