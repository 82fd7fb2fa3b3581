//! The words of `#[view(..)]` and `#[model(..)]`: `key = value`, `key(..)` or `key`, separated by commas. A misspelt key is
//! a fault, and is then read as the word it is near to, so that nothing else fails because of it.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::{
    Attribute, Expr, LitBool, LitInt, LitStr, Meta, Path,
    ext::IdentExt as _,
    parse::{Parse, ParseStream, Parser as _},
    spanned::Spanned as _,
};

use crate::fault::{Faults, nearest, suggestion};

/// One word with its value.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// The word as written.
    pub(crate) key: Ident,
    name: String,
    pub(crate) value: Value,
}

/// What stands behind a word.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// Nothing.
    Flag,
    /// `= tokens`.
    Equals(TokenStream),
    /// `(tokens)`.
    List(Group),
}

/// The words of all attributes of one name on an item.
#[derive(Debug)]
pub(crate) struct Items {
    items: Vec<Item>,
    /// Where to point when a word is missing.
    pub(crate) span: Span,
}

impl Items {
    /// Reads every `#[attribute(..)]`; words that are not `known` are faults.
    pub(crate) fn of(
        attrs: &[Attribute],
        attribute: &str,
        known: &[&str],
        span: Span,
        faults: &mut Faults,
    ) -> Self {
        let mut items = Vec::new();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident(attribute)) {
            match &attr.meta {
                Meta::List(list) => read(list.tokens.clone(), &mut items, faults),
                _ => faults.at(
                    attr.span(),
                    format!("`{attribute}` takes words in parentheses: `#[{attribute}(..)]`"),
                ),
            }
        }
        let mut this = Self { items, span };
        this.know(attribute, known, faults);
        this
    }

    /// The words of a macro's arguments: `list_view!(model = Book)`.
    pub(crate) fn inline(tokens: TokenStream, faults: &mut Faults) -> Vec<Item> {
        let mut items = Vec::new();
        read(tokens, &mut items, faults);
        items
    }

    fn know(&mut self, attribute: &str, known: &[&str], faults: &mut Faults) {
        let mut seen = HashSet::new();
        self.items.retain_mut(|item| {
            if !known.contains(&item.name.as_str()) {
                let hint = suggestion(&item.name, known);
                faults.at(
                    item.key.span(),
                    format!("`{}` is not a word of `#[{attribute}(..)]`: {hint}", item.name),
                );
                match nearest(&item.name, known) {
                    Some(near) => near.clone_into(&mut item.name),
                    None => return false,
                }
                return seen.insert(item.name.clone());
            }
            let first = seen.insert(item.name.clone());
            if !first {
                faults.at(item.key.span(), format!("`{}` is given twice", item.name));
            }
            first
        });
    }

    /// The item of a word.
    pub(crate) fn get(&self, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.name == name)
    }

    /// Whether the word is there, in whatever form.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// `key = value` read as `T`; `wanted` says what belongs there.
    pub(crate) fn value<T: Parse>(&self, name: &str, wanted: &str, faults: &mut Faults) -> Option<T> {
        let item = self.get(name)?;
        let Value::Equals(tokens) = &item.value else {
            faults.at(item.key.span(), format!("`{name}` takes {wanted}: `{name} = ..`"));
            return None;
        };
        parse(tokens, name, wanted, faults)
    }

    /// `key = "text"`.
    pub(crate) fn string(&self, name: &str, faults: &mut Faults) -> Option<LitStr> {
        self.value(name, "text in quotes", faults)
    }

    /// `key = 20`.
    pub(crate) fn integer(&self, name: &str, faults: &mut Faults) -> Option<LitInt> {
        self.value(name, "a whole number", faults)
    }

    /// `key = path::To`.
    pub(crate) fn path(&self, name: &str, faults: &mut Faults) -> Option<Path> {
        self.value(name, "the name of a type, without quotes", faults)
    }

    /// `key = expression`.
    pub(crate) fn expr(&self, name: &str, faults: &mut Faults) -> Option<Expr> {
        self.value(name, "an expression", faults)
    }

    /// `key`, `key = true` or `key = false`.
    pub(crate) fn boolean(&self, name: &str, faults: &mut Faults) -> Option<bool> {
        match &self.get(name)?.value {
            Value::Flag => Some(true),
            _ => self.value::<LitBool>(name, "`true` or `false`", faults).map(|literal| literal.value),
        }
    }

    /// `key(a, b)` or `key = a`: each part read as `T`.
    pub(crate) fn several<T: Parse>(&self, name: &str, wanted: &str, faults: &mut Faults) -> Option<Vec<T>> {
        let item = self.get(name)?;
        match &item.value {
            Value::Flag => {
                faults.at(item.key.span(), format!("`{name}` takes {wanted}: `{name}(..)`"));
                None
            }
            Value::Equals(tokens) => Some(parse(tokens, name, wanted, faults).into_iter().collect()),
            Value::List(group) => {
                let parts = split(group.stream());
                Some(parts.iter().filter_map(|part| parse(part, name, wanted, faults)).collect())
            }
        }
    }
}

/// Reads the tokens as a `T` and nothing behind it.
pub(crate) fn parse<T: Parse>(
    tokens: &TokenStream,
    name: &str,
    wanted: &str,
    faults: &mut Faults,
) -> Option<T> {
    let read =
        |input: ParseStream<'_>| {
            let value = input.parse::<T>().map_err(|error| in_our_words(&error, name, wanted))?;
            match input.is_empty() {
                true => Ok(value),
                false => Err(input
                    .error(format!("`{name}` takes {wanted}: a comma is missing here, or this is too much"))),
            }
        };
    read.parse2(tokens.clone()).map_err(|error| faults.syn(error)).ok()
}

fn read(tokens: TokenStream, items: &mut Vec<Item>, faults: &mut Faults) {
    for part in split(tokens) {
        match item.parse2(part) {
            Ok(item) => items.push(item),
            Err(error) => faults.syn(error),
        }
    }
}

fn item(input: ParseStream<'_>) -> syn::Result<Item> {
    let key = input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(error.span(), "a word is expected here, as in `model = Book` or `ordering(title)`")
    })?;
    let name = key.unraw().to_string();
    let value = if input.is_empty() {
        Value::Flag
    } else if input.peek(syn::Token![=]) {
        let equals = input.parse::<syn::Token![=]>()?;
        if input.is_empty() {
            return Err(syn::Error::new(equals.span(), format!("`{name} =` has no value")));
        }
        Value::Equals(input.parse()?)
    } else {
        match input.parse()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis && input.is_empty() => {
                Value::List(group)
            }
            token => {
                return Err(syn::Error::new(
                    token.span(),
                    format!("a comma or `=` is missing behind `{name}`"),
                ));
            }
        }
    };
    Ok(Item { key, name, value })
}

/// The parts between commas; commas inside `<..>` of a type do not part.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut part = Vec::new();
    let mut depth = 0_usize;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                ',' if depth == 0 => {
                    parts.push(part.drain(..).collect());
                    continue;
                }
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        part.push(token);
    }
    if !part.is_empty() {
        parts.push(part.into_iter().collect());
    }
    parts.retain(|part: &TokenStream| !part.is_empty());
    parts
}

/// syn says "expected identifier"; we say what belongs there. Words of our own stay.
fn in_our_words(error: &syn::Error, name: &str, wanted: &str) -> syn::Error {
    let message = error.to_string();
    if ["expected", "unexpected", "lex error"].iter().any(|word| message.starts_with(word)) {
        return syn::Error::new(error.span(), format!("`{name}` takes {wanted}"));
    }
    error.clone()
}
