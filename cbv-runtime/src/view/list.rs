//! List views: rows of a model, page by page. `#[derive(ListView)]` implements [`ListView`]; overrides go to [`ListHooks`];
//! `run` at the foot is the way of a request.

use std::{future::Future, marker::PhantomData, num::NonZeroU32};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

use super::{Defaults, Overridden, Probe, View};
use crate::{
    Error, Result,
    context::ContextData,
    model::{Model, Order},
    page::{Page, Paginator},
    query::QuerySet,
    request::Request,
    respond,
    route::{Flow, RouterState, Verb, mount},
};

/// A page that shows rows of a model. Derived; the functions are the defaults that [`ListHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-display/#listview>.
pub trait ListView: View<Data = Page<<Self as ListView>::Model>> {
    /// Whose rows are shown.
    type Model: Model;
    /// The author's extra context, `()` without.
    type Extra: ContextData<Self>;

    /// The order of the rows; empty leaves the queryset's or the model's own.
    const ORDERING: &'static [Order<Self::Model>] = &[];
    /// Rows on a page; `None` shows all.
    const PAGINATE_BY: Option<NonZeroU32> = None;
    /// A last page of at most this many rows is added to the one before.
    const PAGINATE_ORPHANS: u32 = 0;
    /// The name of the page number, in the URL's path or its query.
    const PAGE_KWARG: &'static str = "page";
    /// Whether an empty list is a page; else it is 404.
    const ALLOW_EMPTY: bool = true;
    /// The response's content type.
    const CONTENT_TYPE: &'static str = "text/html; charset=utf-8";

    /// The rows before any hook: the attribute `queryset`, else all of the model's.
    fn queryset() -> QuerySet<Self::Model> {
        Self::Model::default_queryset()
    }

    /// The default of [`ListHooks::get_queryset`]: the attributes `queryset` or `model`, in the attribute's `ordering`.
    fn get_queryset(
        _view: &Self,
        _req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        let rows = Self::queryset();
        let rows =
            if Self::ORDERING.is_empty() { rows } else { rows.order_by(Self::ORDERING.iter().copied()) };
        std::future::ready(Ok(rows))
    }

    /// Renders the view's template.
    ///
    /// # Errors
    /// [`Error::Template`].
    fn render(view: &Self, req: &Request, page: &Page<Self::Model>, extra: Self::Extra) -> Result<String>;
}

/// What a list view's author may override. The default of each is the function of the same name in [`ListView`].
#[diagnostic::on_unimplemented(
    message = "the generic view `{Self}` does not say whether it has hooks",
    label = "no `ListHooks`",
    note = "write `impl<..> ListHooks for {Self} {{}}` with the overrides, or with none"
)]
pub trait ListHooks: ListView {
    /// Which rows are shown.
    ///
    /// Django: `MultipleObjectMixin.get_queryset`.
    fn get_queryset(&self, req: &Request) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        <Self as ListView>::get_queryset(self, req)
    }
}

/// Either the author's hooks or the defaults; chosen while compiling.
trait Hooks<V: ListView>: Send + Sync + 'static {
    fn get_queryset(view: &V, req: &Request) -> impl Future<Output = Result<QuerySet<V::Model>>> + Send;
}

impl<V: ListHooks> Hooks<V> for Overridden {
    fn get_queryset(view: &V, req: &Request) -> impl Future<Output = Result<QuerySet<V::Model>>> + Send {
        ListHooks::get_queryset(view, req)
    }
}

impl<V: ListView> Hooks<V> for Defaults {
    fn get_queryset(view: &V, req: &Request) -> impl Future<Output = Result<QuerySet<V::Model>>> + Send {
        <V as ListView>::get_queryset(view, req)
    }
}

/// The method router of a list view whose hooks, overridden or not, are written out as an `impl ListHooks`. Derived views
/// have `as_view()` instead.
pub fn as_view<V, S>() -> MethodRouter<S>
where
    V: ListHooks + FromRequestParts<S>,
    S: RouterState,
{
    mount::<List<V, Overridden>, S>(&[Verb::Get])
}

/// `as_view` of a view with hooks.
#[doc(hidden)]
pub trait ViaHooks<V> {
    fn list_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>;
}

/// `as_view` of a view without.
#[doc(hidden)]
pub trait ViaDefaults<V> {
    fn list_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>;
}

impl<V: ListHooks> ViaHooks<V> for Probe<V> {
    fn list_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>,
    {
        as_view::<V, S>()
    }
}

impl<V: ListView> ViaDefaults<V> for &Probe<V> {
    fn list_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>,
    {
        mount::<List<V, Defaults>, S>(&[Verb::Get])
    }
}

struct List<V, H>(PhantomData<fn() -> (V, H)>);

impl<V: ListView, H: Hooks<V>> Flow for List<V, H> {
    type View = V;

    async fn run(view: V, req: Request, _: Body) -> Result<Response> {
        let queryset = H::get_queryset(&view, &req).await?;
        let page = paginate_queryset::<V>(queryset, &req).await?;
        let extra = V::Extra::get_context_data(&view, &req, &page).await?;
        req.db().release();
        let body = V::render(&view, &req, &page, extra)?;
        Ok(respond::page(V::CONTENT_TYPE, body))
    }
}

/// Reads the page that the request asks for; all rows as one page when the view does not paginate.
async fn paginate_queryset<V: ListView>(
    queryset: QuerySet<V::Model>,
    req: &Request,
) -> Result<Page<V::Model>> {
    let Some(per_page) = V::PAGINATE_BY else {
        let rows = queryset.all(req.db()).await?;
        refuse_empty::<V>(rows.is_empty())?;
        return Ok(Page::whole(rows));
    };
    let count = queryset.clone().count(req.db()).await?;
    refuse_empty::<V>(count == 0)?;
    let paginator = Paginator::new(count, per_page).orphans(V::PAGINATE_ORPHANS);
    let number = page_number::<V>(&paginator, req)?;
    let rows = match paginator.bounds(number) {
        Ok(bounds) if count > 0 => queryset.page(bounds).all(req.db()).await?,
        Ok(_) => Vec::new(),
        Err(error) => return Err(Error::not_found(error.to_string())),
    };
    Ok(Page::new(rows, number, paginator))
}

/// The number in the path, else in the query, else 1.
fn page_number<V: ListView>(paginator: &Paginator, req: &Request) -> Result<u64> {
    let kwarg = req.kwarg(V::PAGE_KWARG).filter(|text| !text.is_empty()).map(Into::into);
    let text = kwarg.or_else(|| req.query(V::PAGE_KWARG).filter(|text| !text.is_empty()));
    text.map_or(Ok(1), |text| paginator.requested(&text).map_err(|error| Error::not_found(error.to_string())))
}

fn refuse_empty<V: ListView>(empty: bool) -> Result<()> {
    if empty && !V::ALLOW_EMPTY {
        return Err(Error::not_found(format!("Empty list and “{}.allow_empty” is False.", V::NAME)));
    }
    Ok(())
}
