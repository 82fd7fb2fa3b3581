//! The only place that renders: templates to responses, redirects, pages for errors. Called by the views' `run` and by
//! `Error::into_response`.

use axum::response::{IntoResponse, Response};
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_TYPE, LOCATION},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::{Error, Result, page::Escaped};

/// The content type of pages, unless a view has another.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// What an address may not hold as it is; percent signs stay, since the address may be encoded already.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The longest address that is sent; Django's `MAX_URL_REDIRECT_LENGTH`.
const LONGEST: usize = 2048;

/// The plain page for an error's status: what happened, and why only where that is for the client.
pub(crate) fn error_page(status: StatusCode, reason: Option<&str>) -> Response {
    let mut response = (status, error_html(status, reason)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(HTML));
    response
}

/// Its text.
pub(crate) fn error_html(status: StatusCode, reason: Option<&str>) -> String {
    let title = status.canonical_reason().unwrap_or("Error");
    let code = status.as_u16();
    let reason = reason.map(|reason| format!("<p>{}</p>", Escaped(reason))).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{code} {title}</title></head>\n\
         <body><h1>{title}</h1>{reason}</body>\n</html>\n"
    )
}

/// The same as data.
pub(crate) fn error_data(status: StatusCode, reason: Option<&str>) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let mut data = serde_json::json!({ "status": status.as_u16(), "title": title });
    if let (Some(reason), Some(data)) = (reason, data.as_object_mut()) {
        data.insert("detail".to_owned(), reason.into());
    }
    (status, axum::Json(data)).into_response()
}

/// A rendered page.
///
/// # Errors
/// [`Error::ImproperlyConfigured`] when no header can hold the content type.
pub(crate) fn page(content_type: &'static str, body: String) -> Result<Response> {
    let value = HeaderValue::from_str(content_type).map_err(|_| {
        Error::ImproperlyConfigured(format!("the content type {content_type:?} is no header").into())
    })?;
    let mut response = body.into_response();
    response.headers_mut().insert(CONTENT_TYPE, value);
    Ok(response)
}

/// A redirect with one of its statuses.
///
/// # Errors
/// [`Error::BadRequest`] when the address has a scheme that is not http, https or ftp, or is too long.
pub(crate) fn redirect(url: &str, status: StatusCode) -> Result<Response> {
    Ok((status, [(LOCATION, location(url)?)]).into_response())
}

fn location(url: &str) -> Result<HeaderValue> {
    let scheme =
        url.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']));
    if let Some(scheme) = scheme
        && !["http", "https", "ftp"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    {
        return Err(Error::BadRequest(format!("a redirect to the scheme `{scheme}:` is refused").into()));
    }
    let encoded = utf8_percent_encode(url, ADDRESS).to_string();
    if encoded.len() > LONGEST {
        return Err(Error::BadRequest("a redirect to an address of more than 2048 bytes is refused".into()));
    }
    HeaderValue::try_from(encoded).map_err(Error::other)
}
