//! A URL written from its pattern and values. Called for `absolute_url()` of models and `url(..)` of views.

use proc_macro2::TokenStream;
use quote::quote;

use crate::spec::path::{Part, PathSpec};

/// An expression that writes the URL; `value` gives the expression of an argument.
pub(crate) fn write(path: &PathSpec, value: impl Fn(&str) -> TokenStream) -> TokenStream {
    let parts = path.parts.iter().map(|part| match part {
        Part::Text(text) => quote!(.text(#text)),
        Part::Argument { name, slashes: false } => {
            let value = value(name);
            quote!(.argument(&#value))
        }
        Part::Argument { name, slashes: true } => {
            let value = value(name);
            quote!(.rest(&#value))
        }
    });
    quote!(__cbv::__private::Url::new()#(#parts)*.finish())
}
