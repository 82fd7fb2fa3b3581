use cbv::prelude::*;

#[derive(Debug, Model)]
#[model(reverse(reviews = Review::BOOK))]
struct Book {
    id: i64,
    #[model(annotation = Book::REVIEWS.count())]
    review_count: String,
}

#[derive(Debug, Model)]
struct Review {
    id: i64,
    #[model(foreign_key = Book)]
    book_id: i64,
}

fn main() {}
