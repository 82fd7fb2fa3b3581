use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: u64,
}

fn main() {}
