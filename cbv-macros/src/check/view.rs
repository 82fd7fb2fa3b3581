//! Rules for all views: the path, and the names of the context.

use std::collections::HashMap;

use proc_macro2::Ident;
use syn::{LitStr, ext::IdentExt as _, spanned::Spanned as _};

use super::arguments;
use crate::{
    fault::Faults,
    spec::view::{TemplateSpec, ViewSpec},
};

/// Names that every template has.
pub(crate) const NAMES: &[&str] = &["view", "request"];

/// Checks what all views have.
pub(crate) fn check(view: &ViewSpec, faults: &mut Faults) {
    if let Some(lifetime) = view.lifetimes.first() {
        let message = "a view has no lifetimes: it is made for each request, of what it takes from it";
        faults.at(lifetime.span(), message);
    }
    for field in view.fields() {
        if (field.lookup.is_some() || field.queryset.is_some()) && field.model().is_none() {
            faults.at(
                field.ty.span(),
                "`lookup` and `queryset` say how an `Object<..>` is found, and this is none",
            );
        } else if let Some(lookup) = &field.lookup {
            arguments::lookup(lookup, view, faults);
        } else if field.is_found_by_key() {
            arguments::wanted(view.path.as_ref(), &["pk", "slug"], faults);
        }
    }
    if let Some(path) = view.path.as_ref().filter(|path| path.whole)
        && let Some(message) = arguments::route(path)
    {
        faults.at(path.span(), message);
    }
}

/// Checks that a view without anything that a mixin could change has none. `instead` says what does the same there.
pub(crate) fn no_mixins(view: &ViewSpec, what: &str, instead: &str, faults: &mut Faults) {
    for word in view.fields().iter().filter_map(|field| field.mixin.as_ref()) {
        faults.at(word.span(), format!("a mixin has nothing to change in {what}: {instead}"));
    }
}

/// Checks the template's words.
pub(crate) fn template(template: &TemplateSpec, faults: &mut Faults) {
    for word in &template.idle {
        faults.at(
            word.span(),
            format!("`{word}` helps to infer a template's name, and `template_name` gives it"),
        );
    }
    let sendable = |value: &str| !value.is_empty() && value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if let Some(content_type) = template.content_type.as_ref().filter(|literal| !sendable(&literal.value())) {
        faults.at(
            content_type.span(),
            "`content_type` is a header: `content_type = \"text/plain; charset=utf-8\"`",
        );
    }
}

/// Checks that no two things have one name in the template; `names` are those of the kind, with what gave them.
pub(crate) fn context(view: &ViewSpec, template: &TemplateSpec, names: &[(&str, &str)], faults: &mut Faults) {
    let mut taken: HashMap<String, String> = HashMap::new();
    for name in NAMES {
        taken.insert((*name).to_owned(), "every template has it".to_owned());
    }
    if template.site.is_some() {
        if names.iter().any(|(name, _)| *name == "site") {
            faults.at(
                view.ident.span(),
                "the template's name `site` is taken: it is the site's context; say `context_object_name = \"..\"`, or `site = ()`",
            );
        }
        taken.insert("site".to_owned(), "it is the site's context".to_owned());
    }
    for (name, why) in names {
        taken.insert((*name).to_owned(), (*why).to_owned());
    }
    let fields = view.fields().iter().map(|field| (&field.ident, "a field has it"));
    let fixed = template.extra.fixed.iter().map(|fixed| (&fixed.name, "`extra_context` has it"));
    for (ident, why) in fields.chain(fixed) {
        claim(ident, why, &mut taken, faults);
    }
}

fn claim(ident: &Ident, why: &str, taken: &mut HashMap<String, String>, faults: &mut Faults) {
    let name = ident.unraw().to_string();
    if let Some(before) = taken.insert(name.clone(), why.to_owned()) {
        faults.at(ident.span(), format!("the template's name `{name}` is taken: {before}"));
    }
}

/// A name given in quotes must be one the template can write.
pub(crate) fn identifier(literal: Option<&LitStr>, key: &str, faults: &mut Faults) {
    if let Some(literal) = literal
        && literal.parse::<Ident>().is_err()
    {
        faults.at(
            literal.span(),
            format!("`{key}` is a name that the template writes: letters, digits and `_`"),
        );
    }
}

/// Checks the templates, fragments and formats of a view that shows no rows.
pub(crate) fn response(template: &TemplateSpec, faults: &mut Faults) {
    if let Some(atom) = template.formats.iter().find(|format| format.name == "atom") {
        faults
            .at(atom.span, "a feed is made of the rows of a model: `atom` is a format of lists and archives");
    }
    response_of_rows(template, faults);
}

/// Checks a view's templates, fragments and formats.
pub(crate) fn response_of_rows(template: &TemplateSpec, faults: &mut Faults) {
    let mut seen: Vec<String> = vec!["default".to_owned()];
    for other in &template.others {
        let name = other.name.unraw().to_string();
        if seen.contains(&name) {
            faults.at(other.name.span(), format!("a template called `{name}` is there already"));
        }
        seen.push(name);
    }
    if !template.has_format("html")
        && let Some(fragment) = template.fragments.first()
    {
        faults.at(fragment.span(), "`fragments` are parts of a page, and `formats` has no `html`");
    }
}
