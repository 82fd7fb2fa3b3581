//! The only place that renders: templates to responses, redirects, pages for errors. Called by the views' `run` and by
//! `Error::into_response`.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};

/// The plain page for an error's status: what happened, nothing of why.
pub(crate) fn error_page(status: StatusCode) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let code = status.as_u16();
    let body = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{code} {title}</title></head>\n\
         <body><h1>{title}</h1></body>\n</html>\n"
    );
    let mut response = (status, body).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// A rendered page.
pub(crate) fn page(content_type: &'static str, body: String) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
