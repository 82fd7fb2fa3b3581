use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(foreign_key = "Publisher")]
    publisher_id: i64,
}

fn main() {}
