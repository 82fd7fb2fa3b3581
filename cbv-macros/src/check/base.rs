//! Rules of base views.

use super::view;
use crate::{fault::Faults, spec::base::BaseSpec};

/// Checks a base view.
pub(crate) fn check(spec: &BaseSpec, faults: &mut Faults) {
    view::check(&spec.view, faults);
    view::no_mixins(&spec.view, "a base view", "leave the word out, and use the field in the verbs", faults);
    if spec.view.is_generic() && spec.view.verbs.is_none() {
        faults.at(
            spec.view.ident.span(),
            "a generic view says which verbs it answers: `#[view(http_method_names(get, post))]`",
        );
    }
}
