use axum::extract::FromRequestParts;
use cbv::prelude::*;
use cbv_tests::models::Book;

pub trait Content: Model {
    const SEARCH_FIELDS: &'static [&'static str];
}

pub struct Base<M>(std::marker::PhantomData<fn() -> M>);

impl<M, S: Sync> FromRequestParts<S> for Base<M> {
    type Rejection = Error;

    async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self> {
        Ok(Self(std::marker::PhantomData))
    }
}

impl<M: Content> Mixin<M> for Base<M> {}

#[derive(ListView)]
#[view(model = M, formats(json))]
pub struct ContentList<M: Content + serde::Serialize> {
    #[view(mixin)]
    base: Base<M>,
}

impl<M: Content + serde::Serialize> ListHooks for ContentList<M> {}

pub fn take(_: ContentList<Book>) {}

fn main() {}
