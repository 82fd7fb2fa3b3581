//! A row by its slug, and one by its key with extra context that is asked of the database.

use askama::Template;
use axum::extract::FromRequestParts;
use cbv::{Decimal, OneTemplate, SingleObject, prelude::*};
use http::request::Parts;

use super::{
    super::shared::LIMIT,
    models::{Book, Publisher},
};

pub(crate) struct BookDetail;

impl<S: Sync> FromRequestParts<S> for BookDetail {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self)
    }
}

impl View for BookDetail {
    type Data = Book;
    const NAME: &'static str = "BookDetail";
}

/// What the template reads.
#[derive(Template)]
#[template(path = "twin/book_detail.html")]
struct BookDetailContext<'a> {
    object: &'a Book,
    book: &'a Book,
    request: &'a Request,
    section: &'static str,
}

impl TemplateResponse for BookDetail {
    type Extra = ();
    type Template = OneTemplate;

    fn render(_: &Self, req: &Request, context: &Context<'_, Self>) -> Result<String> {
        let book = context.data;
        Ok(BookDetailContext { object: book, book, request: req, section: "Books" }.render()?)
    }
}

impl SingleObject for BookDetail {
    type Model = Book;
    type Mixins<'a> = ();

    fn mixins(_: &Self) {}
}

impl DetailView for BookDetail {}

impl DetailHooks for BookDetail {}

pub(crate) struct PublisherDetail;

impl<S: Sync> FromRequestParts<S> for PublisherDetail {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self)
    }
}

impl View for PublisherDetail {
    type Data = Publisher;
    const NAME: &'static str = "PublisherDetail";
}

pub(crate) struct Dear {
    expensive: bool,
    limit: Decimal,
}

impl ContextData<PublisherDetail> for Dear {
    async fn get_context_data(_: &PublisherDetail, req: &Request, publisher: &Publisher) -> Result<Self> {
        let books = Book::objects().filter(Book::PUBLISHER_ID.eq(publisher.id)).filter(Book::PRICE.gt(LIMIT));
        Ok(Self { expensive: books.exists(req.db()).await?, limit: LIMIT })
    }
}

/// What the template reads.
#[derive(Template)]
#[template(path = "twin/publisher_detail.html")]
struct PublisherDetailContext<'a> {
    publisher: &'a Publisher,
    expensive: bool,
    limit: Decimal,
}

impl TemplateResponse for PublisherDetail {
    type Extra = Dear;
    type Template = OneTemplate;

    fn render(_: &Self, _: &Request, context: &Context<'_, Self>) -> Result<String> {
        let Dear { expensive, limit } = context.extra;
        Ok(PublisherDetailContext { publisher: context.data, expensive, limit }.render()?)
    }
}

impl SingleObject for PublisherDetail {
    type Model = Publisher;
    type Mixins<'a> = ();

    fn mixins(_: &Self) {}
}

impl DetailView for PublisherDetail {}

impl DetailHooks for PublisherDetail {}
