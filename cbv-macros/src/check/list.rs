//! Rules of list views.

use super::{arguments, filter, order, view};
use crate::{fault::Faults, spec::list::ListSpec};

/// The names that the template of every list has.
const NAMES: [&str; 5] = ["object_list", "page_obj", "paginator", "is_paginated", "pagination"];

/// Checks a list view.
pub(crate) fn check(spec: &ListSpec, faults: &mut Faults) {
    check_with(spec, "a list view has it", &[], faults);
}

/// Checks the list in a view of another kind, whose template has further `names`; `why` says of both who has them.
pub(super) fn check_with(spec: &ListSpec, why: &str, further: &[&str], faults: &mut Faults) {
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
            ("paginate", spec.paging.paginate.as_ref().map(|word| word.span)),
            ("count", spec.paging.count.as_ref().map(|count| count.way.span)),
            ("overflow", spec.paging.overflow.as_ref().map(|word| word.span)),
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
    paging(spec, faults);
    let friendly = spec.friendly_name();
    let mut names: Vec<(&str, &str)> = NAMES.iter().chain(further).map(|name| (*name, why)).collect();
    names.extend(filter::names(&spec.controls).map(|(name, why)| -> (&str, &str) { (name, why) }));
    if let Some(literal) = &spec.context_object_name {
        let name = literal.value();
        if name != "object_list"
            && (view::NAMES.contains(&name.as_str()) || names.iter().any(|(taken, _)| *taken == name))
        {
            faults.at(literal.span(), format!("the template's name `{name}` is taken: {why}"));
        }
    }
    if let Some(friendly) = &friendly {
        names.push((friendly, "it is the name of the list"));
    }
    let response = if spec.items { view::response } else { view::response_of_rows };
    response(&spec.template, faults);
    view::context(&spec.view, &spec.template, &names, faults);
}

/// What the ways to find a page leave without a meaning.
fn paging(spec: &ListSpec, faults: &mut Faults) {
    let paging = &spec.paging;
    if paging.is_keyset() {
        let idle = [
            ("count", paging.count.as_ref().map(|count| count.way.span)),
            ("overflow", paging.overflow.as_ref().map(|word| word.span)),
            ("paginate_orphans", spec.paginate_orphans.as_ref().map(|rows| rows.span)),
        ];
        for (key, span) in idle {
            if let Some(span) = span {
                faults.at(
                    span,
                    format!(
                        "`{key}` is about numbered pages, and those of `paginate = keyset` have no numbers"
                    ),
                );
            }
        }
    }
    if let (true, Some(overflow)) = (paging.is_uncounted(), &paging.overflow)
        && overflow.variant == "Last"
    {
        faults.at(
            overflow.span,
            "which page is the last nobody knows with `count = none`: `overflow = first` or `not_found`",
        );
    }
}
