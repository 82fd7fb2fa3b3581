//! The head of a request as hooks and templates see it. Made by `route` for each request; holds the request's one database
//! handle. It has no body, so that hooks on several threads can share it.

use std::{borrow::Cow, fmt};

use axum::extract::{FromRequestParts as _, RawPathParams, rejection::RawPathParamsRejection};
use http::{Extensions, HeaderMap, Method, Uri, request::Parts};

use crate::{
    Error, Result,
    db::Conn,
    route::{Settings, prefix},
    url::Url,
    view::Format,
};

/// The head of a request: method, URL, headers, extensions, the URL's arguments, and the database.
///
/// Django: `HttpRequest` with the view's `kwargs`
/// (<https://docs.djangoproject.com/en/5.2/ref/request-response/#httprequest-objects>).
pub struct Request {
    parts: Parts,
    kwargs: Option<RawPathParams>,
    db: Conn,
    format: Format,
    settings: Settings,
}

impl Request {
    pub(crate) async fn new(mut parts: Parts, db: Conn, format: Format, settings: Settings) -> Result<Self> {
        let kwargs = match RawPathParams::from_request_parts(&mut parts, &()).await {
            Ok(kwargs) => Some(kwargs),
            Err(RawPathParamsRejection::InvalidUtf8InPathParam(_)) => {
                return Err(Error::BadRequest("the path is not UTF-8".into()));
            }
            Err(_) => None, // not behind a router
        };
        Ok(Self { parts, kwargs, db, format, settings })
    }

    /// The format of the answer.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The request's database handle: one connection, taken at the first query and shared by all hooks.
    pub fn db(&self) -> &Conn {
        &self.db
    }

    /// GET, POST and so on.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URL as the router saw it.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The path as the client sent it, also where the router is nested under a prefix. Django's `request.path`.
    pub fn path(&self) -> &str {
        let original = self.parts.extensions.get::<axum::extract::OriginalUri>();
        original.map_or_else(|| self.parts.uri.path(), |original| original.0.path())
    }

    /// What stands in front of this application's own paths: `/shop` when its router is nested there, else empty.
    ///
    /// Django: `request.META["SCRIPT_NAME"]`.
    pub fn prefix(&self) -> &str {
        prefix::of(&self.parts.extensions, &self.parts.uri)
    }

    /// A path of this application as an address, behind the [`prefix`](Self::prefix) it is nested under:
    /// `{{ request.url("/static/style.css") }}` in a template. A view's own address is `BookList::url()`.
    pub fn url(&self, path: &str) -> String {
        Url::new().text(path).finish()
    }

    /// What was set where the view is mounted.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The text behind the question mark, as it was sent; empty when there is none.
    pub fn query_string(&self) -> &str {
        self.parts.uri.query().unwrap_or_default()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What middleware has attached to the request.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// An argument of the URL by its name in the path: `slug` in `/books/{slug}/`. Django's `self.kwargs`.
    pub fn kwarg(&self, name: &str) -> Option<&str> {
        self.kwargs().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// All arguments of the URL, in the path's order.
    pub fn kwargs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kwargs.iter().flatten()
    }

    /// A query parameter by name; of a repeated one the last, as Django's `request.GET[..]`.
    pub fn query(&self, name: &str) -> Option<Cow<'_, str>> {
        let pairs = form_urlencoded::parse(self.query_string().as_bytes());
        pairs.filter(|(key, _)| key == name).last().map(|(_, value)| value)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.parts.method, self.parts.uri)
    }
}
