use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(DetailView)]
#[view(model = Book)]
struct BookDetail;

impl DetailHooks for BookDetail {
    async fn get_object(&self, req: &Request) -> Result<Book> {
        Book::objects().get(req.db()).await
    }
}

fn main() {}
