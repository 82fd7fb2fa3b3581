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
    request::Parts,
};

use super::{RouterState, Settings, Verb, ViewField, allow::Union, handle::handle, prefix, report::Report};
use crate::{
    Error, Result,
    db::Conn,
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

/// The answer to a request, whatever the view.
type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

impl<F, S> Handler<(), S> for Endpoint<F>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    type Future = Answer;

    // This is compiled for each view: what does not depend on one stands in functions of its own.
    fn call(self, req: AxumRequest, state: S) -> Answer {
        let formats = <F::View as View>::FORMATS;
        let asked = match Asked::of(&req, formats) {
            Ok(asked) => asked,
            Err(error) => return Box::pin(std::future::ready(failed(error, formats, Format::Html))),
        };
        let (format, settings) = (asked.format, self.settings);
        asked.answer(Box::pin(async move {
            let (mut parts, body) = req.into_parts();
            let db = handle(&mut parts.extensions, state.db());
            let report = Report::on(&db);
            let answer = answer::<F, S>(parts, body, db, state, format, settings).await;
            let mut response = answer.unwrap_or_else(|error| failed(error, formats, format));
            report.finish(F::View::NAME, &mut response);
            response
        }))
    }
}

async fn answer<F, S>(
    mut parts: Parts,
    body: Body,
    db: Conn,
    state: S,
    format: Format,
    settings: Settings,
) -> Result<Response>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    let view = <F::View as ViewField<S>>::take(&mut parts, &state).await?;
    F::run(view, Request::new(parts, db, format, settings).await?, body).await
}

/// What is known of a request before its view runs.
struct Asked {
    format: Format,
    prefix: Option<String>,
}

impl Asked {
    fn of(req: &AxumRequest, formats: &'static [Format]) -> Result<Self> {
        let format = Format::of(formats, req.uri(), req.headers())?;
        Ok(Self { format, prefix: prefix::set(req.extensions(), req.uri()) })
    }

    /// The view's answer, with the prefix in the addresses it writes.
    fn answer(self, view: Answer) -> Answer {
        match self.prefix {
            None => view,
            Some(prefix) => Box::pin(prefix::around(prefix, view)),
        }
    }
}

fn failed(error: Error, formats: &'static [Format], format: Format) -> Response {
    let mut response = error.into_response_as(format);
    Format::vary(formats, &mut response);
    response
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
    let mut router = VerbRouter::<F::View, S, ()> { settings, ..VerbRouter::new() };
    for verb in verbs {
        router = router.with::<F>(*verb);
    }
    router.finish()
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
        finish(self.endpoints, &self.verbs, V::HTTP_METHOD_NAMES)
    }
}

/// Adds `OPTIONS` and 405 to the endpoints of a view that answers `verbs` and lists `names`.
fn finish<S: RouterState>(endpoints: MethodRouter<S>, verbs: &[Verb], names: &[Verb]) -> MethodRouter<S> {
    let answered = |verb: &Verb| match verb {
        Verb::Options => true,
        Verb::Head => verbs.contains(&Verb::Head) || verbs.contains(&Verb::Get),
        verb => verbs.contains(verb),
    };
    let allowed: Vec<Verb> = names.iter().copied().filter(answered).collect();
    let otherwise = Otherwise::new(&allowed);
    // Layered while there is no endpoint, so that only the fallback is. Such fallbacks merge without a panic, and they cost
    // the other verbs nothing.
    let refuse = otherwise.clone();
    let fallback = MethodRouter::new().layer(tower::layer::layer_fn(move |_: Route| refuse.clone()));
    let router = endpoints.merge(fallback);
    if verbs.contains(&Verb::Get) && !allowed.contains(&Verb::Head) {
        return router.on_service(MethodFilter::HEAD, otherwise); // axum would answer it by GET
    }
    router
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
