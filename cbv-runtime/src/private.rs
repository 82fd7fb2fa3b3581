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
    create::{ViaDefaults as CreateViaDefaults, ViaHooks as CreateViaHooks},
    dates::archive::{ViaDefaults as DateListViaDefaults, ViaHooks as DateListViaHooks},
    delete::{ViaDefaults as DeleteViaDefaults, ViaHooks as DeleteViaHooks},
    detail::{ViaDefaults as DetailViaDefaults, ViaHooks as DetailViaHooks},
    form::{ViaDefaults as FormViaDefaults, ViaHooks as FormViaHooks},
    list::{ViaDefaults as ListViaDefaults, ViaHooks as ListViaHooks},
    redirect::{ViaDefaults as RedirectViaDefaults, ViaHooks as RedirectViaHooks},
    template::{ViaDefaults as TemplateViaDefaults, ViaHooks as TemplateViaHooks},
    update::{ViaDefaults as UpdateViaDefaults, ViaHooks as UpdateViaHooks},
};

pub use crate::feed::feed; // `formats(atom)` of lists
pub use crate::form::{
    CleanProbe, CleanViaDefault, CleanViaImpl, Keys, RowsProbe, RowsViaDefault, RowsViaRelation, rules,
    store_file,
}; // `#[derive(Form)]`
pub use crate::form::{FormOf, entered}; // views with a form
pub use crate::known::Known; // wherever a wrong word would be many errors
pub use crate::object::{InUrl, equals, found_by, iexact, within}; // `lookup` and `queryset` of fields
pub use crate::route::VerbRouter; // `as_view` of `#[derive(View)]`
pub use crate::route::located::{has_arguments, reverse}; // `#[derive(RedirectView)]`
pub use crate::url::{DateArgument, KeyArgument, Url}; // `absolute_url()` of a model, `url(..)` of a view

pub use crate::view::dates::{
    archive_data,
    detail::{OnDate, on_date},
}; // date archives and details by their date

use std::{num::NonZeroU32, sync::Arc};

use chrono::{NaiveDate, Weekday};

use http::request::Parts;

// `#[derive(Model)]`
pub use crate::model::{HasColumn, RelatedTo, Relates, Whole, fit, leads, ordering_of, to_many, to_one};
pub use crate::query::annotate;

pub use crate::query::across; // `search_fields` and `filter_fields` of a list view

use crate::{
    Error, Result,
    context::Pagination,
    dates::{Period, WeekFormat},
    db::Row,
    filter::PageSizeParam,
    form::{CleanError, Cleaning, Errors, FormField},
    model::{Column, Meta, Model, ToMany},
    page::Page,
    query::{DateField, Dated, QuerySet, Version, Versioned},
    request::Request,
    route::ViewField,
    value::{Choices, Field, NoSuchChoice, Sql, Value},
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

/// Reads a primary key; `load` of a model.
pub fn key<M: Model>(row: &Row, at: usize) -> Result<M::Pk> {
    <M::Pk as Field>::get(row, at, M::PK.meta())
}

/// The primary key as a bound value; `values` of a model.
pub fn bind_key<M: Model>(object: &M) -> (&'static Meta, Sql) {
    (const { M::PK.meta() }, object.pk().bind(M::PK.meta()))
}

/// The choice that a text stands for; `from_str` of an enum of choices.
pub fn choice<C: Choices>(text: &str) -> Result<C, NoSuchChoice> {
    C::of(text).ok_or_else(|| NoSuchChoice::new::<C>(text))
}

/// The choice that is stored as a text; `from_repr` of an enum of choices.
pub fn stored<C: Choices>(text: &str) -> Result<C, String> {
    choice(text).map_err(|error| error.to_string())
}

/// The texts of all choices; `texts` of an enum of choices.
pub fn texts<C: Choices>() -> Vec<&'static str> {
    C::ALL.iter().map(|choice| choice.entry().0).collect()
}

/// An initial value; `FIELDS` of a form.
pub fn initial<T>(value: impl Into<T>) -> T {
    value.into()
}

/// The relation, which begins at the form's model; `of_links` and `save_links` of a form.
pub const fn relation_of<M, R>(relation: ToMany<M, R>) -> ToMany<M, R> {
    relation
}

/// Asks a field's own check; `full_clean` of a form.
///
/// # Errors
/// Those of the check itself.
pub async fn cleaned<'c, 'a, F, T, A, E>(
    field: FormField<F, T>,
    value: &mut T,
    check: impl FnOnce(T, &'c Cleaning<'a>) -> A,
    cx: &'c Cleaning<'a>,
    errors: &mut Errors<F>,
) -> Result<()>
where
    T: Clone,
    A: Future<Output = Result<T, E>>,
    E: Into<CleanError>,
{
    match check(value.clone(), cx).await.map_err(Into::into) {
        Ok(cleaned) => *value = cleaned,
        Err(CleanError::Invalid(error)) => errors.add_error(field, error),
        Err(CleanError::Failed(error)) => return Err(error),
    }
    Ok(())
}

