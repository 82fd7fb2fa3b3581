//! Rules of template views.

use super::view;
use crate::{fault::Faults, spec::template::PageSpec};

/// Checks a template view.
pub(crate) fn check(spec: &PageSpec, faults: &mut Faults) {
    view::check(&spec.view, faults);
    view::template(&spec.template, faults);
    view::response(&spec.template, faults);
    view::context(&spec.view, &spec.template, &[], faults);
}
