use cbv::prelude::*;
use cbv_tests::models::Book;

fn books() -> QuerySet<Book> {
    Book::objects().filter((Book::TITLE + 1).eq("x"))
}

fn main() {}
