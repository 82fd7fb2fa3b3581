use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    copies: u128,
}

fn main() {}
