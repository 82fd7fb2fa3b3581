use cbv::prelude::*;

#[derive(Model)]
#[model(tabel = "books")]
struct Book {
    id: i64,
}

fn main() {}
