//! How one object is found by another column than its key or slug: `lookup = isbn`, `lookup(publisher = name, iexact)`. On a
//! detail view and on fields that are an `Object`.

use proc_macro2::Ident;
use syn::{
    ext::IdentExt as _,
    parse::{Parse, ParseStream},
};

use super::{filter::ColumnPath, items::Items, path::PathSpec};
use crate::fault::Faults;

/// A lookup as written.
#[derive(Debug, Clone)]
pub(crate) struct LookupSpec {
    /// The argument in the URL.
    pub(crate) kwarg: Ident,
    /// The column of the model, or of one that relations lead to.
    pub(crate) column: ColumnPath,
    /// How they are compared; `None` is letter for letter.
    pub(crate) comparison: Option<Ident>,
}

/// `column`, or `kwarg = column`.
struct Term {
    kwarg: Ident,
    column: ColumnPath,
}

impl Parse for Term {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let kwarg: Ident = input.parse()?;
        let column = match input.parse::<Option<syn::Token![=]>>()? {
            Some(_) => input.parse()?,
            None => ColumnPath { relations: Vec::new(), column: kwarg.clone() },
        };
        Ok(Self { kwarg, column })
    }
}

impl LookupSpec {
    /// Whether the path has the argument.
    pub(crate) fn is_in(&self, path: &PathSpec) -> bool {
        let name = self.kwarg.unraw().to_string();
        path.arguments().any(|argument| argument == name)
    }

    /// Reads the word, if it is there.
    pub(crate) fn new(items: &Items, faults: &mut Faults) -> Option<Self> {
        let wanted = "a column, and how it is compared: `lookup = isbn`, `lookup(publisher = name, iexact)`";
        let mut terms = items.several::<Term>("lookup", wanted, faults)?.into_iter();
        let Some(Term { kwarg, column }) = terms.next() else {
            faults.at(items.get("lookup")?.key.span(), format!("`lookup` takes {wanted}"));
            return None;
        };
        let comparison = terms.next().map(|term| term.kwarg);
        if let Some(more) = terms.next() {
            faults.at(more.kwarg.span(), "one column finds the object");
        }
        Some(Self { kwarg, column, comparison })
    }
}
