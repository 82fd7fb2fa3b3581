//! A URL's pattern as text: `/books/{slug}/`. Read for `path` of a view, `url` of a model and of a redirect.

use std::collections::HashSet;

use proc_macro2::Span;
use syn::LitStr;

use super::items::Items;
use crate::fault::Faults;

/// A pattern and its parts.
#[derive(Debug, Clone)]
pub(crate) struct PathSpec {
    /// As written.
    pub(crate) literal: LitStr,
    /// Fixed text and placeholders in turn.
    pub(crate) parts: Vec<Part>,
    /// Whether all of it could be read. If not, nobody knows how many arguments there are.
    pub(crate) whole: bool,
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
    /// Reads the pattern of a word, if it is there.
    pub(crate) fn of(items: &Items, key: &str, faults: &mut Faults) -> Option<Self> {
        let item = items.get(key)?;
        Some(match items.string(key, faults) {
            Some(literal) => Self::new(literal, key, faults),
            None => Self { literal: LitStr::new("/", item.key.span()), parts: Vec::new(), whole: false },
        })
    }

    fn new(literal: LitStr, key: &str, faults: &mut Faults) -> Self {
        let mut reader = Reader::default();
        let whole = match reader.read(&literal.value(), key) {
            Ok(()) => true,
            Err(message) => {
                faults.at(literal.span(), message);
                false
            }
        };
        let mut this = Self { literal, parts: reader.parts, whole };
        this.names(key, faults);
        this
    }

    /// Every argument needs a name, each its own.
    fn names(&mut self, key: &str, faults: &mut Faults) {
        let span = self.literal.span();
        let mut seen = HashSet::new();
        for (at, part) in self.parts.iter_mut().enumerate() {
            let Part::Argument { name, .. } = part else { continue };
            if syn::parse_str::<syn::Ident>(name).is_err() {
                faults.at(span, format!("`{{{name}}}` in `{key}` is not a name: letters, digits and `_`"));
                *name = format!("argument_{at}"); // to be counted all the same
            } else if !seen.insert(name.clone()) {
                faults.at(span, format!("`{key}` has the argument `{{{name}}}` twice"));
                *name = format!("argument_{at}");
            }
        }
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

/// Takes a pattern apart.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) parts: Vec<Part>,
    fixed: String,
}

impl Reader {
    pub(super) fn read(&mut self, text: &str, key: &str) -> Result<(), String> {
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            self.fixed.push_str(before);
            let double = [("{{", '{'), ("}}", '}')]
                .into_iter()
                .find_map(|(double, single)| Some((single, from.strip_prefix(double)?)));
            rest = match double {
                Some((single, after)) => {
                    self.fixed.push(single);
                    after
                }
                None => self.argument(from).ok_or_else(|| {
                    format!("`{key}` has a brace without its partner; an argument is `{{name}}`")
                })?,
            };
        }
        self.fixed.push_str(rest);
        self.text();
        Ok(())
    }

    /// Reads `{name}` or `{*name}`, and returns what stands behind it.
    fn argument<'t>(&mut self, from: &'t str) -> Option<&'t str> {
        let (name, after) = from.strip_prefix('{')?.split_once('}')?;
        self.text();
        let (name, slashes) = name.strip_prefix('*').map_or((name, false), |name| (name, true));
        self.parts.push(Part::Argument { name: name.to_owned(), slashes });
        Some(after)
    }

    fn text(&mut self) {
        if !self.fixed.is_empty() {
            self.parts.push(Part::Text(std::mem::take(&mut self.fixed)));
        }
    }
}
