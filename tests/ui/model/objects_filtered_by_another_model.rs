use cbv::prelude::*;
use cbv_tests::models::{Book, Publisher};

fn books() -> QuerySet<Book> {
    Book::objects().filter(Publisher::NAME.eq("Ace"))
}

fn main() {}
