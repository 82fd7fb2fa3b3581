use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

impl ListHooks for BookList {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = std::rc::Rc::new(Book::objects());
        books.as_ref().clone().count(req.db()).await?;
        Ok(books.as_ref().clone())
    }
}

fn main() {}
