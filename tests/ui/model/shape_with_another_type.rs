use cbv::prelude::*;

#[derive(Debug, Model)]
struct Book {
    id: i64,
    title: Option<String>,
}

#[derive(Debug, Model)]
#[model(of = Book)]
struct BookCard {
    id: i64,
    title: String,
}

fn main() {}
