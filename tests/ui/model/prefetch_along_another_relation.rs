use cbv::prelude::*;

#[derive(Debug, Model)]
struct Book {
    id: i64,
}

#[derive(Debug, Model)]
struct Review {
    id: i64,
    #[model(foreign_key = Book)]
    book_id: i64,
}

#[derive(Debug, Model)]
struct Author {
    id: i64,
    #[model(prefetch_related = Review::BOOK)]
    reviews: Vec<Review>,
}

fn main() {}
