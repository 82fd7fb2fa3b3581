//! The words of `#[derive(RedirectView)]`.

use syn::{DeriveInput, Path};

use super::{
    items::Items,
    path::PathSpec,
    view::{COMMON, UNSAFE, ViewSpec},
};
use crate::fault::Faults;

/// The words of a redirect view beside those of all views.
pub(crate) const OWN: &[&str] = &["url", "pattern_name", "permanent", "query_string"];

/// A redirect view as written.
#[derive(Debug)]
pub(crate) struct RedirectSpec {
    pub(crate) view: ViewSpec,
    pub(crate) url: Option<PathSpec>,
    pub(crate) pattern_name: Option<Path>,
    pub(crate) permanent: Option<bool>,
    pub(crate) query_string: Option<bool>,
}

impl RedirectSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let items =
            Items::of(&input.attrs, "view", &[OWN, COMMON, UNSAFE].concat(), input.ident.span(), faults);
        Self {
            view: ViewSpec::new(input, &items, faults),
            url: PathSpec::of(&items, "url", faults),
            pattern_name: items.value("pattern_name", "the name of a view, without quotes", faults),
            permanent: items.boolean("permanent", faults),
            query_string: items.boolean("query_string", faults),
        }
    }
}
