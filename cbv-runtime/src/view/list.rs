//! List views: rows of a model, page by page. `#[derive(ListView)]` implements [`ListView`]; overrides go to [`ListHooks`];
//! `run` is the way of a request.

use std::{borrow::Cow, future::Future, marker::PhantomData, num::NonZeroU32, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use tracing::Instrument as _;

pub use super::with::ListSettings as Settings;
use super::{
    Context, Mixins, TemplateResponse, View,
    hooks::{common_defaults, hooks, mounted, seen},
    plain::{choose, shown, step},
    response::{template, wants_data},
};
use crate::{
    Error, Result,
    context::ContextData,
    db::{Executor as _, Row},
    filter::{self, FilterField, OrderingField, PageSizeParam, SearchField},
    model::{Model, Order, needed, refuse_endless},
    page::{Count, Overflow, Page, Paginate, Paginator, Paging},
    query::{self, Found, QuerySet, load},
    request::Request,
    route::{Answering, Flow, RouterState, Verb, mount, mount_with},
};

/// A page that shows rows of a model. Derived; the functions are the defaults that [`ListHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-display/#listview>.
pub trait ListView: TemplateResponse + View<Data = Page<<Self as ListView>::Model>> {
    /// Whose rows are shown.
    type Model: Model;
    /// The view's mixins, `()` without.
    type Mixins<'a>: Mixins<Self::Model>
    where
        Self: 'a;

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
    /// The columns that a search looks into; empty for none.
    const SEARCH_FIELDS: &'static [SearchField<Self::Model>] = &[];
    /// The parameter that holds the words of a search.
    const SEARCH_PARAM: &'static str = "q";
    /// The parameters that filter the rows; empty for none.
    const FILTER_FIELDS: &'static [FilterField<Self::Model>] = &[];
    /// Whether a value that a filter cannot read is 400; else it is ignored.
    const FILTER_STRICT: bool = false;
    /// The keys that a client may order by; empty for none.
    const ORDERING_FIELDS: &'static [OrderingField<Self::Model>] = &[];
    /// The parameter that holds the order.
    const SORT_PARAM: &'static str = "sort";
    /// The parameter by which a client chooses the rows on a page; `None` for none.
    const PAGE_SIZE_PARAM: Option<PageSizeParam> = None;
    /// How the rows are counted.
    const COUNT: Count = Count::Exact;
    /// How pages are found.
    const PAGINATE: Paginate = Paginate::Page;
    /// What is answered to a page number outside the list.
    const OVERFLOW: Overflow = Overflow::NotFound;

    /// The fields of the view that are mixins.
    fn mixins(view: &Self) -> Self::Mixins<'_>;

    /// The rows before any hook: the attribute `queryset`, else all of the model's.
    fn queryset() -> QuerySet<Self::Model> {
        Self::Model::default_queryset()
    }

    common_defaults!();

    /// The default of [`ListHooks::get_queryset`]: the attributes `queryset` or `model`, in the attribute's `ordering`, through
    /// the mixins, and of these rows those that the request's filters and search ask for, in the order it asks for. Filters
    /// only take away: no request brings back what the attributes and mixins left out.
    fn get_queryset(
        view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        async move {
            let set = settings::<Self>(req);
            let rows = set.and_then(|set| set.queryset.clone()).unwrap_or_else(Self::queryset);
            let rows = ordered(rows, set.and_then(|set| set.ordering.as_deref()).unwrap_or(Self::ORDERING));
            filter::narrow::<Self>(Self::mixins(view).queryset(rows, req).await?, req)
        }
    }

    /// The default of [`ListHooks::get_ordering`]: the attribute.
    fn get_ordering(
        _view: &Self,
        _req: &Request,
    ) -> impl Future<Output = Result<Vec<Order<Self::Model>>>> + Send {
        std::future::ready(Ok(Vec::new()))
    }

    /// The default of [`ListHooks::get_paginate_by`]: the attribute, or what the request asks for by `page_size_param`.
    fn get_paginate_by(
        _view: &Self,
        req: &Request,
        _queryset: &QuerySet<Self::Model>,
    ) -> impl Future<Output = Result<Option<NonZeroU32>>> + Send {
        let asked = Self::PAGE_SIZE_PARAM.and_then(|param| param.asked(req));
        let set = settings::<Self>(req).and_then(|set| set.paginate_by).unwrap_or(Self::PAGINATE_BY);
        std::future::ready(Ok(asked.or(set)))
    }

    /// The name of the page number on this route: the attribute `page_kwarg`, unless the route sets another.
    fn page_kwarg(req: &Request) -> &'static str {
        settings::<Self>(req).and_then(|set| set.page_kwarg).unwrap_or(Self::PAGE_KWARG)
    }

    /// The default of [`ListHooks::get_template_names`]: the template of `template_name`, or the one that the
    /// route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _page: &Page<Self::Model>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`ListHooks::get_data`]: the view's own data, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`ListHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a list view's author may override. The default of each is the function of the same name in [`ListView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `ListHooks`",
        note = "write `impl<..> ListHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait ListHooks: ListView, ListFlow {
        /// Which rows are shown.
        ///
        /// Django: `MultipleObjectMixin.get_queryset`.
        async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Self::Model>>;

        /// In which order; empty leaves it to the attribute, the queryset or the model. An order that `get_queryset` sets
        /// itself stays, also the one that a client asks for by `ordering_fields`.
        ///
        /// Django: `MultipleObjectMixin.get_ordering`.
        async fn get_ordering(&self, req: &Request) -> Result<Vec<Order<Self::Model>>>;

        /// How many rows are on a page; `None` shows all.
        ///
        /// Django: `MultipleObjectMixin.get_paginate_by`.
        async fn get_paginate_by(
            &self,
            req: &Request,
            queryset: &QuerySet<Self::Model>
        ) -> Result<Option<NonZeroU32>>;

        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request, page: &Page<Self::Model>) -> Result<Self::Template>;

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

