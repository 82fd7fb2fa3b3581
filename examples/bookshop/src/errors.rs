//! The shop's own pages for what is not there and for what went wrong. Mounted by `main`, around everything else.
//!
//! It teaches: `ErrorPages` is a layer, so it dresses the errors of views, of plain handlers and of addresses without a route
//! alike, and leaves JSON as it is. Its pages are no views: their template extends the same `base.html`, and the struct here
//! has what that reads. Of a 404 the error's own reason may be shown; that of a 500 is for the log.

use askama::Template;
use axum::http::StatusCode;
use cbv::{BoxError, ErrorPages, Failure, messages::Message, under};

use crate::{
    site::Site,
    views::{BookList, Home},
    visitor::Visitor,
};

/// Pages for 404 and 500, in a shop that is mounted under `base`. The other errors have the plain ones of cbv.
pub(crate) fn pages(base: &str) -> ErrorPages {
    let base = if base.is_empty() { String::new() } else { format!("/{base}") };
    let other = base.clone();
    ErrorPages::new()
        .page(StatusCode::NOT_FOUND, move |failure| {
            page(failure, &base, "Not on our shelves", "There is nothing at this address.")
        })
        .page(StatusCode::INTERNAL_SERVER_ERROR, move |failure| {
            page(
                failure,
                &other,
                "Something fell off the shelf",
                "It is our fault. Please try again in a while.",
            )
        })
}

fn page(failure: &Failure<'_>, base: &str, title: &str, text: &str) -> Result<String, BoxError> {
    let reason = failure.reason.as_deref();
    let request = Here { path: failure.uri.path(), base };
    // The request is over, and with it where it was mounted.
    let page = under(base.to_owned(), || {
        ErrorPage { request, site: Site::new(Visitor::default()), title, text, reason }.render()
    });
    Ok(page?)
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    request: Here<'a>,
    site: Site,
    title: &'a str,
    text: &'a str,
    reason: Option<&'a str>,
}

/// What `base.html` asks of a request.
struct Here<'a> {
    path: &'a str,
    base: &'a str,
}

impl Here<'_> {
    fn path(&self) -> &str {
        self.path
    }

    /// None here: they wait for the next page.
    fn messages(&self) -> [Message; 0] {
        []
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}
