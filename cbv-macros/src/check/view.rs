//! Rules for all views: verbs, arguments of the path, names of the context.

use std::collections::HashMap;

use proc_macro2::Ident;
use syn::{LitStr, ext::IdentExt as _, spanned::Spanned as _};

use crate::{
    fault::{Faults, suggestion},
    spec::{
        lookup::LookupSpec,
        view::{TemplateSpec, ViewSpec},
    },
};

const VERBS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options", "trace"];

/// Names that every template has.
pub(crate) const NAMES: &[&str] = &["view", "request"];

/// Checks what all views have.
pub(crate) fn check(view: &ViewSpec, faults: &mut Faults) {
    for verb in view.verbs.iter().flatten() {
        let name = verb.to_string().to_lowercase();
        if !VERBS.contains(&name.as_str()) {
            let hint = suggestion(&name, VERBS);
            faults.at(verb.span(), format!("`{verb}` is not a verb a view can answer: {hint}"));
        }
    }
    for field in &view.fields {
        if (field.lookup.is_some() || field.queryset.is_some()) && field.model().is_none() {
            faults.at(
                field.ty.span(),
                "`lookup` and `queryset` say how an `Object<..>` is found, and this is none",
            );
        } else if let Some(lookup) = &field.lookup {
            self::lookup(lookup, view, faults);
        }
    }
    if let Some(path) = &view.path
        && !path.literal.value().starts_with('/')
    {
        faults.at(path.span(), "a `path` begins with a slash: `path = \"/books/\"`");
    }
}

const COMPARISONS: &[&str] = &["iexact"];

/// Checks a `lookup`: its argument must be in the path, its comparison must exist.
pub(crate) fn lookup(lookup: &LookupSpec, view: &ViewSpec, faults: &mut Faults) {
    if let Some(comparison) = &lookup.comparison {
        let name = comparison.to_string();
        if !COMPARISONS.contains(&name.as_str()) {
            let hint = suggestion(&name, COMPARISONS);
            faults.at(comparison.span(), format!("`{name}` is not a comparison of `lookup`: {hint}"));
        }
    }
    let Some(path) = &view.path else { return };
    if !lookup.is_in(path) {
        let (name, path) = (lookup.kwarg.unraw(), path.literal.value());
        faults.at(
            lookup.kwarg.span(),
            format!("`lookup` looks for `{{{name}}}`, which is not in the path `{path}`"),
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
    let fields = view.fields.iter().map(|field| (&field.ident, "a field has it"));
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

/// A parameter's name must not be empty.
pub(crate) fn not_empty(literal: Option<&LitStr>, key: &str, faults: &mut Faults) {
    if let Some(literal) = literal
        && literal.value().is_empty()
    {
        faults.at(literal.span(), format!("`{key}` is empty"));
    }
}

/// Where to point for a number.
pub(crate) fn number(
    literal: Option<&syn::LitInt>,
    least: u32,
    key: &str,
    faults: &mut Faults,
) -> Option<u32> {
    let literal = literal?;
    match literal.base10_parse::<u32>() {
        Ok(number) if number >= least => Some(number),
        Ok(_) => {
            faults.at(literal.span(), format!("`{key}` is at least {least}; leave it out to have none"));
            None
        }
        Err(_) => {
            faults.at(literal.span(), format!("`{key}` is a whole number up to {}", u32::MAX));
            None
        }
    }
}

const FORMATS: &[&str] = &["html", "json"];

/// Checks a view's templates, fragments and formats.
pub(crate) fn response(template: &TemplateSpec, faults: &mut Faults) {
    for format in &template.formats {
        let name = format.to_string();
        if !FORMATS.contains(&name.as_str()) {
            faults.at(format.span(), format!("`{name}` is not a format: {}", suggestion(&name, FORMATS)));
        }
    }
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
