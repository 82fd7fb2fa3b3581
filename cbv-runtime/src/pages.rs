//! Pages of the application's own for errors, as a layer around its router: the user's templates for 403, 404, 405, 500 and
//! the rest, and a page for developers that shows what went wrong.

use std::{
    fmt::{self, Write as _},
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    extract::{OriginalUri, Request},
    response::Response,
};
use http::{
    HeaderValue, Method, StatusCode, Uri,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use tower::{Layer, Service};

use crate::{BoxError, error::Cause, respond};

/// What an error page is made of.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure<'a> {
    /// The status that is answered.
    pub status: StatusCode,
    /// The verb of the request.
    pub method: &'a Method,
    /// The address of the request, as the client sent it.
    pub uri: &'a Uri,
    /// Why, for 4xx: the message of the error, which may be shown. `None` for 5xx, and where no view answered.
    pub reason: Option<String>,
}

type Page = Arc<dyn Fn(&Failure<'_>) -> Result<String, BoxError> + Send + Sync>;

/// A layer that gives errors pages of your own. It leaves JSON answers and early answers of hooks as they are. Around the whole
/// router it also answers for the paths that no route has: with the page for 404, or with a plain one.
///
/// In debug builds of cbv a page for developers stands in for those that have none: it shows the chain of causes.
/// [`debug(false)`](ErrorPages::debug) hides it.
///
/// ```
/// # use axum::Router;
/// # use cbv_runtime::{db::Db, pages::ErrorPages};
/// # use http::StatusCode;
/// let pages = ErrorPages::new().page(StatusCode::NOT_FOUND, |failure| {
///     Ok(format!("<h1>There is no {}</h1>", failure.uri.path())) // an askama template's `render()`
/// });
/// let app: Router<Db> = Router::new().layer(pages);
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/topics/http/views/#customizing-error-views>.
#[derive(Clone)]
pub struct ErrorPages {
    pages: Vec<(StatusCode, Page)>,
    debug: bool,
}

impl Default for ErrorPages {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ErrorPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.pages.iter().map(|(status, _)| status)).finish()
    }
}

impl ErrorPages {
    /// No pages yet.
    pub fn new() -> Self {
        Self { pages: Vec::new(), debug: cfg!(debug_assertions) }
    }

    /// A page for a status. When it fails, the plain page is shown and the failure logged.
    #[must_use]
    pub fn page<F>(mut self, status: StatusCode, page: F) -> Self
    where
        F: Fn(&Failure<'_>) -> Result<String, BoxError> + Send + Sync + 'static,
    {
        self.pages.push((status, Arc::new(page)));
        self
    }

    /// Whether errors without a page of their own show what went wrong. Never in public.
    #[must_use]
    pub fn debug(mut self, debug: bool) -> Self {
        self.debug = debug;
        self
    }

    /// The same response with the page for its status.
    fn dress(&self, mut response: Response, method: &Method, uri: &Uri) -> Response {
        let status = response.status();
        let plain = response
            .headers()
            .get(CONTENT_TYPE)
            .is_none_or(|kind| !kind.as_bytes().starts_with(b"application/json"));
        let cause = response.extensions().get::<Cause>().cloned();
        if !status.is_client_error() && !status.is_server_error()
            || !plain
            || !replaced(&response, cause.as_ref())
        {
            return response;
        }
        let Some(body) = self.body(status, method, uri, cause.as_ref()) else { return response };
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(respond::HTML));
        response.headers_mut().remove(CONTENT_LENGTH);
        *response.body_mut() = body.into();
        response
    }

    fn body(&self, status: StatusCode, method: &Method, uri: &Uri, cause: Option<&Cause>) -> Option<String> {
        let page = self.pages.iter().rev().find(|(known, _)| *known == status).map(|(_, page)| page);
        if let Some(page) = page {
            let reason = cause.filter(|_| status.is_client_error()).map(|cause| cause.to_string());
            let made = page(&Failure { status, method, uri, reason });
            return made.map_err(|error| tracing::error!("the page for {status} failed: {error}")).ok();
        }
        if self.debug {
            return Some(developers_page(status, method, uri, cause));
        }
        // axum answers a path without a route with nothing at all; a refused verb is empty in Django, too
        let nobodys = status == StatusCode::NOT_FOUND && cause.is_none();
        nobodys.then(|| respond::error_html(status, None))
    }
}

/// Errors of views, verbs that were refused, paths without a route: what nobody has written a body for.
fn replaced(response: &Response, cause: Option<&Cause>) -> bool {
    cause.is_some() || http_body::Body::size_hint(response.body()).exact() == Some(0)
}

/// What went wrong, for whoever writes the application.
fn developers_page(status: StatusCode, method: &Method, uri: &Uri, cause: Option<&Cause>) -> String {
    let mut chain = String::new();
    let mut next: Option<&dyn std::error::Error> = cause.map(|cause| &**cause as _);
    while let Some(error) = next {
        let _ = write!(chain, "<li><pre>{}</pre></li>", escaped(&error.to_string())); // a String takes everything
        next = error.source();
    }
    let request = escaped(&format!("{method} {uri}"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{status}</title></head>\n<body>\
         <h1>{status}</h1>\n<p>{request}</p>\n<ol>{chain}</ol>\n\
         <p>You see this because it is a debug build; <code>ErrorPages::debug(false)</code> hides it.</p></body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl<S> Layer<S> for ErrorPages {
    type Service = WithErrorPages<S>;

    fn layer(&self, inner: S) -> Self::Service {
        WithErrorPages { inner, pages: Arc::new(self.clone()) }
    }
}

/// A service whose errors have pages. Made by [`ErrorPages`].
#[derive(Debug, Clone)]
pub struct WithErrorPages<S> {
    inner: S,
    pages: Arc<ErrorPages>,
}

impl<S> Service<Request> for WithErrorPages<S>
where
    S: Service<Request, Response = Response> + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let original = request.extensions().get::<OriginalUri>();
        let uri = original.map_or_else(|| request.uri(), |original| &original.0).clone();
        let (method, pages) = (request.method().clone(), self.pages.clone());
        let answer = self.inner.call(request);
        Box::pin(async move { Ok(pages.dress(answer.await?, &method, &uri)) })
    }
}
