//! Rules of views with a form.

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::spanned::Spanned as _;

use super::{arguments, detail, view};
use crate::{
    fault::{Faults, suggestion},
    spec::edit::{EditSpec, Kind, Target},
};

/// Checks a view with a form.
pub(crate) fn check(spec: &EditSpec, faults: &mut Faults) {
    let object = &spec.detail;
    view::check(&object.view, faults);
    view::template(&object.template, faults);
    view::identifier(object.context_object_name.as_ref(), "context_object_name", faults);
    if let (Some(form), Some(_)) = (&spec.form_class, &spec.fields) {
        faults.at(form.span(), "the form is `form_class`, or it is made of `fields(..)`");
    }
    let words: [(&str, Vec<&Ident>); 3] = [
        ("fields", spec.fields.iter().flatten().collect()),
        ("initial", spec.initial.iter().map(|initial| &initial.field).collect()),
        ("set", spec.set.iter().map(|set| &set.field).collect()),
    ];
    for (word, names) in words {
        once(word, &names, faults);
    }
    if spec.kind.has_object() {
        match &object.lookup {
            Some(lookup) => arguments::lookup(lookup, &object.view, faults),
            None => detail::by_key_or_slug(object, faults),
        }
    }
    names(spec, faults);
    view::response(&object.template, faults);
    success_url(spec, faults);
}

/// The names that the template has.
fn names(spec: &EditSpec, faults: &mut Faults) {
    let friendly = spec.detail.friendly_name().filter(|_| spec.kind.has_object());
    let mut names = vec![("form", "it is the name of the form")];
    if spec.kind.has_object() {
        names.push(("object", "a view of one object has it"));
    }
    if let Some(friendly) = &friendly {
        if let Some(literal) = &spec.detail.context_object_name
            && (friendly == "form" || view::NAMES.contains(&friendly.as_str()))
        {
            faults.at(literal.span(), format!("the template's name `{friendly}` is taken"));
        }
        names.push((friendly, "it is the name of the object"));
    }
    view::context(&spec.detail.view, &spec.detail.template, &names, faults);
}

/// A form view has no object: the placeholders of its URL are the arguments of its own path.
fn success_url(spec: &EditSpec, faults: &mut Faults) {
    let (Some(Target::Url(url)), Some(path)) = (&spec.success_url, &spec.detail.view.path) else { return };
    if spec.kind != Kind::Form {
        return;
    }
    let own: Vec<&str> = path.arguments().collect();
    for name in url.arguments().filter(|name| !own.contains(name)) {
        let hint = if own.is_empty() { "it has none".to_owned() } else { suggestion(name, &own) };
        faults.at(url.span(), format!("`{{{name}}}` is not an argument of the view's own path: {hint}"));
    }
}

/// Each name stands once in a word.
fn once(word: &str, names: &[&Ident], faults: &mut Faults) {
    let mut seen = HashSet::new();
    for name in names.iter().filter(|name| !seen.insert(name.to_string())) {
        faults.at(name.span(), format!("`{name}` is in `{word}` already"));
    }
}
