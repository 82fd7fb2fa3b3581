use cbv::prelude::*;
use cbv_tests::models::Book;

async fn titles(db: Db) {
    let _ = Book::objects().aggregate(&db, Book::TITLE).await;
}

fn main() {}
