use cbv::prelude::*;
use cbv_tests::models::Book;

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

impl ListHooks for BookList {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        self.get_queryset(req).await
    }
}

fn main() {}
