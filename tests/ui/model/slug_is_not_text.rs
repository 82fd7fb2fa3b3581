use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    slug: i64,
}

fn main() {}
