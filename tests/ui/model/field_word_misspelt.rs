use cbv::prelude::*;

#[derive(Model)]
struct Book {
    #[model(primray_key)]
    isbn: String,
}

fn main() {}
