//! The words of `#[derive(DetailView)]`.

use proc_macro2::Ident;
use syn::{DeriveInput, Expr, LitStr, Path};

use super::{
    filter::ColumnPath,
    items::Items,
    list::queried,
    lookup::LookupSpec,
    view::{COMMON, TEMPLATE, TemplateSpec, ViewSpec},
};
use crate::fault::Faults;

/// The words of a detail view beside those of all views.
pub(crate) const OWN: &[&str] = &["formats"];

/// The words of every view of one object.
pub(crate) const OBJECT: &[&str] = &[
    "model",
    "queryset",
    "pk_url_kwarg",
    "slug_url_kwarg",
    "slug_field",
    "query_pk_and_slug",
    "lookup",
    "context_object_name",
];

/// A detail view as written.
#[derive(Debug)]
pub(crate) struct DetailSpec {
    pub(crate) view: ViewSpec,
    pub(crate) template: TemplateSpec,
    pub(crate) model: Option<Path>,
    pub(crate) queryset: Option<Expr>,
    pub(crate) pk_url_kwarg: Option<LitStr>,
    pub(crate) slug_url_kwarg: Option<LitStr>,
    /// A column of the model itself; one of a related row is a `lookup`.
    pub(crate) slug_field: Option<Ident>,
    pub(crate) query_pk_and_slug: Option<bool>,
    pub(crate) lookup: Option<LookupSpec>,
    pub(crate) context_object_name: Option<LitStr>,
}

impl DetailSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let known = [OWN, OBJECT, TEMPLATE, COMMON].concat();
        let items = Items::of(&input.attrs, "view", &known, input.ident.span(), faults);
        Self::of_view(input, &items, faults)
    }

    /// The words of a detail among those of a view.
    pub(super) fn of_view(input: &DeriveInput, items: &Items, faults: &mut Faults) -> Self {
        let this = Self::read(input, items, "_detail", faults);
        if this.model.is_none() && faults.is_empty() {
            faults.at(items.span, "say whose row is shown: `#[view(model = Book)]`");
        }
        this
    }

    /// The words of an object among those of a view. `suffix` ends the inferred name of its template.
    pub(super) fn read(input: &DeriveInput, items: &Items, suffix: &str, faults: &mut Faults) -> Self {
        let queryset = items.expr("queryset", faults);
        let model = items.path("model", faults).or_else(|| queryset.as_ref().and_then(queried));
        let slug_field = items.value("slug_field", "a column of the model, without quotes", faults);
        let (slug_field, related) = match slug_field {
            Some(ColumnPath { relations, column }) if relations.is_empty() => (Some(column), None),
            related => (None, related),
        };
        let mut this = Self {
            view: ViewSpec::new(input, items, faults),
            template: TemplateSpec::new(items, model.as_ref(), suffix, faults),
            pk_url_kwarg: items.name("pk_url_kwarg", faults),
            slug_url_kwarg: items.name("slug_url_kwarg", faults),
            slug_field,
            query_pk_and_slug: items.boolean("query_pk_and_slug", faults),
            lookup: LookupSpec::new(items, faults),
            context_object_name: items.string("context_object_name", faults),
            model,
            queryset,
        };
        if let Some(column) = related {
            this.slug_of_a_related_row(column, faults);
        }
        this
    }

    /// `slug_field = author.slug`: the argument is that of the slug, and the column is another model's.
    fn slug_of_a_related_row(&mut self, column: ColumnPath, faults: &mut Faults) {
        if self.query_pk_and_slug == Some(true) {
            let message = "`query_pk_and_slug` asks for a slug of the model's own";
            faults.at(column.column.span(), message);
        }
        if let Ok(kwarg) = syn::parse_str::<Ident>(&self.slug_kwarg()) {
            let kwarg = Ident::new(&kwarg.to_string(), column.column.span());
            self.lookup.get_or_insert(LookupSpec { kwarg, column, comparison: None });
        }
    }

    /// The name of the primary key in the URL.
    pub(crate) fn pk_kwarg(&self) -> String {
        self.pk_url_kwarg.as_ref().map_or_else(|| "pk".to_owned(), LitStr::value)
    }

    /// The name of the slug in the URL.
    pub(crate) fn slug_kwarg(&self) -> String {
        self.slug_url_kwarg.as_ref().map_or_else(|| "slug".to_owned(), LitStr::value)
    }

    /// The object's second name in the template: the author's, else the model's in lower case.
    pub(crate) fn friendly_name(&self) -> Option<String> {
        let name = match &self.context_object_name {
            Some(name) => name.value(),
            None => self.model.as_ref()?.segments.last()?.ident.to_string().to_lowercase(),
        };
        (name != "object").then_some(name)
    }
}
