use cbv::prelude::*;
use cbv_tests::models::{Author, Publisher};

#[derive(Model)]
struct Book {
    id: i64,
    #[model(foreign_key = Author)]
    publisher_id: i64,
    #[model(select_related)]
    publisher: Publisher,
}

fn main() {}
