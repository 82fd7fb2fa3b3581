use cbv::prelude::*;
use cbv_tests::models::Publisher;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(foreign_key = Publisher)]
    publisher_id: i32,
}

fn main() {}
