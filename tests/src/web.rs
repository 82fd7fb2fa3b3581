//! Requests to a router without a socket. Used by behaviour tests.

use std::convert::Infallible;

use axum::{Router, body::Body, response::Response};
use cbv::{Cause, Db};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::{Service, ServiceExt as _};

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub text: String,
    /// Why it is an error, which the client does not see.
    pub cause: Option<String>,
}

impl Answer {
    /// A header as text; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap_or("not text"))
    }

    /// Its status as a number.
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// The reason of an error.
    pub fn reason(&self) -> &str {
        self.cause.as_deref().unwrap_or("")
    }
}

/// Sends GET.
pub async fn get(router: &Router<Db>, db: &Db, uri: &str) -> Answer {
    send(router, db, Method::GET, uri).await
}

/// Sends a request without a body.
///
/// # Panics
/// When the URI is none, or the body breaks off.
pub async fn send(router: &Router<Db>, db: &Db, method: Method, uri: &str) -> Answer {
    let request = Request::builder().method(method).uri(uri).body(Body::empty()).expect("a request");
    ask(router.clone().with_state(db.clone()), request).await
}

/// Sends GET with headers.
///
/// # Panics
/// When the URI or a header is none, or the body breaks off.
pub async fn get_with(router: &Router<Db>, db: &Db, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let request =
        headers.iter().fold(Request::get(uri), |request, (name, value)| request.header(*name, *value));
    ask(router.clone().with_state(db.clone()), request.body(Body::empty()).expect("a request")).await
}

/// Sends any request to an application, or to a method router alone.
///
/// # Panics
/// When the body breaks off or is no text.
pub async fn ask<A>(app: A, request: Request<Body>) -> Answer
where
    A: Service<Request<Body>, Response = Response, Error = Infallible>,
{
    let response = app.oneshot(request).await.unwrap_or_else(|never| match never {});
    let cause = response.extensions().get::<Cause>().map(|cause| cause.to_string());
    let (mut parts, body) = response.into_parts();
    without_durations(&mut parts.headers);
    let bytes = body.collect().await.expect("a whole body").to_bytes();
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    Answer { status: parts.status, headers: parts.headers, text, cause }
}

/// Takes the time out of a debug build's `Server-Timing`, so that answers can be compared: the number of queries stays.
fn without_durations(headers: &mut HeaderMap) {
    let Some(timing) = headers.get("server-timing").and_then(|value| value.to_str().ok()) else { return };
    let rest: Vec<&str> = timing.split(';').filter(|part| !part.starts_with("dur=")).collect();
    let rest = HeaderValue::try_from(rest.join(";")).expect("part of a header");
    headers.insert("server-timing", rest);
}

/// Sends a form, as a browser does: names with values, URL-encoded.
///
/// # Panics
/// When the URI is none, or the body breaks off.
pub async fn post(router: &Router<Db>, db: &Db, uri: &str, form: &[(&str, &str)]) -> Answer {
    send_form(router, db, Method::POST, uri, form).await
}

/// Sends a form by any verb.
///
/// # Panics
/// When the URI is none, or the body breaks off.
pub async fn send_form(
    router: &Router<Db>,
    db: &Db,
    method: Method,
    uri: &str,
    form: &[(&str, &str)],
) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .expect("a request");
    ask(router.clone().with_state(db.clone()), request).await
}
