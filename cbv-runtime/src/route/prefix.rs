//! Where the running application is mounted: the path in front of its own routes when its router stands inside another.
//! Set around each request by the views' endpoints and by [`with_prefix`]; read by `url` when it writes an address.

use std::{borrow::Cow, future::Future};

use axum::{
    extract::{OriginalUri, Request as AxumRequest},
    middleware::Next,
    response::Response,
};
use http::{Extensions, Uri};

tokio::task_local! {
    /// The prefix of the request that this task answers.
    static PREFIX: Cow<'static, str>;
}

/// What stands in front of `uri` in the address that the client sent: `/shop` for `/books/` that was `/shop/books/`.
pub(crate) fn of<'r>(extensions: &'r Extensions, uri: &Uri) -> &'r str {
    let Some(OriginalUri(original)) = extensions.get::<OriginalUri>() else { return "" };
    let (whole, inner) = (original.path(), uri.path());
    // `/shop` itself reaches the inner router as `/`
    whole.strip_suffix(inner).unwrap_or(if inner == "/" { whole } else { "" })
}

/// The same, owned, for [`around`]; `None` where the application stands at the root.
pub(super) fn set(extensions: &Extensions, uri: &Uri) -> Option<String> {
    Some(of(extensions, uri)).filter(|prefix| !prefix.is_empty()).map(str::to_owned)
}

/// Runs `rest` so that the addresses it writes begin with `prefix`.
pub(super) async fn around<F: Future>(prefix: String, rest: F) -> F::Output {
    PREFIX.scope(prefix.into(), rest).await
}

/// Begins an address that is written while a request is answered.
pub(crate) fn push(address: &mut String) {
    let _ = PREFIX.try_with(|prefix| address.push_str(prefix)); // outside of a request there is none
}

/// Runs `write` so that the addresses it makes begin with `prefix` instead of that of the running request: links to another
/// application, or to what stands outside of the prefix (`""`).
///
/// ```
/// use cbv::{prelude::*, under};
/// # #[derive(Model)]
/// # pub struct Article { pub id: i64, pub slug: String }
///
/// #[derive(DetailView)]
/// #[view(model = Article, path = "/articles/{slug}/", formats(json))]
/// pub struct ArticleDetail; // of an application that is nested under `/help`
/// # impl serde::Serialize for Article { fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_none() } }
///
/// assert_eq!(under("/help", || ArticleDetail::url("shipping")), "/help/articles/shipping/");
/// ```
///
/// Django: `set_script_prefix` and instance namespaces.
pub fn under<T>(prefix: impl Into<Cow<'static, str>>, write: impl FnOnce() -> T) -> T {
    PREFIX.sync_scope(prefix.into(), write)
}

/// Middleware for the plain handlers of an application that others may nest: `absolute_url()`, `url(..)` and
/// [`redirect`](crate::shortcuts::redirect) to an object carry the prefix in them, as they do in views without it.
///
/// ```
/// use axum::{Router, middleware::from_fn, routing::get};
/// use cbv::with_prefix;
///
/// # async fn latest() {}
/// let shop: Router = Router::new().route("/latest/", get(latest)).layer(from_fn(with_prefix));
/// let site: Router = Router::new().nest("/shop", shop);
/// ```
pub async fn with_prefix(req: AxumRequest, next: Next) -> Response {
    match set(req.extensions(), req.uri()) {
        Some(prefix) => around(prefix, next.run(req)).await,
        None => next.run(req).await,
    }
}
