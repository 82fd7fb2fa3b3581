use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: Option<i64>,
}

fn main() {}
