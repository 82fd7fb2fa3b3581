//! Somebody who asks, without a log-in: a middleware reads the header `x-user` and attaches the user to the request, as a
//! session's middleware would. Used by tests of guards.

use std::{borrow::Cow, convert::Infallible};

use axum::{
    Router,
    extract::{FromRequestParts, Request},
    middleware::{Next, from_fn},
    response::Response,
};
use cbv::{Db, guard::User};
use http::request::Parts;

/// Who asks: `x-user: ann` is anybody, `staff-..` belongs to the staff, `editor-..` may change books.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// The name; nobody without.
    pub name: Option<String>,
}

impl User for Visitor {
    fn id(&self) -> Option<Cow<'_, str>> {
        self.name.as_deref().map(Cow::Borrowed)
    }

    fn is_staff(&self) -> bool {
        self.starts_with("staff")
    }

    fn has_perm(&self, permission: &str) -> bool {
        permission == "books.change_book" && self.starts_with("editor")
    }
}

impl Visitor {
    fn starts_with(&self, role: &str) -> bool {
        self.name.as_deref().is_some_and(|name| name.starts_with(role))
    }
}

/// From the request's extensions; nobody when nothing is there.
impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

/// The router behind the middleware.
pub fn with_users(router: Router<Db>) -> Router<Db> {
    router.layer(from_fn(async |mut req: Request, next: Next| -> Response {
        let name = req.headers().get("x-user").and_then(|name| name.to_str().ok()).map(str::to_owned);
        req.extensions_mut().insert(Visitor { name });
        next.run(req).await
    }))
}
