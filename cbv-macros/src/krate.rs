//! How generated code names cbv: `::cbv`, or what `crate = path` says. Read by every file of `spec/`, written by `expand/`.

use proc_macro2::{Span, TokenStream};
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

    /// The path as if it were written at `span`: what a derive of another crate makes stands where its path does.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        let tokens = self.to_token_stream().into_iter();
        tokens
            .map(|mut token| {
                token.set_span(span);
                token
            })
            .collect()
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
