use cbv::prelude::*;

#[derive(Debug, Model)]
struct Publisher {
    id: i64,
}

#[derive(Debug, Model)]
struct Book {
    id: i64,
    publisher: String,
    #[model(foreign_key = Publisher)]
    publisher_id: i64,
}

fn main() {}
