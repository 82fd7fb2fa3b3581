use cbv::prelude::*;
use cbv_tests::models::Book;

async fn rename(db: Db) {
    let _ = Book::objects().update(&db, [Book::TITLE.set(3)]).await;
}

fn main() {}
