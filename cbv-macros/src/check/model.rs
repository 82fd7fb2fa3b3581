//! Rules of models.

use std::collections::HashMap;

use syn::{Expr, LitStr, ext::IdentExt as _, spanned::Spanned as _};

use super::{order, relation};
use crate::{
    fault::{Faults, suggestion},
    spec::model::{ColumnSpec, ModelSpec},
};

/// Checks a model.
pub(crate) fn check(spec: &ModelSpec, faults: &mut Faults) {
    one_key(spec, faults);
    table(spec, faults);
    one("slug", spec.columns.iter().filter(|column| column.slug), faults);
    if spec.primary_key().is_none() && faults.is_empty() {
        faults.at(
            spec.ident.span(),
            "a model needs a primary key: a field `id`, or one marked `#[model(primary_key)]`",
        );
    }
    columns(spec, faults);
    ordering(spec, faults);
    url(spec, faults);
    related(spec, faults);
    queryset(spec, faults);
    relation::check(spec, faults);
    for column in &spec.columns {
        digits(column, faults);
    }
}

/// No two fields read one column.
fn columns(spec: &ModelSpec, faults: &mut Faults) {
    let mut seen = HashMap::new();
    for column in &spec.columns {
        let field = column.ident.unraw();
        if let Some(before) = seen.insert(column.name(), field.clone()) {
            let span = column.column.as_ref().map_or_else(|| column.ident.span(), LitStr::span);
            faults.at(span, format!("the field `{before}` reads the column `{}` already", column.name()));
        }
    }
}

fn one_key(spec: &ModelSpec, faults: &mut Faults) {
    for column in spec.columns.iter().filter(|column| column.primary_key).skip(1) {
        let message = "a second field is marked `primary_key`: a key is one column; mark one that is unique by itself, or \
                       give the table one";
        faults.at(column.ident.span(), message);
    }
}

/// `blog.post` is a table in a schema; more names than these no database has.
fn table(spec: &ModelSpec, faults: &mut Faults) {
    let Some(table) = &spec.table else { return };
    let value = table.value();
    let parts: Vec<&str> = value.split('.').collect();
    if parts.len() > 2 || parts.len() == 2 && parts.contains(&"") {
        faults.at(table.span(), "a table in a schema is written `table = \"blog.post\"`");
    }
}

fn one<'a>(word: &str, columns: impl Iterator<Item = &'a ColumnSpec>, faults: &mut Faults) {
    for column in columns.skip(1) {
        faults.at(column.ident.span(), format!("a second field is marked `{word}`: a model has one"));
    }
}

fn unknown(name: &str, spec: &ModelSpec) -> String {
    let columns = spec.columns.iter().map(|column| &column.ident);
    let fields = columns.chain(spec.annotations.iter().map(|annotation| &annotation.ident));
    let fields: Vec<String> = fields.map(|field| field.unraw().to_string()).collect();
    let known: Vec<&str> = fields.iter().map(String::as_str).collect();
    format!("`{}` has no column `{name}`: {}", spec.ident, suggestion(name, &known))
}

fn ordering(spec: &ModelSpec, faults: &mut Faults) {
    for term in spec.ordering.iter().filter(|_| spec.table_like) {
        let name = term.column.unraw().to_string();
        if !spec.is_ordered_by(&name) {
            faults.at(term.column.span(), unknown(&name, spec));
        }
    }
    order::check(&spec.ordering, faults);
}

fn url(spec: &ModelSpec, faults: &mut Faults) {
    let Some(url) = &spec.url else { return };
    let text = url.literal.value();
    if url.whole && !text.starts_with('/') && !text.contains("://") {
        faults.at(url.span(), "a `url` begins with a slash: `url = \"/books/{pk}/\"`");
    }
    for name in url.arguments().filter(|name| *name != "pk" && spec.table_like) {
        if spec.column(name).is_none() {
            faults.at(url.span(), unknown(name, spec));
        }
    }
}

fn related(spec: &ModelSpec, faults: &mut Faults) {
    for related in &spec.related {
        if related.reverse.is_some() || spec.of.is_some() || spec.foreign_key(related).is_some() {
            continue;
        }
        match &related.foreign_key {
            Some(field) => faults.at(field.span(), unknown(&field.unraw().to_string(), spec)),
            None => {
                let name = related.ident.unraw();
                faults.at(
                    related.ident.span(),
                    format!(
                        "no field `{name}_id` holds the key of `{name}`: name it, `select_related = field`"
                    ),
                );
            }
        }
    }
}

/// A model's own queryset that begins with the model's `objects()` would begin with itself, without end.
fn queryset(spec: &ModelSpec, faults: &mut Faults) {
    let Some(function) = spec.queryset.as_ref().and_then(begins_with) else { return };
    let names: Vec<String> = function.segments.iter().map(|segment| segment.ident.to_string()).collect();
    if let [.., model, function] = names.as_slice()
        && (model == "Self" || spec.ident == *model)
        && ["objects", "default_queryset"].contains(&function.as_str())
    {
        let message = "a model's own `queryset` begins with `QuerySet::new()`: this would begin with itself";
        faults.at(spec.queryset.span(), message);
    }
}

/// The `Book::objects` of `Book::objects().filter(..)`.
fn begins_with(expr: &Expr) -> Option<&syn::Path> {
    match expr {
        Expr::MethodCall(call) => begins_with(&call.receiver),
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) => Some(&function.path),
            _ => None,
        },
        _ => None,
    }
}

fn digits(column: &ColumnSpec, faults: &mut Faults) {
    let Some((precision, scale)) = &column.decimal else { return };
    match (precision.base10_parse::<u8>(), scale.base10_parse::<u8>()) {
        (Ok(all), Ok(behind)) if (1..=28).contains(&all) && behind <= all => {}
        _ => faults.at(
            precision.span().join(scale.span()).unwrap_or_else(|| precision.span()),
            "a decimal has 1 to 28 digits in all, and no more of them behind the point",
        ),
    }
}
