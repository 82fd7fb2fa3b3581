//! The words of `#[derive(TemplateView)]`.

use proc_macro2::Ident;
use syn::DeriveInput;

use super::{
    items::Items,
    view::{COMMON, TEMPLATE, TemplateSpec, ViewSpec},
};
use crate::fault::Faults;

/// A template view as written.
#[derive(Debug)]
pub(crate) struct PageSpec {
    pub(crate) view: ViewSpec,
    pub(crate) template: TemplateSpec,
}

impl PageSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "view", &known(), input.ident.span(), faults);
        let template = TemplateSpec::new(&items, None, "", faults);
        if !items.has("template_name") && template.has_format("html") && faults.is_empty() {
            faults.at(items.span, "say which template is shown: `#[view(template_name = \"about.html\")]`");
        }
        Self { view: ViewSpec::new(input, &items, faults), template }
    }
}

impl PageSpec {
    /// The names of the template that the author gave.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        let fields = self.view.fields().iter().map(|field| &field.ident);
        fields.chain(self.template.extra.fixed.iter().map(|fixed| &fixed.name))
    }
}

/// The words of a template view. There is no model to infer a template's name from, so the words of inference are none.
pub(crate) fn known() -> Vec<&'static str> {
    let shared: Vec<&str> = TEMPLATE.iter().copied().filter(|word| !INFERENCE.contains(word)).collect();
    [&shared, OWN, COMMON].concat()
}

const OWN: &[&str] = &["formats"];

const INFERENCE: &[&str] = &["template_name_suffix", "app_label"];
