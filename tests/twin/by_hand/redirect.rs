//! A permanent redirect with an argument and the query, and one that leads nowhere.

use axum::extract::FromRequestParts;
use cbv::{Url, prelude::*};
use http::request::Parts;

pub(crate) struct OldBook;

impl<S: Sync> FromRequestParts<S> for OldBook {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self)
    }
}

impl View for OldBook {
    type Data = ();
    const NAME: &'static str = "OldBook";
}

impl RedirectView for OldBook {
    const PERMANENT: bool = true;
    const QUERY_STRING: bool = true;

    fn url(_: &Self, req: &Request) -> Result<Option<String>> {
        let slug = req.kwarg("slug");
        let slug = slug.ok_or_else(|| Error::ImproperlyConfigured("the path has no slug".into()))?;
        Ok(Some(Url::new().text("/books/").argument(&slug).text("/").finish()))
    }
}

impl RedirectHooks for OldBook {}

pub(crate) struct Gone;

impl<S: Sync> FromRequestParts<S> for Gone {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self)
    }
}

impl View for Gone {
    type Data = ();
    const NAME: &'static str = "Gone";
}

impl RedirectView for Gone {
    fn url(_: &Self, _: &Request) -> Result<Option<String>> {
        Ok(None)
    }
}

impl RedirectHooks for Gone {}
