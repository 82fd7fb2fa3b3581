//! A URL's pattern as text: `/books/{slug}/`. Read for `path` of a view, `url` of a model and of a redirect.

use proc_macro2::Span;
use syn::LitStr;

use crate::fault::Faults;

/// A pattern and its parts.
#[derive(Debug, Clone)]
pub(crate) struct PathSpec {
    /// As written.
    pub(crate) literal: LitStr,
    /// Fixed text and placeholders in turn.
    pub(crate) parts: Vec<Part>,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Text that stands as it is.
    Text(String),
    /// `{name}`; with `{*name}` the value may hold slashes.
    Argument { name: String, slashes: bool },
}

impl PathSpec {
    /// Reads a pattern. `key` names the word of the attribute in faults.
    pub(crate) fn new(literal: LitStr, key: &str, faults: &mut Faults) -> Self {
        let text = literal.value();
        let parts = read(&text, key, literal.span(), faults);
        Self { literal, parts }
    }

    pub(crate) fn span(&self) -> Span {
        self.literal.span()
    }

    /// The names of the placeholders, in order.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Argument { name, .. } => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }
}

fn read(text: &str, key: &str, span: Span, faults: &mut Faults) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut fixed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        fixed.push_str(before);
        if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
            fixed.push_str(&from[..1]);
            rest = after;
            continue;
        }
        let Some((name, after)) = from.strip_prefix('{').and_then(|from| from.split_once('}')) else {
            faults.at(span, format!("`{key}` has a brace without its partner; an argument is `{{name}}`"));
            return parts;
        };
        if !fixed.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut fixed)));
        }
        let (name, slashes) = name.strip_prefix('*').map_or((name, false), |name| (name, true));
        if syn::parse_str::<syn::Ident>(name).is_err() {
            faults.at(span, format!("`{{{name}}}` in `{key}` is not a name"));
        }
        parts.push(Part::Argument { name: name.to_owned(), slashes });
        rest = after;
    }
    fixed.push_str(rest);
    if !fixed.is_empty() {
        parts.push(Part::Text(fixed));
    }
    parts
}
