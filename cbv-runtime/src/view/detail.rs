//! Detail views: one row of a model, found by the URL's key or slug. `#[derive(DetailView)]` implements [`DetailView`];
//! overrides go to [`DetailHooks`]; `run` at the foot is the way of a request.

use std::{future::Future, marker::PhantomData};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};

use super::{Defaults, Overridden, Probe, View};
use crate::{
    Error, Result,
    context::ContextData,
    model::{Column, Key, Model},
    query::{Condition, QuerySet},
    request::Request,
    respond,
    route::{Flow, RouterState, Verb, mount},
};

/// A page that shows one row of a model. Derived; the functions are the defaults that [`DetailHooks`] calls, Django's
/// `super()`.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-display/#detailview>.
pub trait DetailView: View<Data = <Self as DetailView>::Model> {
    /// Whose row is shown.
    type Model: Model;
    /// The author's extra context, `()` without.
    type Extra: ContextData<Self>;

    /// The name of the primary key in the URL.
    const PK_URL_KWARG: &'static str = "pk";
    /// The name of the slug in the URL.
    const SLUG_URL_KWARG: &'static str = "slug";
    /// The column that is compared with the slug.
    const SLUG_FIELD: Option<Column<Self::Model, String>> = Self::Model::SLUG;
    /// Whether a URL with both needs both to match; else the primary key decides alone.
    const QUERY_PK_AND_SLUG: bool = false;
    /// The response's content type.
    const CONTENT_TYPE: &'static str = "text/html; charset=utf-8";

    /// The rows before any hook: the attribute `queryset`, else all of the model's.
    fn queryset() -> QuerySet<Self::Model> {
        Self::Model::default_queryset()
    }

    /// The default of [`DetailHooks::get_queryset`]: the attributes `queryset` or `model`.
    fn get_queryset(
        _view: &Self,
        _req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        std::future::ready(Ok(Self::queryset()))
    }

    /// The default of [`DetailHooks::get_object`]: the row of `queryset` with the URL's key or slug.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::MultipleObjectsReturned`] when a slug has several,
    /// [`Error::ImproperlyConfigured`] when the URL has neither.
    fn get_object(
        _view: &Self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        lookup::<Self>(req, queryset)
    }

    /// Renders the view's template.
    ///
    /// # Errors
    /// [`Error::Template`].
    fn render(view: &Self, req: &Request, object: &Self::Model, extra: Self::Extra) -> Result<String>;
}

/// What a detail view's author may override. The default of each is the function of the same name in [`DetailView`].
#[diagnostic::on_unimplemented(
    message = "the generic view `{Self}` does not say whether it has hooks",
    label = "no `DetailHooks`",
    note = "write `impl<..> DetailHooks for {Self} {{}}` with the overrides, or with none"
)]
pub trait DetailHooks: DetailView {
    /// Among which rows the object is looked for.
    ///
    /// Django: `SingleObjectMixin.get_queryset`.
    fn get_queryset(&self, req: &Request) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        <Self as DetailView>::get_queryset(self, req)
    }

    /// The object that is shown; `queryset` is what [`get_queryset`](DetailHooks::get_queryset) returned.
    ///
    /// Django: `SingleObjectMixin.get_object`.
    fn get_object(
        &self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        <Self as DetailView>::get_object(self, req, queryset)
    }
}

/// Either the author's hooks or the defaults; chosen while compiling.
trait Hooks<V: DetailView>: Send + Sync + 'static {
    fn get_queryset(view: &V, req: &Request) -> impl Future<Output = Result<QuerySet<V::Model>>> + Send;

    fn get_object(
        view: &V,
        req: &Request,
        queryset: QuerySet<V::Model>,
    ) -> impl Future<Output = Result<V::Model>> + Send;
}

impl<V: DetailHooks> Hooks<V> for Overridden {
    fn get_queryset(view: &V, req: &Request) -> impl Future<Output = Result<QuerySet<V::Model>>> + Send {
        DetailHooks::get_queryset(view, req)
    }

    fn get_object(
        view: &V,
        req: &Request,
        queryset: QuerySet<V::Model>,
    ) -> impl Future<Output = Result<V::Model>> + Send {
        DetailHooks::get_object(view, req, queryset)
    }
}

