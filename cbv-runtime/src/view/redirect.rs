//! Redirect views: an address that leads to another. `#[derive(RedirectView)]` implements [`RedirectView`]; `run` at the
//! foot is the way of a request.

use std::marker::PhantomData;

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

use super::View;
use crate::{
    Error, Result,
    request::Request,
    respond,
    route::{Flow, RouterState, Verb, mount},
};

/// Every verb but TRACE redirects, as Django's.
const VERBS: &[Verb] =
    &[Verb::Get, Verb::Post, Verb::Put, Verb::Patch, Verb::Delete, Verb::Head, Verb::Options];

/// An address that leads to another. Derived.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#redirectview>.
pub trait RedirectView: View<Data = ()> {
    /// 301 instead of 302.
    const PERMANENT: bool = false;
    /// Whether the request's query is appended to the target.
    const QUERY_STRING: bool = false;

    /// The target for this request: the attribute `url`, or the URL of the view that `pattern_name` names. `None` is
    /// answered with 410.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] when the target has an argument that the request's URL lacks.
    fn redirect_url(view: &Self, req: &Request) -> Result<Option<String>>;
}

/// The method router of a redirect view. Derived views have `as_view()` instead.
pub fn as_view<V, S>() -> MethodRouter<S>
where
    V: RedirectView + FromRequestParts<S>,
    S: RouterState,
{
    mount::<Redirect<V>, S>(VERBS)
}

struct Redirect<V>(PhantomData<fn() -> V>);

impl<V: RedirectView> Flow for Redirect<V> {
    type View = V;

    async fn run(view: V, req: Request, _: Body) -> Result<Response> {
        let Some(mut url) = V::redirect_url(&view, &req)? else {
            tracing::warn!(status = 410, "Gone: {}", req.path().escape_debug());
            return Err(Error::Gone("a redirect view without a target".into()));
        };
        if V::QUERY_STRING && !req.query_string().is_empty() {
            url.push('?');
            url.push_str(req.query_string());
        }
        respond::redirect(&url, V::PERMANENT)
    }
}
