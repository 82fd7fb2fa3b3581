use cbv::prelude::*;

#[derive(Model)]
#[model(url = "/books/{isbn}/")]
struct Book {
    id: i64,
    isbn: Option<String>,
}

fn main() {}
