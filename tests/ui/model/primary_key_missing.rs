use cbv::prelude::*;

#[derive(Model)]
struct Book {
    title: String,
}

fn main() {}
