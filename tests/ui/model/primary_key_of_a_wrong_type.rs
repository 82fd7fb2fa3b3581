use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: f64,
}

fn main() {}
