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

use super::elsewhere::{kinds_with, place_of};
use crate::fault::{Faults, list, nearest, suggestion};

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
    /// Something that is a fault already.
    Unreadable,
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
                Meta::List(list) if matches!(list.delimiter, syn::MacroDelimiter::Paren(_)) => {
                    read(list.tokens.clone(), &mut items, faults);
                }
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

    /// The words inside of a word: `prefetch_related(through = "book_author")`.
    pub(crate) fn nested(
        tokens: TokenStream,
        attribute: &str,
        known: &[&str],
        span: Span,
        faults: &mut Faults,
    ) -> Self {
        let mut items = Vec::new();
        read(tokens, &mut items, faults);
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
                let kinds = if attribute == "view" { kinds_with(&item.name) } else { Vec::new() };
                if !kinds.is_empty() {
                    let (kinds, known) = (list(&kinds), list(known));
                    faults.at(
                        item.key.span(),
                        format!(
                            "`{}` is not a word of this kind of view, but of {kinds}; known here: {known}",
                            item.name
                        ),
                    );
                    return false;
                }
                let hint = place_of(attribute, &item.name)
                    .map_or_else(|| suggestion(&item.name, known), str::to_owned);
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

    /// The items of all other words.
    pub(crate) fn others(&self, name: &str) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.name != name)
    }

    /// Whether the word is there, in whatever form.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// `key = value` read as `T`; `wanted` says what belongs there.
    pub(crate) fn value<T: Parse>(&self, name: &str, wanted: &str, faults: &mut Faults) -> Option<T> {
        let item = self.get(name)?;
        match &item.value {
            Value::Equals(tokens) => parse(tokens, name, wanted, faults),
            Value::Unreadable => None,
            Value::Flag | Value::List(_) => {
                faults.at(item.key.span(), format!("`{name}` takes {wanted}: `{name} = ..`"));
                None
            }
        }
    }

    /// `key = "text"`.
    pub(crate) fn string(&self, name: &str, faults: &mut Faults) -> Option<LitStr> {
        self.value(name, "text in quotes", faults)
    }

    /// `key = 20`, a number of rows of at least `least`. What cannot be read is a fault, and `least` from then on.
    pub(crate) fn rows(&self, name: &str, least: u32, faults: &mut Faults) -> Option<Rows> {
        let wanted = "a whole number of rows";
        let item = self.get(name)?;
        let (span, number) = match self.value::<LitInt>(name, wanted, faults) {
            Some(literal) => (literal.span(), Some(literal.base10_parse::<u32>())),
            None => (item.key.span(), None),
        };
        match number {
            Some(Ok(number)) if number < least => {
                faults.at(span, format!("`{name}` is at least {least}; leave it out to have none"));
            }
            Some(Err(_)) => faults.at(span, format!("`{name}` takes {wanted}, from {least} to {}", u32::MAX)),
            Some(Ok(_)) | None => {}
        }
        Some(Rows { number: number.and_then(Result::ok).unwrap_or(least), span })
    }

    /// `key = path::To`.
    pub(crate) fn path(&self, name: &str, faults: &mut Faults) -> Option<Path> {
        self.value(name, "the name of a type, without quotes", faults)
    }

    /// `key = expression`.
    pub(crate) fn expr(&self, name: &str, faults: &mut Faults) -> Option<Expr> {
        self.value(name, "an expression", faults)
    }

    /// `key = "text"` with something in it.
    pub(crate) fn name(&self, name: &str, faults: &mut Faults) -> Option<LitStr> {
        let literal = self.string(name, faults)?;
        if literal.value().is_empty() {
            faults.at(literal.span(), format!("`{name}` is empty"));
        }
        Some(literal)
    }

    /// `key`, `key = true` or `key = false`.
    pub(crate) fn boolean(&self, name: &str, faults: &mut Faults) -> Option<bool> {
        match &self.get(name)?.value {
            Value::Flag => Some(true),
            _ => self.value::<LitBool>(name, "`true` or `false`", faults).map(|literal| literal.value),
        }
    }

    /// `key = word` with a word that is `known`.
    pub(crate) fn word(&self, name: &str, known: &[&str], faults: &mut Faults) -> Option<Word> {
        self.words(name, known, faults)?.into_iter().next()
    }

    /// `key(a, b)` with words that are `known`. Another is a fault, and the one it is near to.
    pub(crate) fn words(&self, name: &str, known: &[&str], faults: &mut Faults) -> Option<Vec<Word>> {
        let mut words: Vec<Word> = self.several(name, &format!("words: {}", list(known)), faults)?;
        words.retain_mut(|word| {
            if known.contains(&word.name.as_str()) {
                return true;
            }
            let hint = suggestion(&word.name, known);
            faults.at(word.span, format!("`{}` is not a word of `{name}`: {hint}", word.name));
            let near = nearest(&word.name, known);
            near.inspect(|near| (*near).clone_into(&mut word.name)).is_some()
        });
        Some(words)
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
            Value::Unreadable => None,
            Value::List(group) => {
                let parts = split(group.stream());
                Some(parts.iter().filter_map(|part| parse(part, name, wanted, faults)).collect())
            }
        }
    }
}

