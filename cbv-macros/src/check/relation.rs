//! Rules of relations, and of smaller shapes of a table.

use std::collections::HashMap;

use syn::{ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    fault::Faults,
    spec::{
        model::{ColumnSpec, ModelSpec, constant},
        relation::{PrefetchSpec, RelationKind, ThroughSpec, type_name},
    },
    words::snake,
};

/// Checks a model's relations.
pub(crate) fn check(spec: &ModelSpec, faults: &mut Faults) {
    constants(spec, faults);
    keys(spec, faults);
    through(spec, faults);
    if spec.of.is_some() {
        shape(spec, faults);
    } else {
        for prefetch in &spec.prefetched {
            declared(spec, prefetch, faults);
        }
    }
}

/// Columns, annotations and relations are constants of one type: each has a name of its own.
fn constants(spec: &ModelSpec, faults: &mut Faults) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for column in &spec.columns {
        seen.insert(column.constant().to_string(), format!("the column `{}`", column.ident.unraw()));
    }
    for annotation in &spec.annotations {
        let name = annotation.ident.unraw();
        seen.insert(constant(&annotation.ident).to_string(), format!("the annotation `{name}`"));
    }
    let keys = spec.columns.iter().filter_map(|column| spec.relation(column));
    let keys = if spec.of.is_some() { Vec::new() } else { keys.collect() };
    let relations = keys.iter().chain(spec.relations.iter().map(|relation| &relation.name));
    for name in relations {
        let constant = constant(name).to_string();
        if let Some(other) = seen.insert(constant.clone(), format!("the relation `{}`", name.unraw())) {
            faults.at(
                name.span(),
                format!("this relation is called `{constant}`, and so is {other}: name it, `related = ..`"),
            );
        }
    }
}

/// `related` names the relation of a foreign key.
fn keys(spec: &ModelSpec, faults: &mut Faults) {
    for column in &spec.columns {
        if let (Some(name), None) = (&column.relation, &column.foreign_key) {
            let message = "`related` names the relation of a foreign key: add `foreign_key = Model`";
            faults.at(name.span(), message);
        }
    }
}

/// The columns of the table between are named after the two models, which are one where a table meets itself.
fn through(spec: &ModelSpec, faults: &mut Faults) {
    for relation in &spec.relations {
        let RelationKind::Through(through) = &relation.kind else { continue };
        let ThroughSpec { model, table, from, to } = &**through;
        let own = format!("{}_id", snake(&spec.ident.unraw().to_string()));
        let other = format!("{}_id", snake(&type_name(model)));
        let from = from.as_ref().map_or(own, syn::LitStr::value);
        let to = to.as_ref().map_or(other, syn::LitStr::value);
        if from == to {
            faults.at(
                table.span(),
                format!(
                    "both keys of this table would be its column `{from}`: say `from = \"..\", to = \"..\"`"
                ),
            );
        }
    }
}

/// A field that declares no relation reads along one that is declared on the struct.
fn declared(spec: &ModelSpec, prefetch: &PrefetchSpec, faults: &mut Faults) {
    let named = spec.relations.iter().any(|relation| relation.name == prefetch.ident);
    if prefetch.relation.is_none() && !named {
        let message = "say along which relation these rows are read: `prefetch_related = Review::BOOK` by its foreign \
                       key, or `prefetch_related(through = \"book_author\")` by a table between";
        faults.at(prefetch.ident.span(), message);
    }
}

/// A shape says which of a model's columns are read; what they are is said there.
fn shape(spec: &ModelSpec, faults: &mut Faults) {
    if let Some(table) = &spec.table {
        faults.at(table.span(), "a smaller shape has the table of its model: leave `table` out");
    }
    for relation in &spec.relations {
        let message = "a smaller shape has the relations of its model: declare it there, and write \
                       `prefetch_related` here";
        faults.at(relation.name.span(), message);
    }
    for column in &spec.columns {
        if let Some(span) = said_elsewhere(column) {
            faults.at(span, "a smaller shape has the columns of its model: this is said there");
        }
    }
    for related in spec.related.iter().filter_map(|related| related.reverse.as_ref()) {
        let message = "a smaller shape has the relations of its model: declare it there, and name it here";
        faults.at(related.span(), message);
    }
}

fn said_elsewhere(column: &ColumnSpec) -> Option<proc_macro2::Span> {
    let words = [
        column.column.as_ref().map(syn::LitStr::span),
        column.foreign_key.as_ref().map(|key| key.span()),
        column.decimal.as_ref().map(|(precision, _)| precision.span()),
        column.datetime.as_ref().map(|_| column.ident.span()),
        column.uuid.as_ref().map(|_| column.ident.span()),
    ];
    words.into_iter().flatten().next()
}
