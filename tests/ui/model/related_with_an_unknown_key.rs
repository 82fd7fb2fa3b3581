use cbv::prelude::*;
use cbv_tests::models::Publisher;

#[derive(Model)]
struct Book {
    id: i64,
    publisher_id: i64,
    #[model(select_related = pulisher_id)]
    publisher: Publisher,
}

fn main() {}