/// A word that is a value: an identifier or text, in upper or lower case.
#[derive(Debug)]
pub(crate) struct Word {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) span: Span,
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (name, span) = match input.parse::<Option<LitStr>>()? {
            Some(literal) => (literal.value(), literal.span()),
            None => {
                let ident = input.call(Ident::parse_any)?;
                (ident.unraw().to_string(), ident.span())
            }
        };
        Ok(Self { name: name.to_lowercase(), span })
    }
}

/// A number of rows, and where it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    pub(crate) number: u32,
    pub(crate) span: Span,
}

/// Reads the tokens as a `T`. What stands behind it is a fault, and the `T` is read all the same.
pub(crate) fn parse<T: Parse>(
    tokens: &TokenStream,
    name: &str,
    wanted: &str,
    faults: &mut Faults,
) -> Option<T> {
    let read = |input: ParseStream<'_>| {
        let value = input.parse::<T>().map_err(|error| in_our_words(&error, name, wanted))?;
        let rest: TokenStream = input.parse()?;
        Ok((value, rest))
    };
    match read.parse2(tokens.clone()) {
        Ok((value, rest)) => {
            if let Some(token) = rest.into_iter().next() {
                faults.at(token.span(), format!("`{name}` takes {wanted}; is a comma missing here?"));
            }
            Some(value)
        }
        Err(error) => {
            faults.syn(error);
            None
        }
    }
}

fn read(tokens: TokenStream, items: &mut Vec<Item>, faults: &mut Faults) {
    for part in split(tokens) {
        match (|input: ParseStream<'_>| item(input, faults)).parse2(part) {
            Ok(item) => items.push(item),
            Err(error) => faults.syn(error),
        }
    }
}

fn item(input: ParseStream<'_>, faults: &mut Faults) -> syn::Result<Item> {
    let key = input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(error.span(), "a word is expected here, as in `model = Book` or `ordering(title)`")
    })?;
    let name = key.unraw().to_string();
    if input.is_empty() {
        return Ok(Item { key, name, value: Value::Flag });
    }
    let next = input.parse::<TokenTree>()?;
    let rest = input.parse::<TokenStream>()?;
    let value = match next {
        TokenTree::Punct(equals) if equals.as_char() == '=' && rest.is_empty() => {
            unreadable(equals.span(), format!("`{name} =` has no value"), faults)
        }
        TokenTree::Punct(equals) if equals.as_char() == '=' => Value::Equals(rest),
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            if let Some(token) = rest.into_iter().next() {
                faults.at(token.span(), format!("a comma is missing behind `{name}(..)`"));
            }
            Value::List(group)
        }
        token => unreadable(token.span(), format!("a comma or `=` is missing behind `{name}`"), faults),
    };
    Ok(Item { key, name, value })
}

fn unreadable(span: Span, message: String, faults: &mut Faults) -> Value {
    faults.at(span, message);
    Value::Unreadable
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
