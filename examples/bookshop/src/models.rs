//! The shop's tables as Rust types. Called by `views`, and by the templates, which read the fields by name.
//!
//! It teaches: a model is a struct with a field for each column. The derive makes a constant of each (`Book::TITLE`), reads
//! rows, and knows the order, the joins and the page of an object. Tables come from `migrations/`, never from here.

use std::fmt;

use cbv::{
    Decimal, Model,
    chrono::{DateTime, NaiveDate, Utc},
};
use serde::Serialize;

/// A house that publishes books.
#[derive(Debug, Clone, Model, Serialize)]
#[model(table = "publisher", ordering(-name), url = "/publishers/{pk}/")]
pub(crate) struct Publisher {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) city: String,
    pub(crate) state_province: String,
    pub(crate) country: String,
    pub(crate) website: String,
}

/// Somebody who writes. A column that may be NULL is an `Option`.
#[derive(Debug, Clone, Model)]
#[model(table = "author", ordering(last_name, first_name), url = "/authors/{pk}/")]
pub(crate) struct Author {
    pub(crate) id: i64,
    pub(crate) salutation: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    /// A picture's path below `/static/`.
    pub(crate) headshot: Option<String>,
    pub(crate) last_accessed: Option<DateTime<Utc>>,
}

/// A book with its publisher, which is read by a JOIN in the same query. `Serialize` is what its pages need for JSON.
#[derive(Debug, Clone, Model, Serialize)]
#[model(table = "book", ordering(-publication_date, -id), url = "/books/{slug}/")]
pub(crate) struct Book {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) slug: String,
    #[model(foreign_key = Publisher)]
    pub(crate) publisher_id: i64,
    #[model(select_related)]
    pub(crate) publisher: Publisher,
    pub(crate) publication_date: NaiveDate,
    #[model(decimal(8, 2))]
    pub(crate) price: Decimal,
}

// How an object reads in a template: `{{ book }}`. Django's `__str__`.

impl fmt::Display for Publisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.salutation.is_empty() {
            write!(f, "{} ", self.salutation)?;
        }
        write!(f, "{} {}", self.first_name, self.last_name)
    }
}

impl fmt::Display for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}
