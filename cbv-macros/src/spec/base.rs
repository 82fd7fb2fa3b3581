//! The words of `#[derive(View)]`.

use syn::DeriveInput;

use super::{
    items::Items,
    view::{COMMON, UNSAFE, ViewSpec},
};
use crate::fault::Faults;

/// A base view as written.
#[derive(Debug)]
pub(crate) struct BaseSpec {
    pub(crate) view: ViewSpec,
}

impl BaseSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "view", &[COMMON, UNSAFE].concat(), input.ident.span(), faults);
        Self { view: ViewSpec::new(input, &items, faults) }
    }
}
