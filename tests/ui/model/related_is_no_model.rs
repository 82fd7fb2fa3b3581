use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    publisher_id: i64,
    #[model(select_related)]
    publisher: String,
}

fn main() {}
