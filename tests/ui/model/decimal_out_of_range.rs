use cbv::Decimal;
use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(decimal(40, 2))]
    price: Decimal,
}

fn main() {}