/// All rows that a relation may lead to; `sources` of a form with a many-to-many field.
pub fn rows_of<M, R: Model>(_: ToMany<M, R>) -> QuerySet<R> {
    R::objects()
}

/// The value of `get_data`; `data` of views with `formats(json)`.
pub use serde_json::Value as Json;

/// Renders a template; `render` of every view with one.
pub fn rendered(template: &impl askama::Template) -> Result<String> {
    Ok(template.render()?)
}

/// The fragment of a template that askama could not read; the compiler shows why, and this is never rendered.
#[derive(Debug, askama::Template)]
#[template(source = "-", ext = "txt")]
pub struct Unread;

/// The choice of that name; `named` of a view's templates.
pub fn named<T: Copy>(name: &str, choices: &[(&str, T)]) -> Option<T> {
    choices.iter().find(|(known, _)| *known == name).map(|(_, choice)| *choice)
}

/// How much a block writes, for the assertion that a fragment's block exists: askama renders a missing one empty.
pub const fn size_hint<C: 'static, T: askama::Template>(_: fn(&'static C) -> T) -> usize {
    T::SIZE_HINT
}

/// How the versions of a row are written and read; `version` of an update view. Derived code asks for it in the same words
/// wherever it needs one of both, so that the compiler says once of a column that it has none.
#[derive(Debug)]
pub struct VersionsOf<M, T> {
    column: Column<M, T>,
    to_text: fn(&T) -> String,
    of_text: fn(Column<M, T>, &str) -> Option<Version<M>>,
}

/// The versions by a column.
pub fn versions_of<M, T: Versioned>(column: Column<M, T>) -> VersionsOf<M, T> {
    let of_text = |column: Column<M, T>, text: &str| T::of_text(text).map(|read| column.version(read));
    VersionsOf { column, to_text: T::to_text, of_text }
}

impl<M, T> VersionsOf<M, T> {
    /// The version as a form carries it.
    pub fn text(&self, version: &T) -> String {
        (self.to_text)(version)
    }

    /// The version that a form has carried.
    pub fn read(&self, text: &str) -> Option<Version<M>> {
        (self.of_text)(self.column, text)
    }
}

/// What a view with `formats(json)` shows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as JSON",
    label = "`formats(json)` needs `Serialize` of this model",
    note = "write `#[derive(serde::Serialize)]` above the model"
)]
pub trait ToJson {
    /// The value as JSON; `data` of a detail view with `formats(json)`.
    ///
    /// # Errors
    /// Those of the type's own `Serialize`.
    fn to_json(&self) -> Result<Json>;
}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize> ToJson for T {
    fn to_json(&self) -> Result<Json> {
        serde_json::to_value(self).map_err(Error::other)
    }
}

/// The JSON of a template view with fixed extra context.
pub fn json_object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// The column of a view's dates; `date_field` of date archives and of details by their date.
pub const fn date_field<M, T>(column: Column<M, T>) -> DateField<M>
where
    T: Field<Value: Value<Repr: Dated>>,
{
    DateField::new(column)
}

/// The column of a view that does not say one, which is a fault.
pub const fn no_date_field<M>() -> DateField<M> {
    DateField::new(Column::<M, NaiveDate>::new(""))
}

/// The first day of the week of a date, as `url(..)` of an archive of weeks writes it.
pub fn week_start(date: NaiveDate, format: WeekFormat) -> NaiveDate {
    let begins = if format == WeekFormat::Sunday { Weekday::Sun } else { Weekday::Mon };
    Period::week_of(date, begins).map_or(date, |week| week.first())
}

/// A page as JSON; `data` of a list view with `formats(json)`.
pub fn list_data<M: ToJson>(page: &Page<M>, req: &Request, page_kwarg: &'static str) -> Result<Json> {
    let links = Pagination::new(page, req, page_kwarg);
    let (next, previous) = (links.next_href(), links.previous_href());
    let results = page.object_list.iter().map(ToJson::to_json).collect::<Result<Vec<Json>>>()?;
    if page.cursors().is_some() {
        return Ok(serde_json::json!({ "next": next, "previous": previous, "results": results }));
    }
    let count = page.paginator.total().exact();
    Ok(serde_json::json!({
        "count": count,
        "num_pages": count.map(|_| page.paginator.num_pages()),
        "number": page.number,
        "next": next,
        "previous": previous,
        "results": results,
    }))
}

/// The parameter of a page size; `page_size_param` of a list view.
pub const fn page_size_param(name: &'static str, max: u32) -> Option<PageSizeParam> {
    match NonZeroU32::new(max) {
        Some(max) => Some(PageSizeParam { name, max }),
        None => None,
    }
}

/// The body of a function of a derive that has faults: the compiler shows those, and this is never run.
pub fn broken<T>() -> Result<T> {
    Err(Error::ImproperlyConfigured("a derive of this view has faults".into()))
}

/// Whether the word `success_message` can be used, asked while compiling.
#[allow(clippy::panic)] // the compiler shows it as an error
pub const fn needs_messages() {
    if !cfg!(feature = "messages") {
        panic!("`success_message` needs the feature `messages` of cbv: name it in Cargo.toml");
    }
}
