use cbv::prelude::*;

#[derive(Debug, Model)]
struct Publisher {
    id: i64,
    name: String,
}

#[derive(Debug, Model)]
struct Book {
    id: i64,
    title: String,
    #[model(foreign_key = Publisher)]
    publisher_id: i64,
}

fn main() {
    let _ = Book::objects().filter(Book::PUBLISHER.has(Book::TITLE.eq("Salt")));
}
