use cbv::prelude::*;

#[derive(Model)]
#[model(table = "")]
struct Book {
    id: i64,
}

fn main() {}
