use cbv::prelude::*;

#[derive(Model)]
struct Book {
    #[model(primary_key)]
    isbn: String,
    #[model(primary_key)]
    title: String,
}

fn main() {}
