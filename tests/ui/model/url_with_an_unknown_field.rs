use cbv::prelude::*;

#[derive(Model)]
#[model(url = "/books/{slgu}/")]
struct Book {
    id: i64,
    slug: String,
}

fn main() {}
