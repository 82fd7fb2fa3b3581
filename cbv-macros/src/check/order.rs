//! Rules of `ordering(..)`, for models and lists alike.

use std::collections::HashSet;

use syn::ext::IdentExt as _;

use crate::{fault::Faults, spec::list::OrderTerm};

/// A column orders once.
pub(crate) fn check(terms: &[OrderTerm], faults: &mut Faults) {
    let mut seen = HashSet::new();
    for term in terms {
        let name = term.column.unraw().to_string();
        if !seen.insert(name.clone()) {
            faults.at(term.column.span(), format!("`{name}` orders the rows already"));
        }
    }
}
