//! Why a page was refused, and in which words.
//!
//! The paginator makes these errors, the list view turns them into a 404. Status codes do not belong
//! here: a command-line report pages too.

use std::fmt;

use thiserror::Error;

/// The three sentences of a refused page; Django's `error_messages`.
///
/// Any of them can be replaced, the others stay. They are `&'static str` so that a [`Paginator`] stays a
/// handful of `Copy` values: keep one such constant for every language and choose among them.
///
/// Django: [`Paginator.error_messages`](https://docs.djangoproject.com/en/5.2/ref/paginator/#django.core.paginator.Paginator.error_messages).
///
/// ```
/// use std::num::NonZeroU32;
/// use cbv_runtime::page::{ErrorMessages, Paginator};
///
/// const GERMAN: ErrorMessages = ErrorMessages { no_results: "Diese Seite ist leer", ..ErrorMessages::ENGLISH };
///
/// let paginator = Paginator::new(3, NonZeroU32::MIN).error_messages(GERMAN);
/// assert_eq!(paginator.validate_number(4).unwrap_err().to_string(), "Diese Seite ist leer");
/// assert_eq!(paginator.validate_number(0).unwrap_err().to_string(), "That page number is less than 1");
/// ```
///
/// [`Paginator`]: crate::page::Paginator
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorMessages {
    /// The number is not a number at all.
    pub invalid_page: &'static str,
    /// The number is zero or negative.
    pub min_page: &'static str,
    /// The page lies beyond the last one, or the list is empty and may not be.
    pub no_results: &'static str,
}

impl ErrorMessages {
    /// Django's own sentences.
    pub const ENGLISH: Self = Self {
        invalid_page: "That page number is not an integer",
        min_page: "That page number is less than 1",
        no_results: "That page contains no results",
    };

    pub(super) const fn not_an_integer(&self) -> InvalidPage {
        InvalidPage::PageNotAnInteger { message: self.invalid_page }
    }

    pub(super) const fn empty_page(&self, reason: EmptyReason) -> InvalidPage {
        let message = match reason {
            EmptyReason::MinPage => self.min_page,
            EmptyReason::NoResults => self.no_results,
        };
        InvalidPage::EmptyPage { reason, message }
    }
}

impl Default for ErrorMessages {
    fn default() -> Self {
        Self::ENGLISH
    }
}

/// A page that cannot be had. Its `Display` is one of the [`ErrorMessages`].
///
/// Django: [exceptions](https://docs.djangoproject.com/en/5.2/ref/paginator/#exceptions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InvalidPage {
    /// The text is not an integer.
    #[error("{message}")]
    PageNotAnInteger {
        /// [`ErrorMessages::invalid_page`] of the paginator.
        message: &'static str,
    },
    /// The number is an integer, but there is no such page.
    #[error("{message}")]
    EmptyPage {
        /// On which side of the list the number lies.
        reason: EmptyReason,
        /// [`ErrorMessages::min_page`] or [`ErrorMessages::no_results`] of the paginator.
        message: &'static str,
    },
}

/// Which of the two messages an [`InvalidPage::EmptyPage`] carries, by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyReason {
    /// The number is below 1.
    MinPage,
    /// The number is above the last page, or the list is empty and may not be.
    NoResults,
}

/// The page a client asked for does not exist: what a list view says in its 404.
///
/// Made by [`Paginator::requested`](crate::page::Paginator::requested). Text that is no number is not repeated
/// in the message, a number is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct NoSuchPage {
    /// What was asked for: a number without its leading zeros, or the text as it came.
    pub requested: String,
    /// Why it was refused.
    pub source: InvalidPage,
}

impl fmt::Display for NoSuchPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            InvalidPage::PageNotAnInteger { .. } => f.write_str("The page is neither “last” nor an integer"),
            InvalidPage::EmptyPage { message, .. } => {
                write!(f, "Invalid page ({}): {message}", self.requested)
            }
        }
    }
}
