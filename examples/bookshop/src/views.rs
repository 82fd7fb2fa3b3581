//! The shop's pages, one view each. Called by `main`.
//!
//! It teaches: the attribute says which rows and how many, the template (`templates/`, found by the model's name) says how
//! they look. `router` puts them together.

use axum::Router;
use cbv::prelude::*;

use crate::models::{Author, Book, Publisher};

/// Every page and its path.
pub(crate) fn router() -> Router<Db> {
    Router::new().merge(PublisherList::router()).merge(BookList::router()).merge(AuthorList::router())
}

/// All publishers, in the model's order. The template is `publisher_list.html`.
#[derive(ListView)]
#[view(model = Publisher, path = "/publishers/")]
pub(crate) struct PublisherList;

/// Twenty books a page, newest first.
#[derive(ListView)]
#[view(model = Book, path = "/books/", paginate_by = 20)]
pub(crate) struct BookList;

/// All authors, forty a page; a last page of up to nine is put on the one before.
#[derive(ListView)]
#[view(model = Author, path = "/authors/", paginate_by = 40, paginate_orphans = 9)]
pub(crate) struct AuthorList;
