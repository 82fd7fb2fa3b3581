use cbv::prelude::*;
use cbv_tests::models::Publisher;

#[derive(Model)]
struct Book {
    id: i64,
    publisher_id: String,
    #[model(select_related)]
    publisher: Publisher,
}

fn main() {}
