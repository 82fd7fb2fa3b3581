//! What generated code calls and nobody else may: it changes without notice. Each item says which derive writes it.

pub use askama; // every view with a template
pub use axum; // every view: `FromRequestParts`, `MethodRouter`, `Router`
pub use core; // all: the user's crate may shadow names or lack the prelude
pub use std; // all

pub use crate::view::{
    Overridden, // `as_view` of generic base views
    Probe,      // `as_view` of every view that may have hooks
    base::{
        // `as_view` of `#[derive(View)]`
        ViaDefaults as ViewViaDefaults,
        ViaHooks as ViewViaHooks,
        WithDelete,
        WithGet,
        WithHead,
        WithOptions,
        WithPatch,
        WithPost,
        WithPut,
        WithTrace,
        WithoutDelete,
        WithoutGet,
        WithoutHead,
        WithoutOptions,
        WithoutPatch,
        WithoutPost,
        WithoutPut,
        WithoutTrace,
    },
    detail::{ViaDefaults as DetailViaDefaults, ViaHooks as DetailViaHooks},
    list::{ViaDefaults as ListViaDefaults, ViaHooks as ListViaHooks},
    redirect::{ViaDefaults as RedirectViaDefaults, ViaHooks as RedirectViaHooks},
    template::{ViaDefaults as TemplateViaDefaults, ViaHooks as TemplateViaHooks},
};

pub use crate::object::{ByArgument, equals, found_by, iexact, within}; // `lookup` and `queryset` of fields
pub use crate::route::VerbRouter; // `as_view` of `#[derive(View)]`
pub use crate::route::located::{has_arguments, reverse}; // `#[derive(RedirectView)]`
pub use crate::url::{KeyArgument, Url}; // `absolute_url()` of a model, `url(..)` of a view

use std::sync::Arc;

use http::request::Parts;

use crate::{
    Error, Result,
    context::page_links,
    db::Row,
    model::{Column, Load, Meta, Model, Shape},
    page::Page,
    request::Request,
    route::ViewField,
    value::Sql,
};

/// Fills the site's context, once for a request, and keeps it there; the extractor of every view with a template, where the
/// application has a site.
pub async fn take_site<T, S>(parts: &mut Parts, state: &S) -> Result<()>
where
    T: ViewField<S> + Send + Sync + 'static,
    S: Sync,
{
    if parts.extensions.get::<Arc<T>>().is_none() {
        let site = T::take(parts, state).await?;
        parts.extensions.insert(Arc::new(site));
    }
    Ok(())
}

/// The site's context; `site` of a template.
pub fn site<T: Send + Sync + 'static>(req: &Request) -> Result<&T> {
    let site = req.extensions().get::<Arc<T>>().map(|site| &**site);
    site.ok_or_else(|| {
        Error::ImproperlyConfigured("the site's context was not taken from the request".into())
    })
}

/// The value of `get_data`; `data` of views with `formats(json)`.
pub use serde_json::Value as Json;

/// Renders a template; `render` of every view with one.
pub fn rendered(template: &impl askama::Template) -> Result<String> {
    Ok(template.render()?)
}

/// The choice of that name; `named` of a view's templates.
pub fn named<T: Copy>(name: &str, choices: &[(&str, T)]) -> Option<T> {
    choices.iter().find(|(known, _)| *known == name).map(|(_, choice)| *choice)
}

/// How much a block writes, for the assertion that a fragment's block exists: askama renders a missing one empty.
pub const fn size_hint<C: 'static, T: askama::Template>(_: fn(&'static C) -> T) -> usize {
    T::SIZE_HINT
}

/// A value as JSON; `data` of a detail view with `formats(json)`.
pub fn to_json(value: &impl serde::Serialize) -> Result<Json> {
    serde_json::to_value(value).map_err(Error::other)
}

/// The JSON of a template view with fixed extra context.
pub fn json_object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A page as JSON; `data` of a list view with `formats(json)`.
pub fn list_data<M: serde::Serialize>(page: &Page<M>, req: &Request, page_kwarg: &str) -> Result<Json> {
    let links = page_links(req, page_kwarg);
    Ok(serde_json::json!({
        "count": page.paginator.count(),
        "num_pages": page.paginator.num_pages(),
        "number": page.number,
        "next": page.next_page_number().ok().map(|number| links.href(number)),
        "previous": page.previous_page_number().ok().map(|number| links.href(number)),
        "results": to_json(&page.object_list)?,
    }))
}

/// The body of a function of a derive that has faults: the compiler shows those, and this is never run.
pub fn broken<T>() -> Result<T> {
    Err(Error::ImproperlyConfigured("a derive of this view has faults".into()))
}

/// The model of a view that names none; the compiler says so, and this is never run.
#[derive(Debug)]
pub struct NoModel;

impl Load for NoModel {
    const WIDTH: usize = 0;

    fn select(_: &str, _: &mut Shape) {}

    fn load(_: &Row, _: usize) -> Result<Self> {
        broken()
    }
}

impl Model for NoModel {
    const TABLE: &'static str = "";
    const OBJECT_NAME: &'static str = "";
    const VERBOSE_NAME: &'static str = "";
    const VERBOSE_NAME_PLURAL: &'static str = "";
    type Pk = i64;
    const PK: Column<Self, i64> = Column::new("");

    fn pk(&self) -> i64 {
        0
    }

    fn values(&self) -> Vec<(&'static Meta, Sql)> {
        Vec::new()
    }
}
