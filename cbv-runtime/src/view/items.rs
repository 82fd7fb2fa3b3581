//! Lists of anything: values that are no rows of a model, from a query of the author's own, another service or memory, page
//! by page. `#[derive(ListView)]` with `items = T` implements [`ItemListView`]; where the items come from is said in
//! [`ItemListHooks`].

use std::{future::Future, marker::PhantomData, num::NonZeroU32};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

use super::{Context, Next, TemplateResponse, View, hooks::seen, list::requested_page, response::wants_data};
use crate::{
    Error, Result,
    context::ContextData,
    page::{Page, Paginator},
    request::Request,
    route::{Flow, RouterState, Settings, Verb, mount},
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
}

/// Where the items of a list come from, and what else its author may override.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say where its items come from",
    label = "no `ItemListHooks`",
    note = "write `impl ItemListHooks for {Self} {{ async fn get_queryset(&self, req: &Request) -> Result<Vec<..>> {{ .. }} }}`"
)]
pub trait ItemListHooks: ItemListView {
    /// All items, in their order; the view shows the page of them that is asked for.
    ///
    /// Django: `MultipleObjectMixin.get_queryset`, which may return any iterable.
    fn get_queryset(&self, req: &Request) -> impl Future<Output = Result<Vec<Self::Item>>> + Send;

    /// Prepares the view before anything else runs: the only hook that may change it.
    fn setup(&mut self, req: &Request) -> impl Future<Output = Result<()>> + Send {
        <Self as View>::setup(self, req)
    }

    /// Stands around all other hooks: runs before and after them, or answers without them.
    fn dispatch<'a>(
        &'a self,
        req: &'a Request,
        next: Next<'a>,
    ) -> impl Future<Output = Result<Response>> + Send {
        <Self as View>::dispatch(self, req, next)
    }

    /// How many items are on a page; `None` shows all.
    fn get_paginate_by(
        &self,
        _req: &Request,
        _items: &[Self::Item],
    ) -> impl Future<Output = Result<Option<NonZeroU32>>> + Send {
        std::future::ready(Ok(Self::PAGINATE_BY))
    }

    /// Which of the view's templates is shown.
    fn get_template_names(
        &self,
        _req: &Request,
        _page: &Page<Self::Item>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(Self::Template::default()))
    }

    /// What JSON is made of, when that is asked for.
    fn get_data(
        &self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(<Self as TemplateResponse>::data(self, req, context))
    }

    /// Makes the response.
    fn render_to_response(
        &self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        std::future::ready(context.render(self, req))
    }
}

/// The method router of a list of items. Derived views have `as_view()` instead.
pub fn as_view<V, S>() -> MethodRouter<S>
where
    V: ItemListHooks + FromRequestParts<S>,
    S: RouterState,
{
    mount::<ItemList<V>, S>(&[Verb::Get], Settings::default())
}

struct ItemList<V>(PhantomData<fn() -> V>);

impl<V: ItemListHooks> Flow for ItemList<V> {
    type View = V;

    async fn run(view: V, req: Request, body: Body) -> Result<Response> {
        run(view, req, body).await
    }
}

async fn run<V: ItemListHooks>(mut view: V, req: Request, _: Body) -> Result<Response> {
    seen!(V, "setup", ItemListHooks::setup(&mut view, &req)).await?;
    let rest = std::pin::pin!(Some(get(&view, &req)));
    seen!(V, "dispatch", ItemListHooks::dispatch(&view, &req, Next::new(rest))).await
}

async fn get<V: ItemListHooks>(view: &V, req: &Request) -> Result<Response> {
    let items = seen!(V, "get_queryset", view.get_queryset(req)).await?;
    let paginate_by = seen!(V, "get_paginate_by", view.get_paginate_by(req, &items)).await?;
    let page = paginate::<V>(items, paginate_by, req)?;
    let extra = seen!(V, "get_context_data", V::Extra::get_context_data(view, req, &page)).await?;
    let template = seen!(V, "get_template_names", view.get_template_names(req, &page)).await?;
    let mut context = Context::new(req, &page, extra, template);
    if wants_data(req) {
        context.json = Some(seen!(V, "get_data", view.get_data(req, &context)).await?);
    }
    seen!(V, "render_to_response", view.render_to_response(req, context)).await
}

/// The page that is asked for; the items of the others are dropped.
fn paginate<V: ItemListView>(
    mut items: Vec<V::Item>,
    paginate_by: Option<NonZeroU32>,
    req: &Request,
) -> Result<Page<V::Item>> {
    if items.is_empty() && !V::ALLOW_EMPTY {
        return Err(Error::not_found(format!("Empty list and “{}.allow_empty” is False.", V::NAME)));
    }
    let Some(per_page) = paginate_by else { return Ok(Page::whole(items)) };
    let count = items.len() as u64; // no platform's `usize` is wider
    let paginator = Paginator::new(count, per_page).orphans(V::PAGINATE_ORPHANS);
    let number = requested_page(&paginator, req, V::PAGE_KWARG)?;
    let bounds = paginator.bounds(number).map_err(|refused| Error::not_found(refused.to_string()))?;
    let place = |row: u64| usize::try_from(row).unwrap_or(usize::MAX).min(items.len());
    let (start, end) = (place(bounds.start), place(bounds.end));
    items.truncate(end);
    Ok(Page::new(items.split_off(start.min(end)), number, paginator))
}
