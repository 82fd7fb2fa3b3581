//! How generated code names cbv: `::cbv`, or what `crate = path` says. Read by every file of `spec/`, written by `expand/`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;

use crate::{fault::Faults, spec::items::Items};

/// The path to the facade crate.
#[derive(Debug, Clone, Default)]
pub(crate) enum Krate {
    /// `::cbv`.
    #[default]
    Default,
    /// The author's path.
    Explicit(Path),
}

impl Krate {
    /// What the words say.
    pub(crate) fn of(items: &Items, faults: &mut Faults) -> Self {
        items.path("crate", faults).map_or(Self::Default, Self::Explicit)
    }
}

impl ToTokens for Krate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Default => tokens.extend(quote!(::cbv)),
            Self::Explicit(path) => path.to_tokens(tokens),
        }
    }
}
