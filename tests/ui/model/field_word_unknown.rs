use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(max_length = 100)]
    title: String,
}

fn main() {}
