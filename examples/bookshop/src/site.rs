//! What all pages of the shop share: the menu and the visitor, `{{ site.menu }}` and `{{ site.visitor }}` in any template.
//!
//! It teaches: `[package.metadata.cbv] site = "crate::site::Site"` in Cargo.toml names the type once; no view mentions it.
//! It is an extractor, taken once for each page. Django has context processors for this.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    archive::BookArchive,
    edit::Contact,
    views::{AuthorList, BookList, PublisherList},
    visitor::Visitor,
};

/// The context of every page.
pub(crate) struct Site {
    /// Addresses and names of the pages that stand in every header.
    pub(crate) menu: [(String, &'static str); 5],
    pub(crate) visitor: Visitor,
}

impl Site {
    /// What a visitor sees on every page.
    pub(crate) fn new(visitor: Visitor) -> Self {
        let menu = [
            (BookList::url(), "Books"),
            (BookArchive::url(), "Archive"),
            (AuthorList::url(), "Authors"),
            (PublisherList::url(), "Publishers"),
            (Contact::url(), "Contact"),
        ];
        Self { menu, visitor }
    }
}

impl<S: Sync> FromRequestParts<S> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::new(Visitor::from_request_parts(parts, state).await?))
    }
}
