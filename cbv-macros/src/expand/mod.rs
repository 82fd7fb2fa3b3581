//! From spec to tokens, one file for each kind. No decisions and no control flow in `quote!`: what is decided was decided in
//! `spec/` and `check/`, what runs is in cbv-runtime.

pub(crate) mod base;
pub(crate) mod choices;
pub(crate) mod context;
pub(crate) mod dates;
pub(crate) mod detail;
pub(crate) mod edit;
mod edit_form;
pub(crate) mod field;
pub(crate) mod filter;
mod fit;
pub(crate) mod form;
mod form_rows;
mod formset;
pub(crate) mod inline;
mod known;
pub(crate) mod list;
mod message;
pub(crate) mod model;
pub(crate) mod redirect;
mod relation;
pub(crate) mod response;
pub(crate) mod template;
pub(crate) mod url;
pub(crate) mod view;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, spanned::Spanned as _};

use crate::{fault::Faults, krate::Krate};

/// What a derive makes: types that the author can name, and the implementations, which name the facade `__cbv`.
pub(crate) struct Expansion {
    pub(crate) krate: Krate,
    pub(crate) public: TokenStream,
    pub(crate) items: TokenStream,
}

/// Reads the item and derives from it. Faults stand beside whatever could be made, so that code that uses the type compiles.
pub(crate) fn derive(input: TokenStream, derive: fn(&DeriveInput, &mut Faults) -> Expansion) -> TokenStream {
    let mut faults = Faults::default();
    let Expansion { krate, public, items } = match syn::parse2(input) {
        Ok(input) => derive(&input, &mut faults),
        Err(error) => {
            faults.syn(error);
            Expansion { krate: Krate::Default, public: TokenStream::new(), items: TokenStream::new() }
        }
    };
    let errors = faults.into_tokens();
    let import = quote_spanned!(krate.span()=> use #krate as __cbv;);
    quote! {
        #public

        const _: () = {
            #import
            #items
            #errors
        };
    }
}
