use cbv::prelude::*;

#[derive(Model)]
struct Book {
    id: i64,
    #[model(slug)]
    name: String,
    #[model(slug)]
    title: String,
}

fn main() {}
