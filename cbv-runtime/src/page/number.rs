//! Which text is a page number.
//!
//! The paginator and the list view read `?page=..` through this. Whether the page exists is the
//! paginator's question, not this file's.

use std::str::FromStr;

use super::{EmptyReason, ErrorMessages, InvalidPage, Paginator};

/// A page as a client asks for it: a number or the word `last`.
///
/// ```
/// use cbv_runtime::page::PageNumber;
///
/// assert_eq!(PageNumber::parse("7"), Ok(PageNumber::Number(7)));
/// assert_eq!(PageNumber::parse("last"), Ok(PageNumber::Last));
/// assert!(PageNumber::parse("LAST").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageNumber {
    /// A number, counted from 1; not yet compared with any list.
    Number(u64),
    /// The last page, whichever that is.
    Last,
}

impl PageNumber {
    /// Reads `text`: ASCII digits (leading zeros are fine), or exactly `last` in lower case.
    ///
    /// Spaces, `+1`, `1_0`, `1.0`, `1e3` and digits of other scripts are no numbers, although Python's `int`
    /// takes some of them: one page should have one address.
    ///
    /// # Errors
    /// [`InvalidPage::PageNotAnInteger`] for any other text; [`InvalidPage::EmptyPage`] for an integer that no list
    /// can have: a negative one, or one beyond `u64`.
    pub fn parse(text: &str) -> Result<Self, InvalidPage> {
        Self::parse_with(text, &ErrorMessages::ENGLISH)
    }

    pub(super) fn parse_with(text: &str, messages: &ErrorMessages) -> Result<Self, InvalidPage> {
        if text == "last" { Ok(Self::Last) } else { parse_integer(text, messages).map(Self::Number) }
    }

    /// The number of an existing page of `paginator`.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] when there is no such page; `last` has none only if there are no pages at all.
    pub fn resolve(self, paginator: &Paginator) -> Result<u64, InvalidPage> {
        match self {
            Self::Number(number) => paginator.validate_number(number),
            Self::Last => paginator.validate_number(paginator.num_pages().max(1)),
        }
    }
}

impl FromStr for PageNumber {
    type Err = InvalidPage;

    fn from_str(text: &str) -> Result<Self, InvalidPage> {
        Self::parse(text)
    }
}

/// A minus sign is understood, so that `-1` is an integer below 1 and not a spelling mistake.
pub(super) fn parse_integer(text: &str, messages: &ErrorMessages) -> Result<u64, InvalidPage> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        Err(messages.not_an_integer())
    } else if negative {
        Err(messages.empty_page(EmptyReason::MinPage))
    } else {
        // Nothing but digits is left, so the only fault is a number too large for any list.
        digits.parse().map_err(|_| messages.empty_page(EmptyReason::NoResults))
    }
}
