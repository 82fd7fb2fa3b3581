use cbv::prelude::*;
use cbv_tests::models::{Author, Book};

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

impl ListHooks for BookList {
    async fn get_queryset(&self, _: &Request) -> Result<QuerySet<Author>> {
        Ok(Author::objects())
    }
}

fn main() {}
