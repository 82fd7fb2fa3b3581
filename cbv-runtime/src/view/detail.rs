//! Detail views: one row of a model, found by the URL's key or slug. `#[derive(DetailView)]` implements [`DetailView`];
//! overrides go to [`DetailHooks`]; `run` is the way of a request.

use std::{future::Future, marker::PhantomData, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use tracing::Instrument as _;

pub use super::with::DetailSettings as Settings;
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
    model::{Column, Key, Load as _, Model, needed, refuse_endless},
    object::ByArgument,
    query::{Condition, QuerySet, Statement, only},
    request::Request,
    route::{Answering, Flow, RouterState, Verb, mount, mount_with},
};

/// A page that shows one row of a model. Derived; the functions are the defaults that [`DetailHooks`] calls, Django's
/// `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-display/#detailview>.
pub trait DetailView: TemplateResponse + View<Data = <Self as DetailView>::Model> {
    /// Whose row is shown.
    type Model: Model;
    /// The view's mixins, `()` without.
    type Mixins<'a>: Mixins<Self::Model>
    where
        Self: 'a;

    /// The name of the primary key in the URL.
    const PK_URL_KWARG: &'static str = "pk";
    /// The name of the slug in the URL.
    const SLUG_URL_KWARG: &'static str = "slug";
    /// The column that is compared with the slug.
    const SLUG_FIELD: Option<Column<Self::Model, String>> = Self::Model::SLUG;
    /// Whether a URL with both needs both to match; else the primary key decides alone.
    const QUERY_PK_AND_SLUG: bool = false;
    /// Another column and argument of the URL than the key or the slug: the attribute `lookup`.
    const LOOKUP: Option<ByArgument<Self::Model>> = None;

    /// The fields of the view that are mixins.
    fn mixins(view: &Self) -> Self::Mixins<'_>;

    /// The rows before any hook: the attribute `queryset`, else all of the model's.
    fn queryset() -> QuerySet<Self::Model> {
        Self::Model::default_queryset()
    }

    common_defaults!();

    /// The default of [`DetailHooks::get_queryset`]: the attributes `queryset` or `model`, through the mixins.
    fn get_queryset(
        view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        async move {
            let rows = settings::<Self>(req).and_then(|set| set.queryset.clone());
            Self::mixins(view).queryset(rows.unwrap_or_else(Self::queryset), req).await
        }
    }

    /// The default of [`DetailHooks::get_object`]: the row of `queryset` with the URL's key or slug, through the mixins.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::MultipleObjectsReturned`] when a slug has several,
    /// [`Error::ImproperlyConfigured`] when the URL has neither.
    fn get_object(
        view: &Self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        async move { Self::mixins(view).object(lookup::<Self>(req, queryset).await?, req).await }
    }

    /// The default of [`DetailHooks::get_template_names`]: the template of `template_name`, or the one that the
    /// route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _object: &Self::Model,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`DetailHooks::get_data`]: the view's own data, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`DetailHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

hooks! {
    /// What a detail view's author may override. The default of each is the function of the same name in [`DetailView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `DetailHooks`",
        note = "write `impl<..> DetailHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait DetailHooks: DetailView, DetailFlow {
        /// Among which rows the object is looked for.
        ///
        /// Django: `SingleObjectMixin.get_queryset`.
        async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Self::Model>>;

        /// The object that is shown; `queryset` is what `get_queryset` returned.
        ///
        /// Django: `SingleObjectMixin.get_object`.
        async fn get_object(&self, req: &Request, queryset: QuerySet<Self::Model>) -> Result<Self::Model>;

        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request, object: &Self::Model) -> Result<Self::Template>;

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

mounted!(DetailView, DetailHooks, DetailFlow, detail_view, Detail, &[Verb::Get], finite, plain);

/// Refuses rows that would load themselves without end.
fn finite<V: DetailView>() {
    refuse_endless::<V::Model>();
}

async fn run<V: DetailFlow<H>, H>(mut view: V, req: Request, _: Body) -> Result<Response> {
    view.setup(&req).await?;
    view.dispatch(&req, pin!(Some(get::<V, H>(&view, &req)))).await
}

async fn get<V: DetailFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    let queryset = view.get_queryset(req).await?;
    let object = view.get_object(req, queryset).await?;
    let extra = seen!(V, "get_context_data", V::Extra::get_context_data(view, req, &object)).await?;
    let template = view.get_template_names(req, &object).await?;
    let mut context = Context::new(req, &object, extra, template);
    if wants_data(req) {
        context.json = Some(view.get_data(req, &context).await?);
    }
    view.render_to_response(req, context).await
}

/// The way of a plain view.
const fn plain<V: DetailView>() -> Option<fn(Request) -> Answering> {
    if V::PLAIN.is_some() && !needed::<V::Model>() {
        return Some(|req| Box::pin(run_plain(const { Steps::of::<V>() }, req)));
    }
    None
}

/// What the plain way needs of a view, without its type.
#[derive(Clone, Copy)]
struct Steps {
    view: &'static str,
    object: &'static str,
    verbose: &'static str,
    select: fn(&Request) -> Result<Statement>,
    show: fn(&Request, &Row) -> Result<Response>,
}

