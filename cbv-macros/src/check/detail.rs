//! Rules of detail views.

use super::{arguments, view};
use crate::{fault::Faults, spec::detail::DetailSpec};

/// Checks a detail view.
pub(crate) fn check(spec: &DetailSpec, faults: &mut Faults) {
    view::check(&spec.view, faults);
    view::template(&spec.template, faults);
    view::identifier(spec.context_object_name.as_ref(), "context_object_name", faults);
    match &spec.lookup {
        Some(lookup) => arguments::lookup(lookup, &spec.view, faults),
        None => by_key_or_slug(spec, faults),
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
pub(super) fn by_key_or_slug(spec: &DetailSpec, faults: &mut Faults) {
    let Some(path) = &spec.view.path else { return };
    let (pk, slug) = (spec.pk_kwarg(), spec.slug_kwarg());
    let given = [("pk_url_kwarg", &spec.pk_url_kwarg), ("slug_url_kwarg", &spec.slug_url_kwarg)];
    if !given.iter().all(|(key, literal)| arguments::named(path, key, literal.as_ref(), faults)) {
        return;
    }
    arguments::wanted(Some(path), &[&pk, &slug], faults);
    let has = |name: &str| path.arguments().any(|argument| argument == name);
    if spec.query_pk_and_slug == Some(true) && !(has(&pk) && has(&slug)) {
        faults.at(
            path.span(),
            format!("`query_pk_and_slug` needs both `{{{pk}}}` and `{{{slug}}}` in the path"),
        );
    }
}
