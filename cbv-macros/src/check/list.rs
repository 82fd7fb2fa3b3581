//! Rules of list views.

use super::{arguments, filter, order, view};
use crate::{fault::Faults, spec::list::ListSpec};

/// Checks a list view.
pub(crate) fn check(spec: &ListSpec, faults: &mut Faults) {
    view::check(&spec.view, faults);
    if spec.items {
        let instead = "leave the word out, and use the field in `get_queryset`";
        view::no_mixins(&spec.view, "a list of `items`", instead, faults);
    }
    view::template(&spec.template, faults);
    view::identifier(spec.context_object_name.as_ref(), "context_object_name", faults);
    order::check(&spec.ordering, faults);
    if !spec.items {
        filter::check(spec, faults);
    }
    if spec.paginate_by.is_some() {
        let page = spec.page_kwarg.as_ref().map_or_else(|| "page".to_owned(), syn::LitStr::value);
        arguments::wanted(spec.view.path.as_ref(), &[&page], faults);
    }
    if spec.paginate_by.is_none() {
        let idle = [
            ("paginate_orphans", spec.paginate_orphans.as_ref().map(|rows| rows.span)),
            ("page_kwarg", spec.page_kwarg.as_ref().map(syn::LitStr::span)),
        ];
        for (key, span) in idle {
            if let Some(span) = span {
                faults.at(
                    span,
                    format!("`{key}` says how to paginate, and nothing is paginated: add `paginate_by = 20`"),
                );
            }
        }
    }
    let friendly = spec.friendly_name();
    let mut names = vec![
        ("object_list", "a list view has it"),
        ("page_obj", "a list view has it"),
        ("paginator", "a list view has it"),
        ("is_paginated", "a list view has it"),
        ("pagination", "a list view has it"),
    ];
    names.extend(filter::names(&spec.controls).map(|(name, why)| -> (&str, &str) { (name, why) }));
    if let Some(literal) = &spec.context_object_name {
        let name = literal.value();
        if name != "object_list"
            && (view::NAMES.contains(&name.as_str()) || names.iter().any(|(taken, _)| *taken == name))
        {
            faults.at(literal.span(), format!("the template's name `{name}` is taken: a list view has it"));
        }
    }
    if let Some(friendly) = &friendly {
        names.push((friendly, "it is the name of the list"));
    }
    view::response(&spec.template, faults);
    view::context(&spec.view, &spec.template, &names, faults);
}
