//! Rules of detail views.

use super::view;
use crate::{
    fault::{Faults, nearest},
    spec::detail::DetailSpec,
};

/// Checks a detail view.
pub(crate) fn check(spec: &DetailSpec, faults: &mut Faults) {
    view::check(&spec.view, faults);
    view::template(&spec.template, faults);
    view::identifier(spec.context_object_name.as_ref(), "context_object_name", faults);
    match &spec.lookup {
        Some(lookup) => view::lookup(lookup, &spec.view, faults),
        None => arguments(spec, faults),
    }
    let friendly = spec.friendly_name();
    let mut names = vec![("object", "a detail view has it")];
    if let Some(literal) = &spec.context_object_name
        && view::NAMES.contains(&literal.value().as_str())
    {
        faults.at(
            literal.span(),
            format!("the template's name `{}` is taken: every template has it", literal.value()),
        );
    }
    if let Some(friendly) = &friendly {
        names.push((friendly, "it is the name of the object"));
    }
    view::response(&spec.template, faults);
    view::context(&spec.view, &spec.template, &names, faults);
}

/// The path's arguments against the names that the view looks for.
fn arguments(spec: &DetailSpec, faults: &mut Faults) {
    let Some(path) = &spec.view.path else { return };
    let (pk, slug) = (spec.pk_kwarg(), spec.slug_kwarg());
    let found: Vec<&str> = path.arguments().collect();
    let has = |name: &str| found.contains(&name);
    for (key, literal) in [("pk_url_kwarg", &spec.pk_url_kwarg), ("slug_url_kwarg", &spec.slug_url_kwarg)] {
        if let Some(literal) = literal.as_ref().filter(|literal| !has(&literal.value())) {
            let (name, path) = (literal.value(), path.literal.value());
            faults
                .at(literal.span(), format!("`{key}` names `{{{name}}}`, which is not in the path `{path}`"));
            return;
        }
    }
    // A view that finds its object in another way has other arguments, or none.
    if !has(&pk) && !has(&slug) {
        let near = found.iter().find_map(|name| Some((name, nearest(name, &[&pk, &slug])?)));
        if let Some((name, near)) = near {
            faults.at(path.span(), format!("the view looks for `{{{near}}}`, and the path has `{{{name}}}`"));
        }
    }
    if spec.query_pk_and_slug == Some(true) && !(has(&pk) && has(&slug)) {
        faults.at(
            path.span(),
            format!("`query_pk_and_slug` needs both `{{{pk}}}` and `{{{slug}}}` in the path"),
        );
    }
}
