//! A view with a function for each of two verbs.

use axum::{
    body::Body,
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
};
use cbv::{Get, Post, prelude::*};
use http::request::Parts;

use super::{super::shared::text, models::Publisher};

pub(crate) struct Rename;

impl<S: Sync> FromRequestParts<S> for Rename {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self)
    }
}

impl View for Rename {
    type Data = ();
    const NAME: &'static str = "Rename";
}

impl ViewHooks for Rename {}

impl Get for Rename {
    async fn get(&self, req: &Request) -> Result<Response> {
        let key = req.kwarg("pk").and_then(|pk| pk.parse::<i64>().ok());
        let key = key.ok_or_else(|| Error::not_found("no number"))?;
        let publisher = Publisher::objects().filter(Publisher::ID.eq(key)).get(req.db()).await?;
        Ok(([("x-key", key)], publisher.name).into_response())
    }
}

impl Post for Rename {
    async fn post(&self, req: &Request, body: Body) -> Result<Response> {
        let name = text(body).await?;
        let last = Publisher::objects().filter(Publisher::ID.eq(3));
        last.update(req.db(), [Publisher::NAME.set(name)]).await?;
        Get::get(self, req).await
    }
}
