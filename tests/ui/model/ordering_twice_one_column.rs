use cbv::prelude::*;

#[derive(Model)]
#[model(ordering(title, -title))]
struct Book {
    id: i64,
    title: String,
}

fn main() {}
