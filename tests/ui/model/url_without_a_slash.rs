use cbv::prelude::*;

#[derive(Model)]
#[model(url = "books/{pk}/")]
struct Book {
    id: i64,
}

fn main() {}
