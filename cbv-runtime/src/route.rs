//! How a view becomes part of a router: the verbs it answers, `OPTIONS`, 405, and the state it needs. Called by `as_view` of
//! every view; what happens inside a request is the view's `run`.

use std::{convert::Infallible, future::Future, marker::PhantomData, pin::Pin};

use axum::{
    body::Body,
    extract::{FromRef, FromRequestParts, Request as AxumRequest},
    handler::Handler,
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter},
};
use http::{HeaderValue, Method, StatusCode, header::ALLOW};

use crate::{
    Error, Result,
    db::{Conn, Db},
    request::Request,
    view::View,
};

/// The state of a router that views can be mounted on: one that a [`Db`] can be taken from.
#[diagnostic::on_unimplemented(
    message = "the router's state `{Self}` has no `Db`",
    label = "views need a database",
    note = "give the database itself, `.with_state(db)`; or let your state hold one: `#[derive(FromRef)] struct AppState {{ db: Db, .. }}`, or `impl FromRef<AppState> for Db`"
)]
pub trait RouterState: Clone + Send + Sync + 'static {
    /// The database of the state.
    fn db(&self) -> Db;
}

#[diagnostic::do_not_recommend]
impl<S> RouterState for S
where
    S: Clone + Send + Sync + 'static,
    Db: FromRef<S>,
{
    fn db(&self) -> Db {
        Db::from_ref(self)
    }
}

#[cfg(feature = "sqlite")]
impl FromRef<sqlx::SqlitePool> for Db {
    fn from_ref(pool: &sqlx::SqlitePool) -> Self {
        pool.clone().into()
    }
}

#[cfg(feature = "postgres")]
impl FromRef<sqlx::PgPool> for Db {
    fn from_ref(pool: &sqlx::PgPool) -> Self {
        pool.clone().into()
    }
}

#[cfg(feature = "mysql")]
impl FromRef<sqlx::MySqlPool> for Db {
    fn from_ref(pool: &sqlx::MySqlPool) -> Self {
        pool.clone().into()
    }
}

/// A field of a view: anything that is taken from the head of a request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a view",
    label = "this view has a field that is no extractor",
    note = "a field is taken from the request: implement `axum::extract::FromRequestParts` for it, or keep the value elsewhere",
    note = "what reads the body (`Json`, `Form`, `Multipart`) cannot be a field"
)]
pub trait ViewField<S>: Sized {
    /// Takes it from the request.
    ///
    /// # Errors
    /// The extractor's rejection, as a response.
    fn take(parts: &mut http::request::Parts, state: &S) -> impl Future<Output = Result<Self>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T, S> ViewField<S> for T
where
    T: FromRequestParts<S>,
    S: Send + Sync,
{
    async fn take(parts: &mut http::request::Parts, state: &S) -> Result<Self> {
        T::from_request_parts(parts, state).await.map_err(|rejection| Error::from(rejection.into_response()))
    }
}

/// A verb that a view may answer. Django's names, in the order of its `Allow` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
    Options,
    Trace,
}

impl Verb {
    /// All verbs; Django's default `http_method_names`.
    pub const ALL: &'static [Verb] = &[
        Self::Get,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Head,
        Self::Options,
        Self::Trace,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
        }
    }

    fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Patch => MethodFilter::PATCH,
            Self::Delete => MethodFilter::DELETE,
            Self::Head => MethodFilter::HEAD,
            Self::Options => MethodFilter::OPTIONS,
            Self::Trace => MethodFilter::TRACE,
        }
    }
}

/// The whole way of a request through one kind of view.
pub(crate) trait Flow: Send + Sync + 'static {
    type View: View;

    fn run(view: Self::View, req: Request, body: Body) -> impl Future<Output = Result<Response>> + Send;
}

/// The handler behind every verb of a view.
struct Endpoint<F>(PhantomData<fn() -> F>);

impl<F> Clone for Endpoint<F> {
    fn clone(&self) -> Self {
        Self(PhantomData)
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
        Box::pin(async move { answer::<F, S>(req, state).await.into_response() })
    }
}

async fn answer<F, S>(req: AxumRequest, state: S) -> Result<Response>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    let (mut parts, body) = req.into_parts();
    let db = Conn::new(state.db());
    parts.extensions.insert(db.clone());
    let view = <F::View as ViewField<S>>::take(&mut parts, &state).await?;
    F::run(view, Request::new(parts, db).await?, body).await
}