impl<V: DetailView> Hooks<V> for Defaults {
    fn get_queryset(view: &V, req: &Request) -> impl Future<Output = Result<QuerySet<V::Model>>> + Send {
        <V as DetailView>::get_queryset(view, req)
    }

    fn get_object(
        view: &V,
        req: &Request,
        queryset: QuerySet<V::Model>,
    ) -> impl Future<Output = Result<V::Model>> + Send {
        <V as DetailView>::get_object(view, req, queryset)
    }
}

/// The method router of a detail view whose hooks, overridden or not, are written out as an `impl DetailHooks`. Derived
/// views have `as_view()` instead.
pub fn as_view<V, S>() -> MethodRouter<S>
where
    V: DetailHooks + FromRequestParts<S>,
    S: RouterState,
{
    mount::<Detail<V, Overridden>, S>(&[Verb::Get])
}

/// `as_view` of a view with hooks.
#[doc(hidden)]
pub trait ViaHooks<V> {
    fn detail_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>;
}

/// `as_view` of a view without.
#[doc(hidden)]
pub trait ViaDefaults<V> {
    fn detail_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>;
}

impl<V: DetailHooks> ViaHooks<V> for Probe<V> {
    fn detail_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>,
    {
        as_view::<V, S>()
    }
}

impl<V: DetailView> ViaDefaults<V> for &Probe<V> {
    fn detail_view<S: RouterState>(&self) -> MethodRouter<S>
    where
        V: FromRequestParts<S>,
    {
        mount::<Detail<V, Defaults>, S>(&[Verb::Get])
    }
}

struct Detail<V, H>(PhantomData<fn() -> (V, H)>);

impl<V: DetailView, H: Hooks<V>> Flow for Detail<V, H> {
    type View = V;

    async fn run(view: V, req: Request, _: Body) -> Result<Response> {
        let queryset = H::get_queryset(&view, &req).await?;
        let object = H::get_object(&view, &req, queryset).await?;
        let extra = V::Extra::get_context_data(&view, &req, &object).await?;
        req.db().release();
        let body = V::render(&view, &req, &object, extra)?;
        Ok(respond::page(V::CONTENT_TYPE, body))
    }
}

/// The row with the URL's key, else with its slug.
async fn lookup<V: DetailView>(req: &Request, queryset: QuerySet<V::Model>) -> Result<V::Model> {
    let pk =
        req.kwarg(V::PK_URL_KWARG).map(|text| <V::Model as Model>::Pk::parse(text).ok_or_else(no_match::<V>));
    let slug = req.kwarg(V::SLUG_URL_KWARG).zip(V::SLUG_FIELD).map(|(text, column)| column.eq(text));
    let rows = match (pk.transpose()?, slug) {
        (Some(pk), Some(slug)) if V::QUERY_PK_AND_SLUG => queryset.filter(has_key::<V>(pk)).filter(slug),
        (Some(pk), _) => queryset.filter(has_key::<V>(pk)),
        (None, Some(slug)) => queryset.filter(slug),
        (None, None) => return Err(no_argument::<V>()),
    };
    rows.get(req.db()).await.map_err(|error| match error {
        Error::NotFound(_) => no_match::<V>(),
        error => error,
    })
}

fn has_key<V: DetailView>(pk: <V::Model as Model>::Pk) -> Condition<V::Model> {
    V::Model::PK.eq(pk)
}

fn no_match<V: DetailView>() -> Error {
    Error::not_found(format!("No {} found matching the query", V::Model::VERBOSE_NAME))
}

fn no_argument<V: DetailView>() -> Error {
    let (view, pk, slug) = (V::NAME, V::PK_URL_KWARG, V::SLUG_URL_KWARG);
    let reason = match V::SLUG_FIELD {
        Some(_) => {
            format!("the detail view {view} must be routed with `{{{pk}}}` or `{{{slug}}}` in its path")
        }
        None => format!(
            "the detail view {view} must be routed with `{{{pk}}}` in its path: its model has no slug"
        ),
    };
    Error::ImproperlyConfigured(reason.into())
}
