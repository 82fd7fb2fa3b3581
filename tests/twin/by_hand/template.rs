//! A page of a template alone, in plain text, which answers neither HEAD nor POST.

use askama::Template;
use axum::extract::FromRequestParts;
use cbv::{OneTemplate, Verb, prelude::*};
use http::request::Parts;

use super::models::{Book, Publisher};

pub(crate) struct About;

impl<S: Sync> FromRequestParts<S> for About {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self)
    }
}

impl View for About {
    type Data = ();
    const NAME: &'static str = "About";
    const HTTP_METHOD_NAMES: &'static [Verb] = &[Verb::Get, Verb::Options];
}

pub(crate) struct Numbers {
    books: u64,
    publishers: u64,
}

impl ContextData<About> for Numbers {
    async fn get_context_data(_: &About, req: &Request, _: &()) -> Result<Self> {
        Ok(Self {
            books: Book::objects().count(req.db()).await?,
            publishers: Publisher::objects().count(req.db()).await?,
        })
    }
}

/// What the template reads.
#[derive(Template)]
#[template(path = "twin/about.txt")]
struct AboutContext<'a> {
    topic: &'a str,
    request: &'a Request,
    books: u64,
    publishers: u64,
}

impl TemplateResponse for About {
    type Extra = Numbers;
    type Template = OneTemplate;
    const CONTENT_TYPE: &'static str = "text/plain; charset=utf-8";

    fn render(_: &Self, req: &Request, context: &Context<'_, Self>) -> Result<String> {
        let Numbers { books, publishers } = context.extra;
        let topic = req.kwarg("topic").unwrap_or_default();
        Ok(AboutContext { topic, request: req, books, publishers }.render()?)
    }
}

impl TemplateView for About {
    type Mixins<'a> = ();

    fn mixins(_: &Self) {}
}

impl TemplateHooks for About {}
