//! How generated code names cbv: `::cbv`, or what `crate = path` says. Called by every file of `expand/`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;

/// The path to the facade crate.
#[derive(Debug, Clone, Default)]
pub(crate) enum Krate {
    /// `::cbv`.
    #[default]
    Default,
    /// The author's path.
    Explicit(Path),
}

impl ToTokens for Krate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Default => tokens.extend(quote!(::cbv)),
            Self::Explicit(path) => path.to_tokens(tokens),
        }
    }
}