mounted!(ListView, ListHooks, ListFlow, list_view, List, &[Verb::Get], finite, plain);

/// Refuses rows that would load themselves without end.
fn finite<V: ListView>() {
    refuse_endless::<V::Model>();
}

async fn run<V: ListFlow<H>, H>(mut view: V, req: Request, _: Body) -> Result<Response> {
    view.setup(&req).await?;
    view.dispatch(&req, pin!(Some(get::<V, H>(&view, &req)))).await
}

async fn get<V: ListFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    let queryset = view.get_queryset(req).await?;
    let queryset = queryset.order_unless_set(view.get_ordering(req).await?);
    let paginate_by = view.get_paginate_by(req, &queryset).await?;
    let page = paginate_queryset::<V>(queryset, paginate_by, req).await?;
    let extra = seen!(V, "get_context_data", V::Extra::get_context_data(view, req, &page)).await?;
    let template = view.get_template_names(req, &page).await?;
    let mut context = Context::new(req, &page, extra, template);
    if wants_data(req) {
        context.json = Some(view.get_data(req, &context).await?);
    }
    view.render_to_response(req, context).await
}

/// The way of a plain view.
const fn plain<V: ListView>() -> Option<fn(Request) -> Answering> {
    if V::PLAIN.is_some() && !needed::<V::Model>() && matches!(V::PAGINATE, Paginate::Page) {
        return Some(|req| Box::pin(run_plain(const { Steps::of::<V>() }, req)));
    }
    None
}

/// What the plain way needs of a view, without its type.
#[derive(Clone, Copy)]
struct Steps {
    view: &'static str,
    /// But for the rows on a page.
    paging: Paging,
    paginate_by: Option<NonZeroU32>,
    page_size: Option<PageSizeParam>,
    page_kwarg: &'static str,
    allow_empty: bool,
    rows: fn(&Request, Paging) -> Result<query::List>,
    show: fn(&Request, &[Row], Place) -> Result<Response>,
}

impl Steps {
    const fn of<V: ListView>() -> Self {
        let paging = Paging::new(NonZeroU32::MIN)
            .orphans(V::PAGINATE_ORPHANS)
            .allow_empty_first_page(V::ALLOW_EMPTY)
            .count(V::COUNT)
            .overflow(V::OVERFLOW);
        Self {
            view: V::NAME,
            paging,
            paginate_by: V::PAGINATE_BY,
            page_size: V::PAGE_SIZE_PARAM,
            page_kwarg: V::PAGE_KWARG,
            allow_empty: V::ALLOW_EMPTY,
            rows: |req, paging| {
                Ok(filter::narrow::<V>(ordered(V::queryset(), V::ORDERING), req)?.into_list(paging))
            },
            show: |req, rows, place| shown::<V>(req, &page(load(rows)?, place)),
        }
    }

