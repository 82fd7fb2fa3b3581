//! The words of a list view that say how its pages are found: `count`, `overflow` and `paginate`.

use proc_macro2::{Ident, Span};
use syn::{
    LitInt,
    ext::IdentExt as _,
    parse::{Parse, ParseStream},
};

use super::items::Items;
use crate::fault::{Faults, suggestion};

/// The words, as far as they are written.
#[derive(Debug)]
pub(crate) struct Paging {
    pub(crate) count: Option<Count>,
    pub(crate) overflow: Option<Choice>,
    pub(crate) paginate: Option<Choice>,
}

/// `count = capped(10_000)`.
#[derive(Debug)]
pub(crate) struct Count {
    pub(crate) way: Choice,
    /// The number of `capped`.
    pub(crate) most: Option<u64>,
}

/// A word that was chosen: the variant of the runtime's enum, and where the word stands.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) variant: &'static str,
    pub(crate) span: Span,
}

/// What can be written, and what it is in the runtime.
type Choices = &'static [(&'static str, &'static str)];

const COUNTS: Choices =
    &[("exact", "Exact"), ("capped", "Capped"), ("estimated", "Estimated"), ("none", "None")];
const OVERFLOWS: Choices = &[("not_found", "NotFound"), ("last", "Last"), ("first", "First")];
const PAGES: Choices = &[("page", "Page"), ("keyset", "Keyset")];

impl Paging {
    pub(crate) fn new(items: &Items, faults: &mut Faults) -> Self {
        Self {
            count: count(items, faults),
            overflow: chosen(items, "overflow", "`not_found`, `last` or `first`", OVERFLOWS, faults),
            paginate: chosen(items, "paginate", "`page` or `keyset`", PAGES, faults),
        }
    }

    /// Whether pages are found by a cursor.
    pub(crate) fn is_keyset(&self) -> bool {
        self.paginate.as_ref().is_some_and(|paginate| paginate.variant == "Keyset")
    }

    /// Whether nobody knows how many rows there are.
    pub(crate) fn is_uncounted(&self) -> bool {
        self.count.as_ref().is_some_and(|count| count.way.variant == "None")
    }
}

/// A word with a number in parentheses, or without.
struct Written {
    word: Ident,
    number: Option<LitInt>,
}

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any)?;
        let number = if input.peek(syn::token::Paren) {
            let inside;
            syn::parenthesized!(inside in input);
            Some(inside.parse()?)
        } else {
            None
        };
        Ok(Self { word, number })
    }
}

fn count(items: &Items, faults: &mut Faults) -> Option<Count> {
    const WANTED: &str = "`exact`, `capped(10_000)`, `estimated` or `none`";
    let Written { word, number } = items.value("count", WANTED, faults)?;
    let way = choice("count", &word, COUNTS, faults)?;
    let most = number.as_ref().map(|number| number.base10_parse::<u64>());
    let most = match (way.variant, most) {
        ("Capped", Some(Ok(most))) if most > 0 => Some(most),
        ("Capped", _) => {
            faults.at(
                word.span(),
                "`capped` takes the number of rows that are counted at most: `capped(10_000)`",
            );
            Some(1)
        }
        (_, Some(_)) => {
            faults.at(word.span(), format!("`{word}` takes no number; `count` takes {WANTED}"));
            None
        }
        (_, None) => None,
    };
    Some(Count { way, most })
}

fn chosen(items: &Items, key: &str, wanted: &str, known: Choices, faults: &mut Faults) -> Option<Choice> {
    let word: Ident = items.value(key, wanted, faults)?;
    choice(key, &word, known, faults)
}

fn choice(key: &str, word: &Ident, known: Choices, faults: &mut Faults) -> Option<Choice> {
    let span = word.span();
    if let Some((_, variant)) = known.iter().find(|(name, _)| word == name) {
        return Some(Choice { variant, span });
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    faults.at(span, format!("`{word}` is not a word of `{key}`: {}", suggestion(&word.to_string(), &names)));
    None
}
