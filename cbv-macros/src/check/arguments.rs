//! Rules between the arguments of a path and what a view looks for in them. Called by the checks of each kind.

use syn::{LitStr, ext::IdentExt as _};

use crate::{
    fault::{Faults, nearest, suggestion},
    spec::{
        lookup::LookupSpec,
        path::{Part, PathSpec},
        view::ViewSpec,
    },
};

const COMPARISONS: &[&str] = &["iexact"];

/// What the router would refuse when the program starts.
pub(super) fn route(path: &PathSpec) -> Option<&'static str> {
    let text = path.literal.value();
    let old = |segment: &str| segment.starts_with([':', '*']);
    if !text.starts_with('/') {
        return Some("a `path` begins with a slash: `path = \"/books/\"`");
    }
    if text.contains(['?', '#']) {
        return Some("a `path` ends where the query begins: views read that from the request");
    }
    if text.split('/').any(old) || text.contains("%(") {
        return Some("an argument of a `path` is `{name}`, and `{*name}` where it may hold slashes");
    }
    path.parts.windows(2).find_map(|pair| match pair {
        [Part::Argument { slashes: true, .. }, _] => {
            Some("`{*name}` takes all that follows: it stands at the end")
        }
        [Part::Argument { .. }, Part::Text(text)] if text.starts_with('/') => None,
        [Part::Argument { .. }, _] => Some("behind an argument of a `path` comes a slash or nothing"),
        [Part::Text(text), Part::Argument { slashes: true, .. }] if !text.ends_with('/') => {
            Some("before `{*name}` comes a slash")
        }
        _ => None,
    })
}

/// One of `names` should be in the path. A view that finds its object in another way has other arguments, or none: only one
/// that is near to a name is a fault.
pub(super) fn wanted(path: Option<&PathSpec>, names: &[&str], faults: &mut Faults) {
    let Some(path) = path else { return };
    if path.arguments().any(|argument| names.contains(&argument)) {
        return;
    }
    if let Some((found, near)) = path.arguments().find_map(|found| Some((found, nearest(found, names)?))) {
        faults.at(path.span(), format!("the view looks for `{{{near}}}`, and the path has `{{{found}}}`"));
    }
}

/// A word that names an argument names one of the path.
pub(super) fn named(path: &PathSpec, key: &str, literal: Option<&LitStr>, faults: &mut Faults) -> bool {
    let Some(literal) = literal else { return true };
    let name = literal.value();
    let there = path.arguments().any(|argument| argument == name);
    if !there {
        let path_text = path.literal.value();
        faults.between(
            literal.span(),
            if is_near(path, &name) { path.span() } else { literal.span() },
            format!("`{key}` names `{{{name}}}`, which is not in the path `{path_text}`"),
        );
    }
    there
}

/// Checks a `lookup`: its argument must be in the path, its comparison must exist.
pub(super) fn lookup(lookup: &LookupSpec, view: &ViewSpec, faults: &mut Faults) {
    if let Some(comparison) = &lookup.comparison {
        let name = comparison.to_string();
        if !COMPARISONS.contains(&name.as_str()) {
            let hint = suggestion(&name, COMPARISONS);
            faults.at(comparison.span(), format!("`{name}` is not a comparison of `lookup`: {hint}"));
        }
    }
    let Some(path) = &view.path else { return };
    if !lookup.is_in(path) {
        let (span, name) = (lookup.kwarg.span(), lookup.kwarg.unraw().to_string());
        let text = path.literal.value();
        faults.between(
            span,
            if is_near(path, &name) { path.span() } else { span },
            format!("`lookup` looks for `{{{name}}}`, which is not in the path `{text}`"),
        );
    }
}

/// Whether one of the two words is probably the other, misspelt.
fn is_near(path: &PathSpec, name: &str) -> bool {
    path.arguments().any(|argument| nearest(argument, &[name]).is_some())
}
