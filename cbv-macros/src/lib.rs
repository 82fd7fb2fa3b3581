//! The derives of cbv. Each entry point is its documentation and one line; the way of the tokens is
//! `spec/` (what the author wrote) → `check/` (rules between the words) → `expand/` (the implementations).
#![forbid(unsafe_code)]

mod check;
mod expand;
mod fault;
mod krate;
mod spec;

use proc_macro::TokenStream;

/// Derives a table's row: columns as typed constants, reading and writing.
#[proc_macro_derive(Model, attributes(model))]
pub fn model(input: TokenStream) -> TokenStream {
    derive(input, expand::model::derive)
}

/// Derives a page that shows rows of a model.
#[proc_macro_derive(ListView, attributes(view))]
pub fn list_view(input: TokenStream) -> TokenStream {
    derive(input, expand::list::derive)
}

type Derive = fn(&syn::DeriveInput, &mut fault::Faults) -> proc_macro2::TokenStream;

fn derive(input: TokenStream, derive: Derive) -> TokenStream {
    expand::derive(input.into(), derive).into()
}
