use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

impl ListHooks for BookList {
    async fn get_queryset(&self, _: &Db) -> Result<QuerySet<Book>> {
        Ok(Book::objects())
    }
}

fn main() {}
