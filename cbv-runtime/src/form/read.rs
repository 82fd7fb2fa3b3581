//! A body by its content type. Called by the views that take forms; each content type is a file of its own.

use axum::body::{Body, Bytes};
use http::{Extensions, HeaderMap, StatusCode, header::CONTENT_TYPE};

use super::{FormData, Limits, body::Pieces, json, multipart, urlencoded};
use crate::{Error, Result};

/// Reads the body of a request, whatever its verb: `application/x-www-form-urlencoded`, `multipart/form-data` and, where
/// [`Limits::json`] allows it, a JSON object. Values are UTF-8, whatever charset is claimed.
///
/// Files are written to temporary files while they arrive. One that is too large, or one too many, stops nothing: it is
/// [refused](FormData::refused), so that the form can be shown again with a message.
///
/// ```
/// use axum::body::Body;
/// use cbv::form::{FormData, Limits};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> cbv::Result<()> {
/// let request = axum::http::Request::put("/books/1/")
///     .header("content-type", "application/x-www-form-urlencoded")
///     .body(Body::from("title=Solaris"))
///     .unwrap();
/// let (head, body) = request.into_parts();
/// let data = FormData::read(&head, body, &Limits::default()).await?;
/// assert_eq!(data.get("title"), Some("Solaris"));
/// # Ok(())
/// # }
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/request-response/#django.http.HttpRequest.POST>; there only POST is read.
///
/// # Errors
/// [`Error::Body`] with 400 when the body cannot be read as what it says it is or breaks off, 408 when it arrives too slowly,
/// 413 when it is too large, 415 when its content type is another, and 422 when JSON is not flat.
pub async fn read(
    headers: &HeaderMap,
    extensions: &Extensions,
    body: Body,
    limits: &Limits,
) -> Result<FormData> {
    let pieces = Pieces::new(extensions, body, limits)?;
    // a header that is no text is another content type, and not none
    let content_type = headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or("?"));
    take_apart(content_type, pieces, limits).await
}

/// Reads what is at hand as a whole: [`read`] for a queue, a test, a fuzzer.
///
/// ```
/// use cbv::form::{self, Limits};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> cbv::Result<()> {
/// let body = "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nSolaris\r\n--x--\r\n";
/// let data = form::parse(Some("multipart/form-data; boundary=x"), body.into(), &Limits::default()).await?;
/// assert_eq!(data.get("title"), Some("Solaris"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Those of [`read`].
pub async fn parse(content_type: Option<&str>, bytes: Bytes, limits: &Limits) -> Result<FormData> {
    take_apart(content_type, Pieces::of(Body::from(bytes), limits), limits).await
}

async fn take_apart(content_type: Option<&str>, mut pieces: Pieces, limits: &Limits) -> Result<FormData> {
    let Some(content_type) = content_type else {
        return match pieces.next().await? {
            None => Ok(FormData::default()),
            Some(_) => Err(unsupported()),
        };
    };
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        urlencoded::read(&pieces.all(limits.memory).await?, limits)
    } else if essence.eq_ignore_ascii_case("multipart/form-data") {
        // Boxed, as it is large: it would be part of every future that may read a form.
        Box::pin(multipart::read(content_type, pieces, limits)).await
    } else if limits.json && essence.eq_ignore_ascii_case("application/json") {
        json::read(&pieces.all(limits.memory).await?, limits)
    } else {
        Err(unsupported())
    }
}

fn unsupported() -> Error {
    Error::body(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The content type is none of a form.")
}

/// 413.
pub(super) fn too_many_fields(limits: &Limits) -> Error {
    let reason = format!("More than {} fields were sent.", limits.fields);
    Error::body(StatusCode::PAYLOAD_TOO_LARGE, reason)
}
