//! One `Allow` for several views and handlers on one route. Called by whoever merges method routers.

use axum::{
    extract::{Request as AxumRequest, State},
    response::Response,
    routing::MethodRouter,
};
use http::{HeaderValue, Method, StatusCode, header::ALLOW};

use super::Verb;

/// Marks a request whose `Allow` is made of the whole method router.
#[derive(Clone)]
pub(super) struct Union;

/// What several views and handlers on one route need: one `Allow` for all of them.
pub trait MethodRouterExt<S>: sealed::Sealed {
    /// Ends a chain of views and handlers on one route: `OPTIONS` and 405 are answered with all their verbs in `Allow`.
    /// A single view does without.
    ///
    /// axum gives a method router's parts no way to learn what is merged with them later, so it is said once, at the end.
    ///
    /// ```
    /// use axum::{Router, body::Body, response::{IntoResponse as _, Response}};
    /// use cbv::{Post, prelude::*, redirect_view};
    ///
    /// #[derive(View)]
    /// struct Interest;
    ///
    /// impl Post for Interest {
    ///     async fn post(&self, _: &Request, _: Body) -> Result<Response> {
    ///         Ok("noted".into_response())
    ///     }
    /// }
    ///
    /// async fn replace() {}
    ///
    /// let old = redirect_view!(url = "/books/", http_method_names(get, head));
    /// // `Allow: GET, POST, PUT, HEAD, OPTIONS`
    /// let app: Router<Db> =
    ///     Router::new().route("/old/", old.merge(Interest::as_view()).put(replace).with_allow());
    /// ```
    ///
    /// A route that ends in it answers 405 itself, also where the application has a `method_not_allowed_fallback`.
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
        self.fallback(move |State(state): State<S>, mut req: AxumRequest| {
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
