//! Who looks at the shop. Called by `site`, by the views that ask who is there, and by `app`, which mounts the middleware.
//!
//! It teaches: cbv has no users. Any extractor that implements `cbv::guard::User` will do; a real shop would have one with a
//! session and a password behind it (axum-login, for example). This one believes whoever introduces themselves, which is
//! enough for a tour and for nothing else.

use std::{borrow::Cow, convert::Infallible};

use axum::{
    Form,
    extract::{FromRequestParts, Request},
    http::{
        HeaderMap,
        header::{COOKIE, SET_COOKIE},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use cbv::{Result, guard::User, messages::Messages, redirect};
use serde::Deserialize;

use crate::views::Home;

const NAME: &str = "visitor";

/// Somebody who has said a name, or nobody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    pub(crate) name: Option<String>,
}

impl User for Visitor {
    fn id(&self) -> Option<Cow<'_, str>> {
        self.name.as_deref().map(Cow::Borrowed)
    }
}

/// Read from the request's extensions, where [`recognise`] puts it; nobody without.
impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

/// Middleware: attaches the visitor to the request.
pub(crate) async fn recognise(mut req: Request, next: Next) -> Response {
    let visitor = Visitor { name: cookie(req.headers()) };
    req.extensions_mut().insert(visitor);
    next.run(req).await
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, _)| *name == NAME).find_map(|(_, value)| plain(value))
}

/// What somebody writes who introduces themselves.
#[derive(Deserialize)]
pub(crate) struct Introduction {
    name: String,
}

/// `POST /visitor/`: remembers the name in a cookie, or forgets it when it is none; the front page says which.
pub(crate) async fn introduce(
    messages: Messages,
    Form(introduction): Form<Introduction>,
) -> Result<impl IntoResponse> {
    let name = plain(&introduction.name).unwrap_or_default();
    if name.is_empty() {
        messages.error("That is no name: it needs letters from A to Z, or digits.").await?;
    } else {
        messages.success(format!("Welcome, {name}.")).await?;
    }
    let age = if name.is_empty() { 0 } else { 24 * 60 * 60 };
    let cookie = format!("{NAME}={name}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax");
    Ok(([(SET_COOKIE, cookie)], redirect(&Home::url())))
}

/// The letters and digits of a name, as many as a cookie should hold; `None` when there are none.
fn plain(name: &str) -> Option<String> {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    (!name.is_empty()).then_some(name)
}
