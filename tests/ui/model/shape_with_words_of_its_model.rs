use cbv::prelude::*;

#[derive(Debug, Model)]
struct Book {
    id: i64,
    title: String,
}

#[derive(Debug, Model)]
#[model(of = Book)]
struct BookCard {
    id: i64,
    #[model(column = "book_title")]
    title: String,
}

fn main() {}
