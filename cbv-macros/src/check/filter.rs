//! Rules of what a client may ask of a list: names that are there twice, lookups that do not exist, words about nothing.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::LitStr;

use crate::{
    fault::{Faults, suggestion},
    spec::{
        filter::{Asked, ControlsSpec},
        list::ListSpec,
    },
};

/// The lookups of a filter.
pub(crate) const LOOKUPS: &[&str] = &[
    "eq",
    "gt",
    "gte",
    "lt",
    "lte",
    "isnull",
    "iexact",
    "contains",
    "icontains",
    "startswith",
    "istartswith",
    "endswith",
    "iendswith",
];

/// The lookups of a search.
pub(crate) const SEARCHES: &[&str] =
    &["icontains", "istartswith", "iendswith", "iexact", "contains", "startswith", "endswith"];

/// Checks what a client may ask for.
pub(crate) fn check(spec: &ListSpec, faults: &mut Faults) {
    let controls = &spec.controls;
    idle(controls, faults);
    lookups(&controls.filters, "filter_fields", LOOKUPS, faults);
    lookups(&controls.search, "search_fields", SEARCHES, faults);
    for field in &controls.ordering {
        ordered(field, faults);
    }
    page_size(spec, faults);
    parameters(spec, faults);
    once(&controls.search, "is searched already", faults);
    once(&controls.ordering, "is a key of the order already", faults);
}

/// The names that the template has of it.
pub(crate) fn names(controls: &ControlsSpec) -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = [
        ("search", !controls.search.is_empty(), "`search_fields` has it"),
        ("filters", !controls.filters.is_empty(), "`filter_fields` has it"),
        ("sort", !controls.ordering.is_empty(), "`ordering_fields` has it"),
        ("page_size", controls.page_size.is_some(), "`page_size_param` has it"),
    ];
    names.into_iter().filter(|(_, there, _)| *there).map(|(name, _, why)| (name, why))
}

/// Words that say more of something that is not there.
fn idle(controls: &ControlsSpec, faults: &mut Faults) {
    let words = [
        ("search_param", controls.search_param.as_ref().map(LitStr::span), &controls.search, "search_fields"),
        ("filter", controls.mode.as_ref().map(|(_, span)| *span), &controls.filters, "filter_fields"),
        ("sort_param", controls.sort_param.as_ref().map(LitStr::span), &controls.ordering, "ordering_fields"),
    ];
    for (word, span, fields, wanted) in words {
        if let Some(span) = span.filter(|_| fields.is_empty()) {
            faults.at(span, format!("`{word}` says more of `{wanted}`, which is not there"));
        }
    }
}

fn lookups(fields: &[Asked], word: &str, known: &[&str], faults: &mut Faults) {
    for lookup in fields.iter().filter_map(|field| field.lookup.as_ref()) {
        let name = lookup.to_string();
        if !known.contains(&name.as_str()) {
            let hint = match name.as_str() {
                "ge" => "did you mean `gte`?".to_owned(), // what queries call it
                "le" => "did you mean `lte`?".to_owned(),
                other => suggestion(other, known),
            };
            faults.at(lookup.span(), format!("`{name}` is not a lookup of `{word}`: {hint}"));
        }
    }
}

fn ordered(field: &Asked, faults: &mut Faults) {
    if let Some(lookup) = &field.lookup {
        faults
            .at(lookup.span(), "`ordering_fields` takes columns: a client asks for both directions of each");
    }
    if let Some(relation) = field.path.relations.first() {
        faults.at(relation.span(), "`ordering_fields` takes columns of the model itself");
    }
}

fn page_size(spec: &ListSpec, faults: &mut Faults) {
    let Some(asked) = &spec.controls.page_size else { return };
    if asked.name.value().is_empty() {
        faults.at(asked.name.span(), "`page_size_param` has an empty name");
    }
    let Some(rows) = &spec.paginate_by else {
        let message = "`page_size_param` changes the rows on a page: add `paginate_by = 20`";
        return faults.at(asked.name.span(), message);
    };
    if let Some((max, span)) = asked.max
        && max < rows.number
    {
        let message = format!("a page has {} rows: `max` is at least as many", rows.number);
        faults.at(span, message);
    }
}

/// One parameter has one meaning.
fn parameters(spec: &ListSpec, faults: &mut Faults) {
    let controls = &spec.controls;
    let mut taken: HashMap<String, &str> = HashMap::new();
    if spec.paginate_by.is_some() {
        let page = spec.page_kwarg.as_ref().map_or_else(|| "page".to_owned(), LitStr::value);
        taken.insert(page, "the page's number");
    }
    if spec.template.formats.len() > 1 {
        taken.insert("format".to_owned(), "the format of the answer");
    }
    if !spec.template.fragments.is_empty() {
        taken.insert("fragment".to_owned(), "the block that is answered alone");
    }
    let span = |literal: &Option<LitStr>, fields: &[Asked]| {
        literal.as_ref().map(LitStr::span).or_else(|| fields.first().map(Asked::span))
    };
    let search = span(&controls.search_param, &controls.search).filter(|_| !controls.search.is_empty());
    let sort = span(&controls.sort_param, &controls.ordering).filter(|_| !controls.ordering.is_empty());
    let size = controls.page_size.as_ref().map(|size| (size.name.value(), size.name.span(), "the page size"));
    let single = [
        search.map(|span| (controls.search_name(), span, "the words of the search")),
        sort.map(|span| (controls.sort_name(), span, "the order")),
        size,
    ];
    let filters = controls.filters.iter().map(|field| (field.name(), field.span(), "a filter"));
    for (name, span, what) in single.into_iter().flatten().chain(filters) {
        claim(name, span, what, &mut taken, faults);
    }
}

fn claim(
    name: String,
    span: Span,
    what: &'static str,
    taken: &mut HashMap<String, &'static str>,
    faults: &mut Faults,
) {
    if let Some(before) = taken.get(name.as_str()) {
        faults.at(span, format!("the parameter `{name}` is taken: it is {before}; name another by `as`"));
    }
    taken.entry(name).or_insert(what);
}

fn once(fields: &[Asked], already: &str, faults: &mut Faults) {
    let mut seen: Vec<String> = Vec::new();
    for field in fields {
        let written = field.path.written();
        if seen.contains(&written) {
            faults.at(field.path.column.span(), format!("`{written}` {already}"));
        }
        seen.push(written);
    }
}