/// The router of a view that answers `verbs`, as far as its `http_method_names` lists them.
pub(crate) fn mount<F, S>(verbs: &[Verb]) -> MethodRouter<S>
where
    F: Flow,
    F::View: FromRequestParts<S>,
    S: RouterState,
{
    let listed = <F::View as View>::HTTP_METHOD_NAMES;
    let has = |verb: Verb| {
        listed.contains(&verb)
            && (verbs.contains(&verb)
                || verb == Verb::Options
                || (verb == Verb::Head && verbs.contains(&Verb::Get)))
    };
    let allowed: Vec<Verb> = listed.iter().copied().filter(|verb| has(*verb)).collect();
    let names: Vec<&str> = allowed.iter().map(|verb| verb.name()).collect();
    let allow = HeaderValue::try_from(names.join(", ")).unwrap_or(HeaderValue::from_static(""));
    let otherwise = Otherwise { allow, options: allowed.contains(&Verb::Options) };
    // Layered while there is no endpoint, so that only the fallback is: such fallbacks merge, and cost other requests nothing.
    let refused = otherwise.clone();
    let mut router: MethodRouter<S> =
        MethodRouter::new().layer(tower::layer::layer_fn(move |_: axum::routing::Route| refused.clone()));
    for verb in verbs.iter().filter(|verb| allowed.contains(verb)) {
        router = router.on(verb.filter(), Endpoint::<F>(PhantomData));
    }
    if allowed.contains(&Verb::Get) && !allowed.contains(&Verb::Head) {
        router = router.on_service(MethodFilter::HEAD, otherwise); // axum would answer it by GET
    }
    router
}

/// Answers what no endpoint does: `OPTIONS`, and 405 for the rest.
#[derive(Clone)]
struct Otherwise {
    allow: HeaderValue,
    options: bool,
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
            // `escape_debug`: a path must not be able to write a line of the log
            let path = req.uri().path().escape_debug();
            tracing::warn!(status = 405, method = %req.method(), "Method Not Allowed: {path}");
            StatusCode::METHOD_NOT_ALLOWED.into_response()
        };
        if req.extensions().get::<Union>().is_none() {
            response.headers_mut().insert(ALLOW, self.allow.clone());
        }
        std::future::ready(Ok(response))
    }
}

/// Marks a request whose `Allow` is made of the whole method router.
#[derive(Clone)]
struct Union;

/// What several views and handlers on one route need: one `Allow` for all of them.
pub trait MethodRouterExt<S>: sealed::Sealed {
    /// Ends a chain of views and handlers on one route: `OPTIONS` and 405 are answered with all their verbs in `Allow`.
    /// A single view does without.
    ///
    /// axum gives a method router's parts no way to learn what is merged with them later, so it is said once, at the end.
    ///
    /// ```ignore
    /// .route("/books/{slug}/", BookDetail::as_view().merge(BookComment::as_view()).put(replace).with_allow())
    /// ```
    #[must_use]
    fn with_allow(self) -> Self;
}

mod sealed {
    pub trait Sealed {}
    impl<S> Sealed for axum::routing::MethodRouter<S> {}
}

impl<S> MethodRouterExt<S> for MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn with_allow(self) -> Self {
        let whole = self.clone();
        self.fallback(move |axum::extract::State(state): axum::extract::State<S>, mut req: AxumRequest| {
            let whole = whole.clone();
            async move {
                let options = req.method() == Method::OPTIONS;
                req.extensions_mut().insert(Union);
                let answer = tower::ServiceExt::oneshot(whole.with_state::<()>(state), req).await;
                let mut response = answer.unwrap_or_else(|never| match never {});
                if options && response.status() == StatusCode::METHOD_NOT_ALLOWED {
                    *response.status_mut() = StatusCode::OK;
                }
                spell_allow(&mut response);
                response
            }
        })
    }
}

/// axum writes `GET,HEAD`: sorted as Django does, with spaces, and `OPTIONS`.
fn spell_allow(response: &mut Response) {
    let header = response.headers().get(ALLOW).and_then(|allow| allow.to_str().ok()).unwrap_or_default();
    let has =
        |verb: &Verb| *verb == Verb::Options || header.split(',').any(|name| name.trim() == verb.name());
    let names: Vec<&str> = Verb::ALL.iter().filter(|verb| has(verb)).map(|verb| verb.name()).collect();
    if let Ok(allow) = HeaderValue::try_from(names.join(", ")) {
        response.headers_mut().insert(ALLOW, allow);
    }
}
