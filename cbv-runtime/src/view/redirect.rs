//! Redirect views: an address that leads to another. `#[derive(RedirectView)]` implements [`RedirectView`]; overrides go to
//! [`RedirectHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use http::StatusCode;

pub use super::with::RedirectSettings as Settings;
use super::{
    View,
    hooks::{ask, common_defaults, hooks, mounted, never, nothing},
};
use crate::{
    Error, Result,
    request::Request,
    respond,
    route::{Flow, RouterState, Verb, located, mount, mount_with},
};

/// Every verb but TRACE redirects, as Django's.
const VERBS: &[Verb] =
    &[Verb::Get, Verb::Post, Verb::Put, Verb::Patch, Verb::Delete, Verb::Head, Verb::Options];

/// An address that leads to another. Derived; the functions are the defaults that [`RedirectHooks`] calls, Django's
/// `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/base/#redirectview>.
pub trait RedirectView: View<Data = ()> {
    /// 301 instead of 302.
    const PERMANENT: bool = false;
    /// Whether the request's query is appended to the target.
    const QUERY_STRING: bool = false;

    /// The target of the attributes: `url`, or the URL of the view that `pattern_name` names; `None` without either.
    ///
    /// # Errors
    /// [`Error::ImproperlyConfigured`] when the target has an argument that the request's URL lacks.
    fn url(view: &Self, req: &Request) -> Result<Option<String>>;

    common_defaults!();

    /// The default of [`RedirectHooks::get_redirect_url`]: the attributes' target, with the query where `query_string` says
    /// so.
    fn get_redirect_url(view: &Self, req: &Request) -> impl Future<Output = Result<Option<String>>> + Send {
        let set = settings::<Self>(req);
        let url = match set.and_then(|set| set.url.as_deref()) {
            Some(pattern) => located::reverse(pattern, req).map(Some),
            None => Self::url(view, req),
        };
        let appended = set.and_then(|set| set.query_string).unwrap_or(Self::QUERY_STRING);
        let url = url.map(|url| {
            url.map(|url| match req.query_string() {
                query if appended && !query.is_empty() => format!("{url}?{query}"),
                _ => url,
            })
        });
        std::future::ready(url)
    }
}

hooks! {
    /// What a redirect view's author may override. The default of each is the function of the same name in
    /// [`RedirectView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `RedirectHooks`",
        note = "write `impl<..> RedirectHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait RedirectHooks: RedirectView, RedirectFlow {
        /// Where to; `None` is answered with 410.
        ///
        /// Django: `RedirectView.get_redirect_url`.
        async fn get_redirect_url(&self, req: &Request) -> Result<Option<String>>;
    }
}

mounted!(RedirectView, RedirectHooks, RedirectFlow, redirect_view, Redirect, VERBS, nothing, never);

async fn run<V: RedirectFlow<H>, H>(view: &mut V, req: &mut Request, _: Body) -> Result<Response> {
    ask!(view.setup(req))?;
    let rest = pin!(Some(get::<V, H>(view, req)));
    ask!(view.dispatch(req, rest))
}

async fn get<V: RedirectFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    match ask!(view.get_redirect_url(req))?.filter(|url| !url.is_empty()) {
        Some(url) => {
            let permanent = settings::<V>(req).and_then(|set| set.permanent).unwrap_or(V::PERMANENT);
            let status = if permanent { StatusCode::MOVED_PERMANENTLY } else { StatusCode::FOUND };
            respond::redirect(&url, status)
        }
        None => {
            tracing::warn!(status = 410, "Gone: {}", req.path().escape_debug());
            Err(Error::Gone("a redirect view without a target".into()))
        }
    }
}

/// What was set where the view is mounted.
fn settings<V: RedirectView>(req: &Request) -> Option<&Settings<V>> {
    req.settings().kind()
}
