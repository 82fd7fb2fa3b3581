//! `#[derive(Choices)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::Expansion;
use crate::{
    check,
    fault::Faults,
    spec::choices::{ChoiceSpec, ChoicesSpec},
};

/// Derives `Choices`, and with it `Value`, `Display` and `FromStr`.
pub(crate) fn derive(input: &DeriveInput, faults: &mut Faults) -> Expansion {
    let mut spec = ChoicesSpec::new(input, faults);
    check::choices::check(&spec, faults);
    if !input.generics.params.is_empty() {
        return Expansion { krate: spec.krate, public: TokenStream::new(), items: TokenStream::new() };
    }
    if !faults.is_empty() {
        spec.choices.clear(); // so that nothing else fails
    }
    let (choices, inherent, value, text) = (choices(&spec), inherent(&spec), value(&spec), text(&spec));
    let items = quote!(#choices #inherent #value #text);
    Expansion { krate: spec.krate, public: TokenStream::new(), items }
}

/// `impl Choices`: the table of the choices, read in both directions.
fn choices(spec: &ChoicesSpec) -> TokenStream {
    let ident = &spec.ident;
    let variants: Vec<_> = spec.choices.iter().map(|choice| &choice.ident).collect();
    let text = quote!(__cbv::__private::core::primitive::str);
    let entries = spec
        .choices
        .iter()
        .map(|ChoiceSpec { ident, value, label }| quote!(Self::#ident => (#value, #label),));
    let otherwise = variants.is_empty().then(|| quote!(_ => ("", ""),));
    let values = spec.choices.iter().map(|choice| &choice.value);
    let option = quote!(__cbv::__private::core::option::Option);
    quote! {
        impl __cbv::Choices for #ident {
            const ALL: &'static [Self] = &[#(Self::#variants),*];

            fn entry(&self) -> (&'static #text, &'static #text) {
                match self { #(#entries)* #otherwise }
            }

            fn of(text: &#text) -> #option<Self> {
                match text { #(#values => #option::Some(Self::#variants),)* _ => #option::None }
            }
        }
    }
}

/// The same without the trait in scope.
fn inherent(spec: &ChoicesSpec) -> TokenStream {
    let ident = &spec.ident;
    let text = quote!(&'static __cbv::__private::core::primitive::str);
    quote! {
        #[allow(dead_code)] // not every program asks for all of it
        impl #ident {
            /// All choices, in the order they are written.
            pub const ALL: &'static [Self] = <Self as __cbv::Choices>::ALL;

            /// What is stored.
            pub fn value(&self) -> #text {
                __cbv::Choices::entry(self).0
            }

            /// What people read.
            pub fn label(&self) -> #text {
                __cbv::Choices::entry(self).1
            }
        }
    }
}

/// `impl Value`: a column holds the choice as text.
fn value(spec: &ChoicesSpec) -> TokenStream {
    let ident = &spec.ident;
    let string = quote!(__cbv::__private::std::string::String);
    quote! {
        impl __cbv::Value for #ident {
            type Repr = #string;

            fn from_repr(repr: #string) -> __cbv::__private::core::result::Result<Self, #string> {
                __cbv::__private::stored(&repr)
            }

            fn into_repr(self) -> #string {
                __cbv::__private::core::convert::Into::into(self.value())
            }

            fn texts() -> __cbv::__private::std::vec::Vec<&'static __cbv::__private::core::primitive::str> {
                __cbv::__private::texts::<Self>()
            }
        }
    }
}

/// `Display` and `FromStr`, by what is stored.
fn text(spec: &ChoicesSpec) -> TokenStream {
    let ident = &spec.ident;
    let (core, result) = (quote!(__cbv::__private::core), quote!(__cbv::__private::core::result::Result));
    quote! {
        impl #core::fmt::Display for #ident {
            fn fmt(&self, f: &mut #core::fmt::Formatter<'_>) -> #core::fmt::Result {
                f.pad(self.value())
            }
        }

        impl #core::str::FromStr for #ident {
            type Err = __cbv::NoSuchChoice;

            fn from_str(text: &#core::primitive::str) -> #result<Self, Self::Err> {
                __cbv::__private::choice(text)
            }
        }
    }
}
