use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    tags: Vec<String>,
}

fn main() {}
