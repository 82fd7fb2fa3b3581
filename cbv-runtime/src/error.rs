//! Everything that can go wrong while a request is answered, and the one mapping from it to a response. Called by every
//! part of the runtime; pages for errors are made in `respond`.

use std::{
    borrow::Cow,
    sync::{Arc, Mutex, PoisonError},
};

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};

use crate::{db::is_busy, view::Format};

/// The result of a hook, a query or a view.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A fault with no type of its own here.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What stops a view. Each variant names the status it is answered with; of the ones answered with 500 nothing leaves the
/// server, they are logged whole.
///
/// Django: the exceptions `Http404`, `PermissionDenied`, `SuspiciousOperation` and all others
/// (<https://docs.djangoproject.com/en/5.2/ref/views/#error-views>).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// 404. Django's `Http404`; the text is its message.
    #[error("{0}")]
    NotFound(Cow<'static, str>),
    /// 403. Django's `PermissionDenied`.
    #[error("{0}")]
    PermissionDenied(Cow<'static, str>),
    /// 400. Django's `BadRequest` and `SuspiciousOperation`.
    #[error("{0}")]
    BadRequest(Cow<'static, str>),
    /// 400: a parameter of the query that a list with `filter = strict` cannot read. Its reason is about what the client sent
    /// and is sent back; beside it only that of [`Body`](Self::Body) is.
    #[error("`{name}`: {reason}")]
    Parameter {
        /// The parameter's name.
        name: Cow<'static, str>,
        /// What is expected of it.
        reason: String,
    },
    /// 400, 408, 413, 415 or 422: the body of the request cannot be read. Its reason is about what the client sent and is sent
    /// back.
    #[error("{reason}")]
    Body {
        /// The status that is answered.
        status: StatusCode,
        /// What is wrong with the body.
        reason: Cow<'static, str>,
    },
    /// 422: a hook refused a form that had been found valid. The edit views show the form again.
    #[error(transparent)]
    Invalid(#[from] crate::form::Invalid),
    /// 410: what was here is gone for good.
    #[error("{0}")]
    Gone(Cow<'static, str>),
    /// 406: the view has none of the formats that the client accepts.
    #[error("none of the accepted formats")]
    NotAcceptable,
    /// 500: one row was asked for and several match. Django's `MultipleObjectsReturned`.
    #[error("get() returned more than one {model}")]
    MultipleObjectsReturned {
        /// The model's name, as written in Rust.
        model: &'static str,
    },
    /// 500: the database refused, or could not be reached. 503 with `Retry-After` when it only gave way to others: a deadlock, a lock
    /// or a connection that was not free in time.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// 500: a column held what its field cannot hold.
    #[error("column {column}: {reason}")]
    Decode {
        /// The column's name.
        column: Cow<'static, str>,
        /// What was found and what was wanted.
        reason: String,
    },
    /// 400: a value that cannot be stored in a column, nor compared with it. Mostly it came with the request.
    #[error("column {column}: {reason}")]
    Encode {
        /// The column's name.
        column: Cow<'static, str>,
        /// Which value, and what the column takes.
        reason: String,
    },
    /// 500: the template failed while it was rendered.
    #[error("the template: {0}")]
    Template(#[from] askama::Error),
    /// 500: the view is set up in a way that cannot work; the text says what to change. Django's `ImproperlyConfigured`.
    #[error("{0}")]
    ImproperlyConfigured(Cow<'static, str>),
    /// 500: any other fault.
    #[error("{0}")]
    Other(BoxError),
    /// Any other status with a reason: 408, 429, 503, 504.
    #[error("{reason}")]
    Status {
        /// The status that is answered.
        status: StatusCode,
        /// Why; it is logged, and not sent.
        reason: Cow<'static, str>,
    },
    /// An answer of the hook's own, sent as it is.
    #[error("answered early")]
    Response(Early),
}

/// A response that a hook answered with. Made by `Error::from(response)`.
#[derive(Debug)]
pub struct Early {
    status: StatusCode,
    // An error is shared between threads, a body is not: nobody locks this but the one that answers.
    response: Box<Mutex<Response>>,
}

impl Error {
    /// 404 with a reason. The reason goes to the log and to [`Cause`], not to the page.
    pub fn not_found(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::NotFound(reason.into())
    }

    /// Any status with a reason. The reason goes to the log and to [`Cause`], not to the page.
    ///
    /// ```
    /// # use cbv_runtime::Error;
    /// # use http::StatusCode;
    /// let closed = Error::with_status(StatusCode::SERVICE_UNAVAILABLE, "stock-taking");
    /// assert_eq!(closed.status(), 503);
    /// ```
    pub fn with_status(status: StatusCode, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Status { status, reason: reason.into() }
    }

    /// The body of the request cannot be read, and why.
    pub(crate) fn body(status: StatusCode, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Body { status, reason: reason.into() }
    }

    /// Wraps any error as a 500.
    pub fn other(error: impl Into<BoxError>) -> Self {
        Self::Other(error.into())
    }

    /// The status this error is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::PermissionDenied(_) => StatusCode::FORBIDDEN,
            Self::BadRequest(_) | Self::Encode { .. } | Self::Parameter { .. } => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Gone(_) => StatusCode::GONE,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Status { status, .. } | Self::Body { status, .. } => *status,
            Self::Response(early) => early.status,
            Self::Database(error) if is_busy(error) => StatusCode::SERVICE_UNAVAILABLE,
            Self::MultipleObjectsReturned { .. }
            | Self::Database(_)
            | Self::Decode { .. }
            | Self::Template(_)
            | Self::ImproperlyConfigured(_)
            | Self::Other(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<Response> for Error {
    fn from(response: Response) -> Self {
        Self::Response(Early { status: response.status(), response: Box::new(Mutex::new(response)) })
    }
}

/// Why a response is an error, kept in the response's extensions for middleware, logs and tests. It is never sent.
///
/// ```
/// # use cbv_runtime::error::{Cause, Error};
/// # use axum::response::IntoResponse;
/// let response = Error::not_found("No Book matches the given query.").into_response();
/// assert_eq!(response.extensions().get::<Cause>().unwrap().to_string(), "No Book matches the given query.");
/// ```
#[derive(Debug, Clone)]
pub struct Cause(Arc<Error>);

impl std::ops::Deref for Cause {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.0
    }
}

/// A time limit that ran out: 408.
impl From<tokio::time::error::Elapsed> for Error {
    fn from(elapsed: tokio::time::error::Elapsed) -> Self {
        Self::with_status(StatusCode::REQUEST_TIMEOUT, elapsed.to_string())
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.into_response_as(Format::Html)
    }
}

impl Error {
    /// The response, in the format that the client asked for.
    pub(crate) fn into_response_as(self, format: Format) -> Response {
        if let Self::Response(early) = self {
            return early.response.into_inner().unwrap_or_else(PoisonError::into_inner);
        }
        let status = self.status();
        match &self {
            error if status.is_server_error() => tracing::error!(%status, error = ?error, "{error}"),
            error @ (Self::PermissionDenied(_) | Self::BadRequest(_) | Self::Encode { .. }) => {
                tracing::warn!(%status, "{error}");
            }
            error => tracing::debug!(%status, "{error}"),
        }
        let reason = matches!(self, Self::Parameter { .. } | Self::Body { .. }).then(|| self.to_string());
        let mut response = match format {
            Format::Html | Format::Atom => crate::respond::error_page(status, reason.as_deref()),
            Format::Json => crate::respond::error_data(status, reason.as_deref()),
        };
        if matches!(&self, Self::Database(_)) && status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(Cause(Arc::new(self)));
        response
    }
}
