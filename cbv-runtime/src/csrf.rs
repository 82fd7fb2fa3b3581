//! Requests that another site makes a browser send: verbs that may change data are refused unless they come from the
//! application's own pages. Called by the endpoints of every view for such verbs, and by [`csrf_protect`] around plain handlers.
//! What is checked is tower-http's `CsrfLayer`; here it learns the origins of the router, and a refusal becomes an error.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    pin::pin,
    sync::LazyLock,
    task::{Context, Poll, Waker},
};

use axum::{
    extract::Request as AxumRequest,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, header::ORIGIN};
use tower::{Layer as _, Service};
use tower_http::csrf::CsrfLayer;

use crate::{Error, Result, request::Origin};

/// What a browser says of where a request comes from.
const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Other sites whose pages may send forms to this one, attached to the router by `.layer(axum::Extension(..))`. The
/// [`Origin`] that is attached need not be among them.
///
/// It is needed where pages of another host or port post to this application, and where a proxy changes the `Host` header:
/// old browsers are told from other sites by that alone.
///
/// ```
/// # use axum::{Extension, Router};
/// # use cbv_runtime::{csrf::TrustedOrigins, db::Db};
/// let trusted = TrustedOrigins::new(["https://books.example", "https://admin.books.example:8443"])?;
/// let app: Router<Db> = Router::new().layer(Extension(trusted));
/// # Ok::<_, cbv_runtime::Error>(())
/// ```
///
/// Django: [`CSRF_TRUSTED_ORIGINS`](https://docs.djangoproject.com/en/5.2/ref/settings/#csrf-trusted-origins).
#[derive(Debug, Clone)]
pub struct TrustedOrigins(CsrfLayer);

impl TrustedOrigins {
    /// The origins, each as browsers send it: scheme, host, and the port where it is not that of the scheme.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] for what no browser sends as an origin: another scheme than http and https, a path, a
    /// slash at the end, letters beyond ASCII.
    pub fn new<I>(origins: I) -> Result<Self>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let added = |layer: CsrfLayer, origin: I::Item| layer.add_trusted_origin(origin);
        let layer = origins.into_iter().try_fold(CsrfLayer::new(), added);
        let wrong = |fault| Error::ImproperlyConfigured(format!("trusted origins: {fault}").into());
        layer.map(Self).map_err(wrong)
    }
}

/// Middleware for axum handlers that are no views: refuses what views refuse by themselves.
///
/// ```
/// use axum::{Router, middleware::from_fn, routing::post};
/// use cbv::{Db, csrf_protect};
///
/// async fn like() -> &'static str { "noted" }
///
/// let app: Router<Db> = Router::new().route("/like/", post(like)).route_layer(from_fn(csrf_protect));
/// ```
///
/// Django: [`csrf_protect`](https://docs.djangoproject.com/en/5.2/ref/csrf/#django.views.decorators.csrf.csrf_protect).
pub async fn csrf_protect(req: AxumRequest, next: Next) -> Response {
    match checked(req) {
        Ok(req) => next.run(req).await,
        Err(error) => error.into_response(),
    }
}

/// The request, unless another site has made the browser send it.
///
/// # Errors
/// [`Error::PermissionDenied`], which says what the browser said.
pub(crate) fn checked(req: AxumRequest) -> Result<AxumRequest> {
    static NO_OTHERS: LazyLock<CsrfLayer> = LazyLock::new(CsrfLayer::new);
    if is_from_own_origin(&req) {
        return Ok(req);
    }
    let refused = Refused::of(&req);
    let layer = req.extensions().get::<TrustedOrigins>().map_or(&*NO_OTHERS, |trusted| &trusted.0);
    let mut service = layer.layer(Keep);
    // Nothing of it waits: it looks at headers.
    match pin!(service.call(req)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) => response.into_body().ok_or_else(|| refused.into()),
        Poll::Ready(Err(never)) => match never {},
        Poll::Pending => Err(refused.into()),
    }
}

/// Whether it comes from the origin under which the application is known, whatever the `Host` that a proxy has written.
fn is_from_own_origin(req: &AxumRequest) -> bool {
    let (Some(Origin(own)), Some(origin)) = (req.extensions().get(), req.headers().get(ORIGIN)) else {
        return false;
    };
    own.trim_end_matches('/').as_bytes() == origin.as_bytes()
}

/// Hands a request that has passed back; tower-http's refusal has an empty body instead.
#[derive(Clone)]
struct Keep;

impl Service<AxumRequest> for Keep {
    type Response = http::Response<Option<AxumRequest>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, req: AxumRequest) -> Self::Future {
        ready(Ok(http::Response::new(Some(req))))
    }
}

/// What is told of a request that is refused.
struct Refused {
    headers: [Option<http::HeaderValue>; 2],
}

impl Refused {
    fn of(req: &AxumRequest) -> Self {
        let header = |headers: &HeaderMap, name: &str| headers.get(name).cloned();
        Self { headers: [header(req.headers(), ORIGIN.as_str()), header(req.headers(), SEC_FETCH_SITE)] }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let [origin, site] = refused.headers.map(|header| match header {
            None => "none".to_owned(),
            // `escape_debug`: it must not be able to write a line of the log
            Some(value) => String::from_utf8_lossy(value.as_bytes())
                .chars()
                .take(200)
                .collect::<String>()
                .escape_debug()
                .to_string(),
        });
        let reason =
            format!("CSRF: the request comes from another site (Origin: {origin}; Sec-Fetch-Site: {site})");
        Self::PermissionDenied(reason.into())
    }
}
