use cbv::prelude::*;

#[derive(Debug, Model)]
struct Book {
    id: i64,
    #[model(prefetch_related(through = "book_tag", to = "tag"))]
    tags: Vec<String>,
}

fn main() {}
