//! From spec to tokens, one file for each kind. No decisions and no control flow in `quote!`: what is decided was decided in
//! `spec/` and `check/`, what runs is in cbv-runtime.

pub(crate) mod base;
pub(crate) mod context;
pub(crate) mod detail;
pub(crate) mod field;
pub(crate) mod inline;
pub(crate) mod list;
pub(crate) mod model;
pub(crate) mod redirect;
pub(crate) mod response;
pub(crate) mod template;
pub(crate) mod url;
pub(crate) mod view;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::fault::Faults;

/// Reads the item and derives from it. Faults stand beside whatever could be made, so that code that uses the type compiles.
pub(crate) fn derive(
    input: TokenStream,
    derive: fn(&DeriveInput, &mut Faults) -> TokenStream,
) -> TokenStream {
    let mut faults = Faults::default();
    let tokens = match syn::parse2(input) {
        Ok(input) => derive(&input, &mut faults),
        Err(error) => {
            faults.syn(error);
            TokenStream::new()
        }
    };
    let errors = faults.into_tokens();
    quote!(#tokens #errors)
}
