//! A mixin for detail views: one page has one address. Called by views that have it as a field.

use std::{convert::Infallible, future::Future};

use axum::extract::FromRequestParts;
use http::{Method, StatusCode, request::Parts};
use percent_encoding::percent_decode_str;

use super::Mixin;
use crate::{
    Error, Result,
    model::{AbsoluteUrl, Model},
    request::Request,
    respond,
};

/// A field of a detail view that sends a visitor who came by another address of the object, such as an old slug beside its key,
/// to the object's own: 301, with the query.
///
/// ```
/// use cbv::{CanonicalUrl, prelude::*};
///
/// #[derive(Model, serde::Serialize)]
/// #[model(url = "/books/{pk}/{slug}/")]
/// pub struct Book { pub id: i64, pub slug: String }
///
/// #[derive(DetailView)]
/// #[view(model = Book, path = "/books/{pk}/{slug}/", formats(json))]
/// pub struct BookDetail {
///     #[view(mixin)]
///     canonical: CanonicalUrl,             // `/books/1/anything/` leads to `/books/1/dune/`
/// }
/// ```
///
/// It is for the page that `absolute_url()` of the model names: on any other it would lead away from it.
///
/// Django: `CanonicalSlugDetailMixin` of django-braces.
#[derive(Debug, Clone, Copy)]
pub struct CanonicalUrl;

impl<S: Sync> FromRequestParts<S> for CanonicalUrl {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

impl<M: Model + AbsoluteUrl> Mixin<M> for CanonicalUrl {
    fn object(&self, object: &mut M, req: &Request) -> impl Future<Output = Result<()>> + Send
    where
        M: Send,
    {
        let own = object.absolute_url();
        std::future::ready(match leads_away(&own, req) {
            None => Ok(()),
            Some(url) => Err(respond::redirect(&url, StatusCode::MOVED_PERMANENTLY)
                .map_or_else(|fault| fault, Error::from)),
        })
    }
}

/// Where a page is to be asked for instead, if that is another path.
fn leads_away(own: &str, req: &Request) -> Option<String> {
    let path = own.split(['?', '#']).next().unwrap_or_default();
    let asks = matches!(*req.method(), Method::GET | Method::HEAD);
    // Browsers and `absolute_url` encode different letters.
    if !asks || percent_decode_str(path).eq(percent_decode_str(req.path())) {
        return None;
    }
    Some(match req.query_string() {
        "" => own.to_owned(),
        query => format!("{own}?{query}"),
    })
}
