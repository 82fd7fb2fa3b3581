//! A paged list of what is no model's row.

use std::num::NonZeroU32;

use askama::Template;
use axum::extract::FromRequestParts;
use cbv::{ItemListView, OneTemplate, Pagination, Paginator, prelude::*};
use http::request::Parts;

use super::models::Publisher;

pub(crate) struct Names;

impl<S: Send + Sync> FromRequestParts<S> for Names {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self)
    }
}

impl View for Names {
    type Data = Page<String>;
    const NAME: &'static str = "Names";
}

/// What the template reads.
#[derive(Template)]
#[template(path = "twin/names.html")]
struct NamesContext<'a> {
    object_list: &'a [String],
    names: &'a [String],
    page_obj: &'a Page<String>,
    paginator: &'a Paginator,
    is_paginated: bool,
    pagination: Pagination<'a>,
}

impl TemplateResponse for Names {
    type Extra = ();
    type Template = OneTemplate;

    fn render(_: &Self, req: &Request, context: &Context<'_, Self>) -> Result<String> {
        let page = context.data;
        let context = NamesContext {
            object_list: &page.object_list,
            names: &page.object_list,
            page_obj: page,
            paginator: &page.paginator,
            is_paginated: page.has_other_pages(),
            pagination: Pagination::new(page, req, <Self as ItemListView>::page_kwarg(req)),
        };
        Ok(context.render()?)
    }
}

impl ItemListView for Names {
    type Item = String;
    const PAGINATE_BY: Option<NonZeroU32> = NonZeroU32::new(2);
    const PAGE_KWARG: &'static str = "p";
}

impl ItemListHooks for Names {
    async fn get_queryset(&self, req: &Request) -> Result<Vec<String>> {
        let publishers = Publisher::objects().all(req.db()).await?;
        Ok(publishers.into_iter().map(|publisher| publisher.name).collect())
    }
}
