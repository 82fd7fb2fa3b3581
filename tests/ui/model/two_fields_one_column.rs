use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    title: String,
    #[model(column = "title")]
    name: String,
}

fn main() {}
