use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    slug: Option<String>,
}

fn main() {}
