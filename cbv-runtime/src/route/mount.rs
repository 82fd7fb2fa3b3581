//! A view's method router: an endpoint for each verb it answers, and what answers the rest. Called by `as_view`.

use std::{convert::Infallible, future::Future, marker::PhantomData, pin::Pin};

use axum::{
    body::Body,
    extract::{FromRequestParts, OriginalUri, Request as AxumRequest},
    handler::Handler,
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, Route},
};
use http::{
    HeaderValue, Method, StatusCode,
    header::{ALLOW, CONTENT_TYPE},
};

use super::{RouterState, Settings, Verb, ViewField, allow::Union, handle::handle, prefix};
use crate::{
    Error, Result,
    request::Request,
    respond,
    view::{Format, View},
};

/// The whole way of a request through one kind of view.
pub(crate) trait Flow: Send + Sync + 'static {
    type View: View;

    fn run(view: Self::View, req: Request, body: Body) -> impl Future<Output = Result<Response>> + Send;
}

/// The handler behind every verb of a view.
struct Endpoint<F> {
    settings: Settings,
    flow: PhantomData<fn() -> F>,
}

impl<F> Clone for Endpoint<F> {
    fn clone(&self) -> Self {
        Self { settings: self.settings.clone(), flow: PhantomData }
    }
}

impl<F, S> Handler<(), S> for Endpoint<F>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    type Future = Pin<Box<dyn Future<Output = Response> + Send>>;

    fn call(self, req: AxumRequest, state: S) -> Self::Future {
        Box::pin(async move {
            let formats = <F::View as View>::FORMATS;
            let failed = |error: Error, format| {
                let mut response = error.into_response_as(format);
                Format::vary(formats, &mut response);
                response
            };
            let format = match Format::of(formats, req.uri(), req.headers()) {
                Ok(format) => format,
                Err(error) => return failed(error, Format::Html),
            };
            let answer = match prefix::set(req.extensions(), req.uri()) {
                None => answer::<F, S>(req, state, format, self.settings).await,
                Some(prefix) => {
                    // boxed, so that the request at the root has no room for a second way through the view
                    let rest = Box::pin(answer::<F, S>(req, state, format, self.settings));
                    prefix::around(prefix, rest).await
                }
            };
            answer.unwrap_or_else(|error| failed(error, format))
        })
    }
}

async fn answer<F, S>(req: AxumRequest, state: S, format: Format, settings: Settings) -> Result<Response>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    let (mut parts, body) = req.into_parts();
    let db = handle(&mut parts.extensions, state.db());
    let view = <F::View as ViewField<S>>::take(&mut parts, &state).await?;
    F::run(view, Request::new(parts, db, format, settings).await?, body).await
}

/// The method router of the view `V` while its verbs are added. Made by [`mount`] and by `#[derive(View)]`.
#[doc(hidden)]
pub struct VerbRouter<V, S, H> {
    verbs: Vec<Verb>,
    endpoints: MethodRouter<S>,
    settings: Settings,
    view: PhantomData<fn() -> (V, H)>,
}

impl<V, S, H> std::fmt::Debug for VerbRouter<V, S, H> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("VerbRouter").field(&self.verbs).finish()
    }
}

/// The method router of a view that answers all `verbs` in one way, as far as its `http_method_names` lists them.
pub(crate) fn mount<F, S>(verbs: &[Verb], settings: Settings) -> MethodRouter<S>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    let router = VerbRouter::<F::View, S, ()> { settings, ..VerbRouter::new() };
    verbs.iter().fold(router, |router, verb| router.with::<F>(*verb)).finish()
}

impl<V: View, S: RouterState, H> VerbRouter<V, S, H> {
    /// A view that answers nothing yet.
    #[allow(clippy::new_without_default)] // only generated code makes one
    pub fn new() -> Self {
        let settings = Settings::default();
        Self { verbs: Vec::new(), endpoints: MethodRouter::new(), settings, view: PhantomData }
    }

    /// Answers a verb, if the view lists it.
    pub(crate) fn with<F>(mut self, verb: Verb) -> Self
    where
        F: Flow<View = V>,
        V: FromRequestParts<S>,
    {
        if V::HTTP_METHOD_NAMES.contains(&verb) {
            self.verbs.push(verb);
            let endpoint = Endpoint::<F> { settings: self.settings.clone(), flow: PhantomData };
            self.endpoints = self.endpoints.on(verb.filter(), endpoint);
        }
        self
    }

    /// Adds `OPTIONS` and 405.
    pub fn finish(self) -> MethodRouter<S> {
        let answered = |verb: &Verb| match verb {
            Verb::Options => true,
            Verb::Head => self.verbs.contains(&Verb::Head) || self.verbs.contains(&Verb::Get),
            verb => self.verbs.contains(verb),
        };
        let allowed: Vec<Verb> = V::HTTP_METHOD_NAMES.iter().copied().filter(answered).collect();
        let otherwise = Otherwise::new(&allowed);
        // Layered while there is no endpoint, so that only the fallback is. Such fallbacks merge without a panic, and they
        // cost the other verbs nothing.
        let refuse = otherwise.clone();
        let fallback = MethodRouter::new().layer(tower::layer::layer_fn(move |_: Route| refuse.clone()));
        let router = self.endpoints.merge(fallback);
        if self.verbs.contains(&Verb::Get) && !allowed.contains(&Verb::Head) {
            return router.on_service(MethodFilter::HEAD, otherwise); // axum would answer it by GET
        }
        router
    }
}

/// Answers what no endpoint does: `OPTIONS`, and 405 for the rest.
#[derive(Clone)]
struct Otherwise {
    allow: HeaderValue,
    options: bool,
}

impl Otherwise {
    fn new(allowed: &[Verb]) -> Self {
        let names: Vec<&str> = allowed.iter().map(|verb| verb.name()).collect();
        let allow = HeaderValue::try_from(names.join(", ")).unwrap_or(HeaderValue::from_static(""));
        Self { allow, options: allowed.contains(&Verb::Options) }
    }
}

impl tower::Service<AxumRequest> for Otherwise {
    type Response = Response;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Infallible>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, req: AxumRequest) -> Self::Future {
        let mut response = if self.options && req.method() == Method::OPTIONS {
            StatusCode::OK.into_response()
        } else {
            let original = req.extensions().get::<OriginalUri>().map_or(req.uri(), |original| &original.0);
            // `escape_debug`: a path must not be able to write a line of the log
            let path = original.path().escape_debug();
            tracing::warn!(status = 405, method = %req.method(), "Method Not Allowed: {path}");
            StatusCode::METHOD_NOT_ALLOWED.into_response()
        };
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(respond::HTML));
        if req.extensions().get::<Union>().is_none() {
            response.headers_mut().insert(ALLOW, self.allow.clone());
        }
        std::future::ready(Ok(response))
    }
}
