//! Rules of redirect views.

use super::view;
use crate::{
    fault::{Faults, suggestion},
    spec::redirect::RedirectSpec,
};

/// Checks a redirect view.
pub(crate) fn check(spec: &RedirectSpec, faults: &mut Faults) {
    view::check(&spec.view, faults);
    view::no_mixins(
        &spec.view,
        "a redirect",
        "leave the word out, and use the field in `get_redirect_url`",
        faults,
    );
    if let (Some(url), Some(_)) = (&spec.url, &spec.pattern_name) {
        faults.at(url.span(), "a redirect has one target: `url` or `pattern_name`");
    }
    let (Some(url), Some(path)) = (&spec.url, &spec.view.path) else { return };
    let own: Vec<&str> = path.arguments().collect();
    for name in url.arguments().filter(|name| !own.contains(name)) {
        let hint = if own.is_empty() { "it has none".to_owned() } else { suggestion(name, &own) };
        faults.at(url.span(), format!("`{{{name}}}` is not an argument of the view's own path: {hint}"));
    }
}
