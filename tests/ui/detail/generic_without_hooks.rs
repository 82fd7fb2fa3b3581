use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book, path = "/books/{slug}/")]
struct BookDetail<const DRAFTS: bool>;

fn router() -> axum::Router<Db> {
    BookDetail::<true>::router()
}

fn main() {}
