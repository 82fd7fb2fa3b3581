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

use super::{RouterState, Settings, Verb, ViewField, allow::Union, handle::handle, prefix, report::Report};
use crate::{
    Error, Result, csrf,
    request::Request,
    respond,
    view::{Format, View},
};

/// The answer to a request behind its verb, of any view.
pub(crate) type Answering = Pin<Box<dyn Future<Output = Result<Response>> + Send>>;

/// The whole way of a request through one kind of view.
pub(crate) trait Flow: Send + Sync + 'static {
    type View: View;

    /// The same way for a view that has nothing to wait for itself: see `view/plain.rs`.
    const PLAIN: Option<fn(Request) -> Answering> = None;

    fn run(
        view: &mut Self::View,
        req: &mut Request,
        body: Body,
    ) -> impl Future<Output = Result<Response>> + Send;
}

/// What the endpoints of a view know of it, without its type: whatever stands behind axum's handlers is then compiled once for
/// each kind of state, and not for each view.
struct Way<S> {
    view: &'static str,
    names: &'static [Verb],
    formats: &'static [Format],
    go: Go<S>,
}

/// How a view is made, and answers.
enum Go<S> {
    Plain(fn(Request) -> Answering),
    Full(fn(Request, Body, S) -> Answering),
}

impl<S> Clone for Go<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Go<S> {}

impl<S> Clone for Way<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Way<S> {}

impl<S: RouterState> Way<S> {
    /// The plain way where the view has one.
    const fn of<F>() -> Self
    where
        F: Flow,
        F::View: FromRequestParts<S>,
    {
        match F::PLAIN {
            Some(plain) => Self::going::<F>(Go::Plain(plain)),
            None => Self::full::<F>(),
        }
    }

    /// The way that reads the settings of a route.
    const fn full<F>() -> Self
    where
        F: Flow,
        F::View: FromRequestParts<S>,
    {
        Self::going::<F>(Go::Full(full::<F, S>))
    }

    const fn going<F: Flow>(go: Go<S>) -> Self {
        Self { view: F::View::NAME, names: F::View::HTTP_METHOD_NAMES, formats: F::View::FORMATS, go }
    }
}

impl<S> Way<S> {
    fn go(self, req: Request, body: Body, state: S) -> Answering {
        match self.go {
            Go::Plain(go) => go(req),
            Go::Full(go) => go(req, body, state),
        }
    }
}

/// The way of a view with fields or hooks.
fn full<F, S>(mut req: Request, body: Body, state: S) -> Answering
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    Box::pin(async move {
        let mut view = <F::View as ViewField<S>>::take(req.parts_mut(), &state).await?;
        F::run(&mut view, &mut req, body).await
    })
}

/// The handler behind every verb of a view.
struct Endpoint<S> {
    settings: Settings,
    way: Way<S>,
}

impl<S> Clone for Endpoint<S> {
    fn clone(&self) -> Self {
        Self { settings: self.settings.clone(), way: self.way }
    }
}

/// The answer to a request, whatever the view.
type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

impl<S: RouterState> Handler<(), S> for Endpoint<S> {
    type Future = Answer;

    fn call(self, req: AxumRequest, state: S) -> Answer {
        let Self { settings, way } = self;
        let asked = match Asked::of(&req, way.formats) {
            Ok(asked) => asked,
            Err(error) => {
                return Box::pin(std::future::ready(failed(error, way.formats, Format::Html)));
            }
        };
        let format = asked.format;
        let (mut parts, body) = req.into_parts();
        let db = handle(&mut parts.extensions, state.db());
        let report = Report::on(&db);
        let going = Request::new(parts, db, format, settings).map(|req| way.go(req, body, state));
        asked.answer(Box::pin(async move {
            let answer = match going {
                Ok(going) => going.await,
                Err(error) => Err(error),
            };
            let mut response = answer.unwrap_or_else(|error| failed(error, way.formats, format));
            report.finish(way.view, &mut response);
            response
        }))
    }
}

/// The same behind a verb that may change data: it answers the application's own pages only.
#[derive(Clone)]
struct Guarded<E>(E);

impl<S: RouterState> Handler<(), S> for Guarded<Endpoint<S>> {
    type Future = Answer;

    fn call(self, req: AxumRequest, state: S) -> Answer {
        let formats = self.0.way.formats;
        let format = Format::of(formats, req.uri(), req.headers()).unwrap_or_default();
        match csrf::checked(req) {
            Ok(req) => self.0.call(req, state),
            Err(refused) => Box::pin(std::future::ready(failed(refused, formats, format))),
        }
    }
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

/// The method router of the view `V` while its verbs are added. Made by `#[derive(View)]`.
#[doc(hidden)]
pub struct VerbRouter<V, S, H> {
    mounted: Mounted<S>,
    view: PhantomData<fn() -> (V, H)>,
}

impl<V, S, H> std::fmt::Debug for VerbRouter<V, S, H> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("VerbRouter").field(&self.mounted.verbs).finish()
    }
}

/// The method router of a view that answers all `verbs` in one way, as far as its `http_method_names` lists them.
pub(crate) fn mount<F, S>(verbs: &[Verb]) -> MethodRouter<S>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    mount_way(verbs, const { Way::of::<F>() }, Mounted::new(F::View::CSRF_EXEMPT, Settings::default()))
}

/// The same with settings of this route.
pub(crate) fn mount_with<F, S>(verbs: &[Verb], settings: Settings) -> MethodRouter<S>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    mount_way(verbs, const { Way::full::<F>() }, Mounted::new(F::View::CSRF_EXEMPT, settings))
}

fn mount_way<S: RouterState>(verbs: &[Verb], way: Way<S>, mut mounted: Mounted<S>) -> MethodRouter<S> {
    for verb in verbs {
        mounted.add(*verb, way);
    }
    finish(mounted.endpoints, &mounted.verbs, way.names)
}

impl<V: View, S: RouterState, H> VerbRouter<V, S, H> {
    /// A view that answers nothing yet.
    #[allow(clippy::new_without_default)] // only generated code makes one
    pub fn new() -> Self {
        Self { mounted: Mounted::new(V::CSRF_EXEMPT, Settings::default()), view: PhantomData }
    }

    /// Answers a verb, if the view lists it.
    pub(crate) fn with<F>(mut self, verb: Verb) -> Self
    where
        F: Flow<View = V>,
        V: FromRequestParts<S>,
    {
        self.mounted.add(verb, const { Way::of::<F>() });
        self
    }

    /// Adds `OPTIONS` and 405.
    pub fn finish(self) -> MethodRouter<S> {
        finish(self.mounted.endpoints, &self.mounted.verbs, V::HTTP_METHOD_NAMES)
    }
}

/// The endpoints of a view, without its type.
struct Mounted<S> {
    verbs: Vec<Verb>,
    endpoints: MethodRouter<S>,
    csrf_exempt: bool,
    settings: Settings,
}

impl<S: RouterState> Mounted<S> {
    fn new(csrf_exempt: bool, settings: Settings) -> Self {
        Self { verbs: Vec::new(), endpoints: MethodRouter::new(), csrf_exempt, settings }
    }

    fn add(&mut self, verb: Verb, way: Way<S>) {
        if way.names.contains(&verb) {
            self.verbs.push(verb);
            let endpoint = Endpoint { settings: self.settings.clone(), way };
            let endpoints = std::mem::take(&mut self.endpoints);
            self.endpoints = if verb.is_safe() || self.csrf_exempt {
                endpoints.on(verb.filter(), endpoint)
            } else {
                endpoints.on(verb.filter(), Guarded(endpoint))
            };
        }
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
