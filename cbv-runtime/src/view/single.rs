//! What detail, update and delete views have in common: whose row, and how the URL names it. The derives implement
//! [`SingleObject`]; the defaults of the hooks call the functions below.

use std::future::Future;

pub use super::with::DetailSettings as Settings;
use super::{Mixins, View, dates::detail::OnDate};
use crate::{
    Error, Result,
    db::Executor as _,
    model::{Column, Key, Load as _, Model, needed},
    object::ByArgument,
    query::{Condition, QuerySet, only},
    request::Request,
};

/// A view of one row of a model, which the URL names by key or slug. Derived with the views that are of this kind.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-single-object/#singleobjectmixin>.
pub trait SingleObject: View {
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

    /// How the rows of the URL's date are found: the derive of details by their date says it.
    #[doc(hidden)]
    const ON_DATE: Option<OnDate<Self::Model>> = None;

    /// The fields of the view that are mixins.
    fn mixins(view: &Self) -> Self::Mixins<'_>;

    /// The rows before any hook: the attribute `queryset`, else all of the model's.
    fn queryset() -> QuerySet<Self::Model> {
        Self::Model::default_queryset()
    }
}

/// The rows before any hook, through the mixins.
pub(super) async fn queryset<V: SingleObject>(view: &V, req: &Request) -> Result<QuerySet<V::Model>> {
    let rows = settings::<V>(req).and_then(|set| set.queryset.clone());
    V::mixins(view).queryset(rows.unwrap_or_else(V::queryset), req).await
}

/// The row of these that the URL names, through the mixins.
#[allow(clippy::manual_async_fn)] // an `async fn` keeps what it is given twice
pub(super) fn object<V: SingleObject>(
    view: &V,
    req: &Request,
    queryset: QuerySet<V::Model>,
) -> impl Future<Output = Result<V::Model>> + Send {
    async move {
        let queryset = wanted::<V>(req, queryset, &Names::of::<V>(settings::<V>(req)))?;
        let unfound = |error| unfound(error, V::Model::VERBOSE_NAME);
        let mut object = if const { needed::<V::Model>() } {
            queryset.get(req.db()).await.map_err(unfound)?
        } else {
            // As `get`, whose future would stand between this one and the database's.
            let rows = req.db().fetch(queryset.select_one(req.db().dialect())?).await?;
            V::Model::load(&only(rows, V::Model::OBJECT_NAME).map_err(unfound)?, 0)?
        };
        V::mixins(view).object(&mut object, req).await?;
        Ok(object)
    }
}

/// What was set where the view is mounted.
fn settings<V: SingleObject>(req: &Request) -> Option<&Settings<V>> {
    req.settings().kind()
}

/// Where the URL says which row: the attributes, or what the route sets instead.
pub(super) struct Names<M> {
    pk: &'static str,
    slug: &'static str,
    slug_field: Option<Column<M, String>>,
    both: bool,
}

impl<M> Names<M> {
    pub(super) fn of<V: SingleObject<Model = M>>(set: Option<&Settings<V>>) -> Self {
        Self {
            pk: set.and_then(|set| set.pk_url_kwarg).unwrap_or(V::PK_URL_KWARG),
            slug: set.and_then(|set| set.slug_url_kwarg).unwrap_or(V::SLUG_URL_KWARG),
            slug_field: set.and_then(|set| set.slug_field).or(V::SLUG_FIELD),
            both: set.and_then(|set| set.query_pk_and_slug).unwrap_or(V::QUERY_PK_AND_SLUG),
        }
    }
}

/// The row that the attribute `lookup` finds, else the one with the URL's key, else with its slug; of the URL's date, where
/// the view asks for one.
pub(super) fn wanted<V: SingleObject>(
    req: &Request,
    queryset: QuerySet<V::Model>,
    names: &Names<V::Model>,
) -> Result<QuerySet<V::Model>> {
    let queryset = match V::ON_DATE {
        Some(on_date) => on_date(req, queryset)?,
        None => queryset,
    };
    match V::LOOKUP.and_then(|by| Some((req.kwarg(by.kwarg)?, by))) {
        Some((text, by)) => Ok(queryset.filter((by.condition)(text).ok_or_else(no_match::<V::Model>)?)),
        None => match by_key_or_slug(req, queryset, names)? {
            Some(queryset) => Ok(queryset),
            None => Err(no_argument::<V>(names)),
        },
    }
}

/// In the words of a view.
pub(super) fn unfound(error: Error, model: &str) -> Error {
    match error {
        Error::NotFound(_) => none_found(model),
        error => error,
    }
}

/// Generic over the model alone, which several views share. `None` when the URL names neither.
fn by_key_or_slug<M: Model>(
    req: &Request,
    queryset: QuerySet<M>,
    names: &Names<M>,
) -> Result<Option<QuerySet<M>>> {
    let pk = req.kwarg(names.pk).map(|text| M::Pk::parse(text).ok_or_else(no_match::<M>));
    let slug = req.kwarg(names.slug).zip(names.slug_field).map(|(text, column)| column.eq(text));
    Ok(Some(match (pk.transpose()?, slug) {
        (Some(pk), Some(slug)) if names.both => queryset.filter(has_key(pk)).filter(slug),
        (Some(pk), _) => queryset.filter(has_key(pk)),
        (None, Some(slug)) => queryset.filter(slug),
        (None, None) => return Ok(None),
    }))
}

fn has_key<M: Model>(pk: M::Pk) -> Condition<M> {
    M::PK.eq(pk)
}

fn no_match<M: Model>() -> Error {
    none_found(M::VERBOSE_NAME)
}

pub(super) fn none_found(model: &str) -> Error {
    Error::not_found(format!("No {model} found matching the query"))
}

fn no_argument<V: SingleObject>(names: &Names<V::Model>) -> Error {
    let lookup = V::LOOKUP.as_ref().map(|by| by.kwarg);
    let slug = names.slug_field.is_some().then_some(names.slug);
    Error::ImproperlyConfigured(routed_without(V::NAME, lookup, names.pk, slug).into())
}

fn routed_without(view: &str, lookup: Option<&str>, pk: &str, slug: Option<&str>) -> String {
    match (lookup, slug) {
        (Some(lookup), _) => format!("the view {view} must be routed with `{{{lookup}}}` in its path"),
        (None, Some(slug)) => {
            format!("the view {view} must be routed with `{{{pk}}}` or `{{{slug}}}` in its path")
        }
        (None, None) => {
            format!("the view {view} must be routed with `{{{pk}}}` in its path: its model has no slug")
        }
    }
}
