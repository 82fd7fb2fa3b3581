//! Lists of anything: values that are no rows of a model, from a query of the author's own, another service or memory, page
//! by page. `#[derive(ListView)]` with `items = T` implements [`ItemListView`]; where the items come from is said in
//! [`ItemListHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, num::NonZeroU32, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

pub use super::with::ItemListSettings as Settings;
use super::{
    Context, TemplateResponse, View,
    hooks::{ask, common_defaults, hooks, never, nothing, seen, written},
    multiple::requested_page,
    response::{template, wants_data},
};
use crate::{
    Error, Result,
    context::ContextData,
    page::{Page, Paginator},
    request::Request,
    route::{Flow, RouterState, Verb, mount, mount_with},
};

/// A page that shows items of any type. Derived.
///
/// Django: a `ListView` whose `queryset` is a list
/// (<https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-multiple-object/>).
pub trait ItemListView: TemplateResponse + View<Data = Page<<Self as ItemListView>::Item>> {
    /// What is listed.
    type Item: Send + Sync + 'static;

    /// Items on a page; `None` shows all.
    const PAGINATE_BY: Option<NonZeroU32> = None;
    /// A last page of at most this many items is added to the one before.
    const PAGINATE_ORPHANS: u32 = 0;
    /// The name of the page number, in the URL's path or its query.
    const PAGE_KWARG: &'static str = "page";
    /// Whether an empty list is a page; else it is 404.
    const ALLOW_EMPTY: bool = true;

    common_defaults!();

    /// The default of [`ItemListHooks::get_paginate_by`]: the attribute.
    fn get_paginate_by(
        _view: &Self,
        req: &Request,
        _items: &[Self::Item],
    ) -> impl Future<Output = Result<Option<NonZeroU32>>> + Send {
        let set = settings::<Self>(req).and_then(|set| set.paginate_by);
        std::future::ready(Ok(set.unwrap_or(Self::PAGINATE_BY)))
    }

    /// The name of the page number on this route: the attribute `page_kwarg`, unless the route sets another.
    fn page_kwarg(req: &Request) -> &'static str {
        settings::<Self>(req).and_then(|set| set.page_kwarg).unwrap_or(Self::PAGE_KWARG)
    }

    /// The default of [`ItemListHooks::get_template_names`]: the template of `template_name`, or the one that the
    /// route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _page: &Page<Self::Item>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`ItemListHooks::get_data`]: the view's own data, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`ItemListHooks::render_to_response`]: the rendered template.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        std::future::ready(context.render(view, req))
    }
}

hooks! {
    /// Where the items of a list come from, and what else its author may override. The default of each other hook is the
    /// function of the same name in [`ItemListView`].
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not say where its items come from",
        label = "no `ItemListHooks`",
        note = "write `impl ItemListHooks for {Self} {{ async fn get_queryset(&self, req: &Request) -> Result<Vec<..>> {{ .. }} }}`"
    )]
    pub trait ItemListHooks: ItemListView, ItemListFlow {
        required {
            /// All items, in their order; the view shows the page of them that is asked for.
            ///
            /// Django: `MultipleObjectMixin.get_queryset`, which may return any iterable.
            async fn get_queryset(&self, req: &Request) -> Result<Vec<Self::Item>>;
        }

        /// How many items are on a page; `None` shows all.
        ///
        /// Django: `MultipleObjectMixin.get_paginate_by`.
        async fn get_paginate_by(&self, req: &Request, items: &[Self::Item]) -> Result<Option<NonZeroU32>>;

        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request, page: &Page<Self::Item>) -> Result<Self::Template>;

        /// What JSON is made of, when that is asked for.
        ///
        /// Django: the `get_data` of the documentation's `JSONResponseMixin`.
        async fn get_data(&self, req: &Request, context: &Context<'_, Self>) -> Result<serde_json::Value>;

        /// Makes the response: headers are added to the default's, or another one is made of the context.
        ///
        /// Django: `TemplateResponseMixin.render_to_response`.
        async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response>;
    }
}

written!(ItemListHooks, ItemListFlow, ItemList, &[Verb::Get], nothing, never);

async fn run<V: ItemListFlow<H>, H>(view: &mut V, req: &mut Request, _: Body) -> Result<Response> {
    ask!(view.setup(req))?;
    let rest = pin!(Some(get::<V, H>(view, req)));
    ask!(view.dispatch(req, rest))
}

async fn get<V: ItemListFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    let items = ask!(view.get_queryset(req))?;
    let paginate_by = ask!(view.get_paginate_by(req, &items))?;
    let page = paginate::<V>(items, paginate_by, req)?;
    let extra = seen!(V::NAME, "get_context_data", V::Extra::get_context_data(view, req, &page))?;
    let template = ask!(view.get_template_names(req, &page))?;
    let mut context = Context::new(req, &page, extra, template);
    if wants_data(req) {
        context.json = Some(ask!(view.get_data(req, &context))?);
    }
    ask!(view.render_to_response(req, context))
}

/// What was set where the view is mounted.
fn settings<V: ItemListView>(req: &Request) -> Option<&Settings<V>> {
    req.settings().kind()
}

/// The page that is asked for; the items of the others are dropped.
fn paginate<V: ItemListView>(
    mut items: Vec<V::Item>,
    paginate_by: Option<NonZeroU32>,
    req: &Request,
) -> Result<Page<V::Item>> {
    let set = settings::<V>(req);
    if items.is_empty() && !set.and_then(|set| set.allow_empty).unwrap_or(V::ALLOW_EMPTY) {
        return Err(Error::not_found(format!("Empty list and “{}.allow_empty” is False.", V::NAME)));
    }
    let Some(per_page) = paginate_by else { return Ok(Page::whole(items)) };
    let count = items.len() as u64; // no platform's `usize` is wider
    let paginator = Paginator::new(count, per_page)
        .orphans(set.and_then(|set| set.paginate_orphans).unwrap_or(V::PAGINATE_ORPHANS));
    let number = requested_page(&paginator, req, V::page_kwarg(req))?;
    let bounds = paginator.bounds(number).map_err(|refused| Error::not_found(refused.to_string()))?;
    let place = |row: u64| usize::try_from(row).unwrap_or(usize::MAX).min(items.len());
    let (start, end) = (place(bounds.start), place(bounds.end));
    items.truncate(end);
    Ok(Page::new(items.split_off(start.min(end)), number, paginator))
}
