use cbv::prelude::*;

#[derive(Debug, Model)]
struct Publisher {
    id: i64,
}

#[derive(Debug, Model)]
struct Book {
    id: i64,
    #[model(foreign_key = Publisher)]
    publisher_id: Option<i64>,
}

#[derive(Debug, Model)]
#[model(of = Book)]
struct BookCard {
    id: i64,
    #[model(select_related)]
    publisher: Publisher,
}

fn main() {}
