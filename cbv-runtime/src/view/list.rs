//! List views: rows of a model, page by page. `#[derive(ListView)]` implements [`ListView`]; overrides go to [`ListHooks`];
//! `run` is the way of a request.

use std::{future::Future, marker::PhantomData, num::NonZeroU32, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use tracing::Instrument as _;

pub use super::multiple::Settings;
use super::{
    Context, Mixins as _, MultipleObject, TemplateResponse, View,
    hooks::{ask, common_defaults, hooks, mounted, seen},
    multiple::{self, ordered, page_text, paginate_queryset},
    plain::{choose, shown, step},
    response::{template, wants_data},
};
use crate::{
    Error, Result,
    context::ContextData,
    db::{Executor as _, Row},
    filter::{self, PageSizeParam},
    model::{Order, needed, refuse_endless},
    page::{Page, Paginate, Paginator, Paging},
    query::{self, Found, QuerySet, load},
    request::Request,
    route::{Answering, Flow, RouterState, Verb, mount, mount_with},
};

/// A page that shows rows of a model. Derived; the functions are the defaults that [`ListHooks`] calls, Django's `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-display/#listview>.
pub trait ListView:
    MultipleObject + TemplateResponse + View<Data = Page<<Self as MultipleObject>::Model>>
{
    common_defaults!();

    /// The default of [`ListHooks::get_queryset`]: the attributes `queryset` or `model`, in the attribute's `ordering`, through
    /// the mixins, and of these rows those that the request's filters and search ask for, in the order it asks for. Filters
    /// only take away: no request brings back what the attributes and mixins left out.
    fn get_queryset(
        view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        multiple::queryset::<Self>(view, req)
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
        std::future::ready(Ok(multiple::paginate_by::<Self>(req)))
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

async fn run<V: ListFlow<H>, H>(view: &mut V, req: &mut Request, _: Body) -> Result<Response> {
    ask!(view.setup(req))?;
    let rest = pin!(Some(get::<V, H>(view, req)));
    ask!(view.dispatch(req, rest))
}

async fn get<V: ListFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    let queryset = ask!(view.get_queryset(req))?;
    let queryset = queryset.order_unless_set(ask!(view.get_ordering(req))?);
    let paginate_by = ask!(view.get_paginate_by(req, &queryset))?;
    let page = paginate_queryset::<V>(queryset, paginate_by, req).await?;
    let page = page.ok_or_else(|| empty_list(V::NAME))?;
    let extra = seen!(V::NAME, "get_context_data", V::Extra::get_context_data(view, req, &page))?;
    let template = ask!(view.get_template_names(req, &page))?;
    let mut context = Context::new(req, &page, extra, template);
    if wants_data(req) {
        context.json = Some(ask!(view.get_data(req, &context))?);
    }
    ask!(view.render_to_response(req, context))
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

fn empty_list(view: &str) -> Error {
    Error::not_found(format!("Empty list and “{view}.allow_empty” is False."))
}
