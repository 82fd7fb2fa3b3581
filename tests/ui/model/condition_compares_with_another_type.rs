use cbv::prelude::*;
use cbv_tests::models::Book;

fn books() -> QuerySet<Book> {
    Book::objects().filter(Book::PUBLISHER_ID.eq("Ace"))
}

fn main() {}
