use cbv::Decimal;
use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(decimal(8))]
    price: Decimal,
}

fn main() {}
