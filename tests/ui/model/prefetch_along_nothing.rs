use cbv::prelude::*;

#[derive(Debug, Model)]
struct Author {
    id: i64,
}

#[derive(Debug, Model)]
struct Book {
    id: i64,
    #[model(prefetch_related)]
    authors: Vec<Author>,
}

fn main() {}
