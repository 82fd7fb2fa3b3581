use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

impl ListHooks for BookList {
    async fn get_queryset(&self, _: &Request) -> Result<QuerySet<Book>> {
        Ok(Book::objects().filter(Book::TITLE.eq(3)))
    }
}

fn main() {}
