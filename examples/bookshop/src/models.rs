//! The shop's tables as Rust types. Called by `views`, and by the templates, which read the fields by name.
//!
//! It teaches: a model is a struct with a field for each column. The derive makes a constant of each (`Book::TITLE`), reads
//! rows, and knows the order, the relations and the page of an object. What a page needs less of, or more, is a smaller shape
//! of the table. Tables come from `migrations/`, never from here.

use std::fmt;

use cbv::{
    Decimal, Model,
    chrono::{DateTime, NaiveDate, Utc},
};
use serde::Serialize;

/// A house that publishes books.
#[derive(Debug, Clone, Model, Serialize)]
#[model(table = "publisher", ordering(-name), url = "/publishers/{pk}/", reverse(books = Book::PUBLISHER))]
pub(crate) struct Publisher {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) city: String,
    pub(crate) state_province: String,
    pub(crate) country: String,
    pub(crate) website: String,
}

/// A publisher as the list of them shows it: some of the columns, and how many books there are, which the database counts.
#[derive(Debug, Clone, Model)]
#[model(of = Publisher, url = "/publishers/{pk}/")]
pub(crate) struct PublisherCard {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) city: String,
    pub(crate) country: String,
    #[model(annotation = Publisher::BOOKS.count())]
    pub(crate) books: i64,
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

/// An author's name, for the books.
#[derive(Debug, Clone, Model, Serialize)]
#[model(of = Author, url = "/authors/{pk}/")]
pub(crate) struct AuthorName {
    pub(crate) id: i64,
    pub(crate) salutation: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
}

/// A book with its publisher, which is read by a JOIN in the same query, and its authors, which one more query reads for a
/// whole page. `Serialize` is what its pages need for JSON.
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
    /// Counted up at each change, so that a form knows when somebody else was faster.
    pub(crate) version: i32,
    /// A picture's name in the folder of uploads.
    pub(crate) cover: Option<String>,
    #[model(prefetch_related(through = "book_author", to = "author_id", model = Author))]
    pub(crate) authors: Vec<AuthorName>,
}

/// What a reader says of a book.
#[derive(Debug, Clone, Model)]
#[model(table = "review", ordering(id))]
pub(crate) struct Review {
    pub(crate) id: i64,
    #[model(foreign_key = Book)]
    pub(crate) book_id: i64,
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) created_at: DateTime<Utc>,
}

// How an object reads in a template: `{{ book }}`. Django's `__str__`.

impl fmt::Display for PublisherCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Publisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name(f, &self.salutation, &self.first_name, &self.last_name)
    }
}

impl fmt::Display for AuthorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name(f, &self.salutation, &self.first_name, &self.last_name)
    }
}

fn name(f: &mut fmt::Formatter<'_>, salutation: &str, first: &str, last: &str) -> fmt::Result {
    if !salutation.is_empty() {
        write!(f, "{salutation} ")?;
    }
    write!(f, "{first} {last}")
}

impl fmt::Display for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}
