use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(decimal(8, 2))]
    price: String,
}

fn main() {}
