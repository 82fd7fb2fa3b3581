//! What both twins use, and no derive of cbv has a part in: the query's form, a mixin, how a body is read.

use std::convert::Infallible;

use axum::{body::Body, extract::FromRequestParts, response::Response};
use cbv::{Decimal, prelude::*};
use http::{HeaderValue, request::Parts};

/// A book that costs more is expensive.
pub(crate) const LIMIT: Decimal = Decimal::TEN;

/// What the list is asked for.
#[derive(serde::Deserialize)]
pub(crate) struct Filter {
    #[serde(default)]
    pub(crate) q: String,
}

/// Leaves out the first row, and adds a header.
pub(crate) struct Stamp;

impl<S: Sync> FromRequestParts<S> for Stamp {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

impl<M: Model<Pk = i64>> Mixin<M> for Stamp {
    async fn queryset(&self, queryset: QuerySet<M>, _: &Request) -> Result<QuerySet<M>> {
        Ok(queryset.filter(M::PK.gt(1)))
    }

    async fn response(&self, mut response: Response, _: &Request) -> Result<Response> {
        response.headers_mut().insert("x-stamp", HeaderValue::from_static("twin"));
        Ok(response)
    }
}

/// A short body.
pub(crate) async fn text(body: Body) -> Result<String> {
    let bytes = axum::body::to_bytes(body, 100).await.map_err(Error::other)?;
    String::from_utf8(bytes.to_vec()).map_err(Error::other)
}
