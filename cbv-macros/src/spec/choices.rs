//! The words of `#[derive(Choices)]`, on the enum and on its variants.

use proc_macro2::Ident;
use syn::{DeriveInput, Fields, LitStr, Variant, ext::IdentExt as _, spanned::Spanned as _};

use super::items::Items;
use crate::{
    fault::Faults,
    krate::Krate,
    words::{snake, title},
};

/// The words of the enum.
pub(crate) const ENUM: &[&str] = &["crate"];

/// The words of a variant.
pub(crate) const VARIANT: &[&str] = &["value", "label"];

/// An enum of choices as written.
#[derive(Debug)]
pub(crate) struct ChoicesSpec {
    pub(crate) krate: Krate,
    pub(crate) ident: Ident,
    pub(crate) choices: Vec<ChoiceSpec>,
}

/// One choice.
#[derive(Debug)]
pub(crate) struct ChoiceSpec {
    pub(crate) ident: Ident,
    /// What is stored.
    pub(crate) value: LitStr,
    /// What people read.
    pub(crate) label: LitStr,
}

impl ChoicesSpec {
    pub(crate) fn new(input: &DeriveInput, faults: &mut Faults) -> Self {
        let items = Items::of(&input.attrs, "choice", ENUM, input.ident.span(), faults);
        let mut choices = Vec::new();
        match &input.data {
            syn::Data::Enum(data) => {
                choices.extend(data.variants.iter().map(|variant| ChoiceSpec::new(variant, faults)));
            }
            syn::Data::Struct(data) => {
                faults.at(data.struct_token.span(), "choices are the variants of an enum")
            }
            syn::Data::Union(data) => {
                faults.at(data.union_token.span(), "choices are the variants of an enum")
            }
        }
        if let Some(param) = input.generics.params.first() {
            faults.at(param.span(), "an enum of choices has no parameters");
        }
        Self { krate: Krate::of(&items, faults), ident: input.ident.clone(), choices }
    }
}

impl ChoiceSpec {
    fn new(variant: &Variant, faults: &mut Faults) -> Self {
        let ident = variant.ident.clone();
        if !matches!(variant.fields, Fields::Unit) {
            faults.at(
                variant.fields.span(),
                format!("`{ident}` holds data, and a choice is stored as text alone"),
            );
        }
        let items = Items::of(&variant.attrs, "choice", VARIANT, ident.span(), faults);
        let name = ident.unraw().to_string();
        let value = items.string("value", faults);
        let label = items.string("label", faults);
        Self {
            value: value.unwrap_or_else(|| LitStr::new(&snake(&name), ident.span())),
            label: label.unwrap_or_else(|| LitStr::new(&title(&name), ident.span())),
            ident,
        }
    }
}
