//! Enums that a column holds as text. `#[derive(Choices)]` implements [`Choices`] and, through it, [`super::Value`].

use std::fmt;

/// An enum whose values are stored as text and read by people under another name. Derive it.
///
/// Django: `TextChoices`
/// (<https://docs.djangoproject.com/en/5.2/ref/models/fields/#enumeration-types>). As there, `{{ book.status }}` in a template
/// shows what is stored; `{{ book.status.label() }}` is Django's `get_status_display`.
pub trait Choices: Sized + 'static {
    /// All choices, in the order they are written.
    const ALL: &'static [Self];

    /// What is stored, and what people read.
    fn entry(&self) -> (&'static str, &'static str);

    /// The choice that is stored as `text`.
    fn of(text: &str) -> Option<Self>;
}

/// A text that stands for none of an enum's choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchChoice {
    text: String,
    known: Vec<&'static str>,
}

impl NoSuchChoice {
    pub(crate) fn new<C: Choices>(text: &str) -> Self {
        Self { text: text.to_owned(), known: C::ALL.iter().map(|choice| choice.entry().0).collect() }
    }
}

impl fmt::Display for NoSuchChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is none of {}", self.text.escape_debug(), self.known.join(", "))
    }
}

impl std::error::Error for NoSuchChoice {}
