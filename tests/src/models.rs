//! The models of the small bookshop that `fixture` makes. Used by behaviour tests.

use cbv::{Decimal, Model, chrono};

/// A publisher.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(-name), url = "/publishers/{pk}/")]
#[allow(missing_docs)]
pub struct Publisher {
    pub id: i64,
    pub name: String,
    pub address: String,
    pub city: String,
    pub state_province: String,
    pub country: String,
    pub website: String,
}

/// An author.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[allow(missing_docs)]
pub struct Author {
    pub id: i64,
    pub salutation: String,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub headshot: Option<String>,
    pub last_accessed: Option<chrono::NaiveDateTime>,
}

/// A book with its publisher.
#[derive(Debug, Clone, PartialEq, Model, serde::Serialize)]
#[model(ordering(-publication_date), url = "/books/{slug}/")]
#[allow(missing_docs)]
pub struct Book {
    pub id: i64,
    pub title: String,
    pub slug: String,
    #[model(foreign_key = Publisher)]
    pub publisher_id: i64,
    pub publication_date: chrono::NaiveDate,
    #[model(decimal(8, 2))]
    pub price: Decimal,
    #[model(select_related)]
    pub publisher: Publisher,
}
