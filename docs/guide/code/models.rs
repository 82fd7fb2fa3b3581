//! The models that the guide's chapters show: the chapter on models explains them.

#![allow(missing_docs)] // the fields say what they are

use std::fmt;

use cbv::{Decimal, Model, chrono::NaiveDate};
use serde::Serialize;

/// A house that publishes books.
#[derive(Debug, Clone, Model, Serialize)]
#[model(ordering(name), url = "/publishers/{pk}/", reverse(books = Book::PUBLISHER))]
pub struct Publisher {
    pub id: i64,
    pub name: String,
    pub city: String,
    pub website: Option<String>,
}

/// A book with its publisher.
#[derive(Debug, Clone, Model, Serialize)]
#[model(ordering(-publication_date), url = "/books/{slug}/")]
pub struct Book {
    pub id: i64,
    pub title: String,
    pub slug: String,
    #[model(foreign_key = Publisher)]
    pub publisher_id: i64,
    #[model(select_related)]
    pub publisher: Publisher,
    pub publication_date: NaiveDate,
    #[model(decimal(8, 2))]
    pub price: Decimal,
}

impl fmt::Display for Publisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}
