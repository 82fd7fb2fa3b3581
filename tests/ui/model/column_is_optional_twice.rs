use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    note: Option<Option<String>>,
}

fn main() {}
