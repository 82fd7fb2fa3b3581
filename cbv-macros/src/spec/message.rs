//! A message with placeholders, `success_message = "Saved {title}."`. Read by views with a form.

use syn::{Ident, LitStr};

use super::{
    items::Items,
    path::{Part, Reader},
};
use crate::fault::Faults;

/// A message and its parts.
#[derive(Debug)]
pub(crate) struct MessageSpec {
    /// As written.
    pub(crate) literal: LitStr,
    /// Fixed text and placeholders in turn.
    pub(crate) parts: Vec<Part>,
}

impl MessageSpec {
    /// Reads the word, if it is there.
    pub(crate) fn of(items: &Items, faults: &mut Faults) -> Option<Self> {
        let key = "success_message";
        items.get(key)?;
        let literal = items.string(key, faults)?;
        let mut reader = Reader::default();
        if let Err(message) = reader.read(&literal.value(), key) {
            faults.at(literal.span(), message);
            return None;
        }
        for part in &reader.parts {
            if let Part::Argument { name, slashes } = part
                && (*slashes || syn::parse_str::<Ident>(name).is_err())
            {
                let message =
                    format!("`{{{name}}}` in `{key}` is not the name of a field; a brace itself is `{{{{`");
                faults.at(literal.span(), message);
                return None;
            }
        }
        Some(Self { literal, parts: reader.parts })
    }
}