    /// As `paginate_queryset`.
    async fn paginate(
        &self,
        list: query::List,
        per_page: Option<NonZeroU32>,
        req: &Request,
    ) -> Result<(Vec<Row>, Place)> {
        let Some(per_page) = per_page else {
            let rows = req.db().fetch(list.select_all(req.db().dialect())?).await?;
            let refused = rows.is_empty() && !self.allow_empty;
            return if refused { Err(empty_list(self.view)) } else { Ok((rows, None)) };
        };
        let text = page_text(req, self.page_kwarg);
        match list.of_pages(per_page).find(req.db(), text.as_deref().unwrap_or("1")).await? {
            Found::Page { rows, number, paginator } => Ok((rows, Some((number, paginator)))),
            Found::NoSuchPage(refused) => Err(Error::not_found(refused.to_string())),
            Found::Empty => Err(empty_list(self.view)),
        }
    }
}

async fn run_plain(steps: Steps, req: Request) -> Result<Response> {
    drop(step!(steps.view, "setup").entered());
    get_plain(steps, &req).instrument(step!(steps.view, "dispatch")).await
}

async fn get_plain(steps: Steps, req: &Request) -> Result<Response> {
    let list = step!(steps.view, "get_queryset").in_scope(|| (steps.rows)(req, steps.paging))?;
    drop(step!(steps.view, "get_ordering").entered());
    let asked = step!(steps.view, "get_paginate_by").in_scope(|| steps.page_size?.asked(req));
    let (rows, place) = steps.paginate(list, asked.or(steps.paginate_by), req).await?;
    choose(steps.view);
    step!(steps.view, "render_to_response").in_scope(|| (steps.show)(req, &rows, place))
}

/// Which page of a list rows are; `None` where they are all of it.
type Place = Option<(u64, Paginator)>;

fn page<T>(rows: Vec<T>, place: Place) -> Page<T> {
    match place {
        Some((number, paginator)) => Page::new(rows, number, paginator),
        None => Page::whole(rows),
    }
}

/// In the order of the attribute, where it has one.
fn ordered<M: Model>(rows: QuerySet<M>, ordering: &[Order<M>]) -> QuerySet<M> {
    if ordering.is_empty() { rows } else { rows.order_by_terms(ordering) }
}

/// What was set where the view is mounted.
fn settings<V: ListView>(req: &Request) -> Option<&Settings<V>> {
    req.settings().kind()
}

/// Reads the page that the request asks for; all rows as one page when the view does not paginate.
async fn paginate_queryset<V: ListView>(
    queryset: QuerySet<V::Model>,
    paginate_by: Option<NonZeroU32>,
    req: &Request,
) -> Result<Page<V::Model>> {
    let Some(per_page) = paginate_by else {
        let rows = queryset.all(req.db()).await?;
        refuse_empty::<V>(rows.is_empty(), req)?;
        return Ok(Page::whole(rows));
    };
    let text = page_text(req, V::page_kwarg(req));
    if V::PAGINATE == Paginate::Keyset {
        let page = queryset.paginate_keyset(req.db(), per_page, text.as_deref().unwrap_or_default()).await?;
        refuse_empty::<V>(page.is_empty() && !page.has_previous(), req)?;
        return Ok(page);
    }
    let set = settings::<V>(req);
    let orphans = set.and_then(|set| set.paginate_orphans).unwrap_or(V::PAGINATE_ORPHANS);
    let paging = Paging::new(per_page)
        .orphans(orphans)
        .allow_empty_first_page(set.and_then(|set| set.allow_empty).unwrap_or(V::ALLOW_EMPTY))
        .count(set.and_then(|set| set.count).unwrap_or(V::COUNT))
        .overflow(set.and_then(|set| set.overflow).unwrap_or(V::OVERFLOW));
    let page = queryset.find_page(req.db(), paging, text.as_deref().unwrap_or("1")).await?;
    page.ok_or_else(|| empty_list(V::NAME))
}

/// What stands for the page's number: in the path, else in the query; `None` for the first page.
pub(super) fn page_text<'r>(req: &'r Request, name: &str) -> Option<Cow<'r, str>> {
    let kwarg = req.kwarg(name).filter(|text| !text.is_empty()).map(Into::into);
    kwarg.or_else(|| req.query(name).filter(|text| !text.is_empty()))
}

/// The number in the path, else in the query, else 1.
pub(super) fn requested_page(paginator: &Paginator, req: &Request, name: &str) -> Result<u64> {
    let requested = page_text(req, name).map_or(Ok(1), |text| paginator.requested(&text));
    requested.map_err(|error| Error::not_found(error.to_string()))
}

fn refuse_empty<V: ListView>(empty: bool, req: &Request) -> Result<()> {
    if empty && !settings::<V>(req).and_then(|set| set.allow_empty).unwrap_or(V::ALLOW_EMPTY) {
        return Err(empty_list(V::NAME));
    }
    Ok(())
}

fn empty_list(view: &str) -> Error {
    Error::not_found(format!("Empty list and “{view}.allow_empty” is False."))
}
