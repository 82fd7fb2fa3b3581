//! Rules of enums of choices.

use std::collections::HashMap;

use crate::{fault::Faults, spec::choices::ChoicesSpec};

/// Checks an enum of choices.
pub(crate) fn check(spec: &ChoicesSpec, faults: &mut Faults) {
    if spec.choices.is_empty() && faults.is_empty() {
        faults.at(spec.ident.span(), "an enum of choices has a variant for each");
    }
    let mut seen = HashMap::new();
    for choice in &spec.choices {
        if let Some(before) = seen.insert(choice.value.value(), &choice.ident) {
            let value = choice.value.value();
            faults.at(choice.value.span(), format!("`{before}` is stored as `{value}` already"));
        }
    }
}