impl Steps {
    const fn of<V: DetailView>() -> Self {
        Self {
            view: V::NAME,
            object: V::Model::OBJECT_NAME,
            verbose: V::Model::VERBOSE_NAME,
            select: |req| wanted::<V>(req, V::queryset(), &names::<V>(None))?.select_one(req.db().dialect()),
            show: |req, row| shown::<V>(req, &V::Model::load(row, 0)?),
        }
    }
}

async fn run_plain(steps: Steps, req: Request) -> Result<Response> {
    drop(step!(steps.view, "setup").entered());
    get_plain(steps, &req).instrument(step!(steps.view, "dispatch")).await
}

async fn get_plain(steps: Steps, req: &Request) -> Result<Response> {
    drop(step!(steps.view, "get_queryset").entered());
    let object = async {
        let rows = req.db().fetch((steps.select)(req)?).await?;
        only(rows, steps.object).map_err(|error| unfound(error, steps.verbose))
    };
    let row = object.instrument(step!(steps.view, "get_object")).await?;
    choose(steps.view);
    step!(steps.view, "render_to_response").in_scope(|| (steps.show)(req, &row))
}

/// What was set where the view is mounted.
fn settings<V: DetailView>(req: &Request) -> Option<&Settings<V>> {
    req.settings().kind()
}

/// Where the URL says which row: the attributes, or what the route sets instead.
struct Names<M> {
    pk: &'static str,
    slug: &'static str,
    slug_field: Option<Column<M, String>>,
    both: bool,
}

fn names<V: DetailView>(set: Option<&Settings<V>>) -> Names<V::Model> {
    Names {
        pk: set.and_then(|set| set.pk_url_kwarg).unwrap_or(V::PK_URL_KWARG),
        slug: set.and_then(|set| set.slug_url_kwarg).unwrap_or(V::SLUG_URL_KWARG),
        slug_field: set.and_then(|set| set.slug_field).or(V::SLUG_FIELD),
        both: set.and_then(|set| set.query_pk_and_slug).unwrap_or(V::QUERY_PK_AND_SLUG),
    }
}

async fn lookup<V: DetailView>(req: &Request, queryset: QuerySet<V::Model>) -> Result<V::Model> {
    let found = wanted::<V>(req, queryset, &names::<V>(settings::<V>(req)))?.get(req.db()).await;
    found.map_err(|error| unfound(error, V::Model::VERBOSE_NAME))
}

/// The row that the attribute `lookup` finds, else the one with the URL's key, else with its slug.
fn wanted<V: DetailView>(
    req: &Request,
    queryset: QuerySet<V::Model>,
    names: &Names<V::Model>,
) -> Result<QuerySet<V::Model>> {
    match V::LOOKUP.and_then(|by| Some((req.kwarg(by.kwarg)?, by))) {
        Some((text, by)) => Ok(queryset.filter((by.condition)(text).ok_or_else(no_match::<V>)?)),
        None => by_key_or_slug::<V>(req, queryset, names),
    }
}

/// In the words of a view.
fn unfound(error: Error, model: &str) -> Error {
    match error {
        Error::NotFound(_) => none_found(model),
        error => error,
    }
}

fn by_key_or_slug<V: DetailView>(
    req: &Request,
    queryset: QuerySet<V::Model>,
    names: &Names<V::Model>,
) -> Result<QuerySet<V::Model>> {
    let pk = req.kwarg(names.pk).map(|text| <V::Model as Model>::Pk::parse(text).ok_or_else(no_match::<V>));
    let slug = req.kwarg(names.slug).zip(names.slug_field).map(|(text, column)| column.eq(text));
    Ok(match (pk.transpose()?, slug) {
        (Some(pk), Some(slug)) if names.both => queryset.filter(has_key::<V>(pk)).filter(slug),
        (Some(pk), _) => queryset.filter(has_key::<V>(pk)),
        (None, Some(slug)) => queryset.filter(slug),
        (None, None) => return Err(no_argument::<V>(names)),
    })
}

fn has_key<V: DetailView>(pk: <V::Model as Model>::Pk) -> Condition<V::Model> {
    V::Model::PK.eq(pk)
}

fn no_match<V: DetailView>() -> Error {
    none_found(V::Model::VERBOSE_NAME)
}

fn none_found(model: &str) -> Error {
    Error::not_found(format!("No {model} found matching the query"))
}

fn no_argument<V: DetailView>(names: &Names<V::Model>) -> Error {
    let lookup = V::LOOKUP.as_ref().map(|by| by.kwarg);
    let slug = names.slug_field.is_some().then_some(names.slug);
    Error::ImproperlyConfigured(routed_without(V::NAME, lookup, names.pk, slug).into())
}

fn routed_without(view: &str, lookup: Option<&str>, pk: &str, slug: Option<&str>) -> String {
    match (lookup, slug) {
        (Some(lookup), _) => format!("the detail view {view} must be routed with `{{{lookup}}}` in its path"),
        (None, Some(slug)) => {
            format!("the detail view {view} must be routed with `{{{pk}}}` or `{{{slug}}}` in its path")
        }
        (None, None) => {
            format!(
                "the detail view {view} must be routed with `{{{pk}}}` in its path: its model has no slug"
            )
        }
    }
}
