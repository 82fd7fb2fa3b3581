//! Why the dates of a URL name no page. Made by `parse` and `period`; the texts are Django's.

use std::borrow::Cow;

use super::{WeekFormat, YearFormat};
use crate::Error;

/// Why the dates of a URL name no period. The first three are answered with 404, the last two with 500: the view's formats
/// contradict each other, which the derives find while compiling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// Neither the view, nor the URL, nor the query says the part of the date.
    #[error("No {0} specified")]
    Missing(&'static str),
    /// What the URL says is no date: month 13, 31 February, a word.
    #[error("Invalid date string “{value}” given format “{format}”")]
    Invalid {
        /// The parts, joined by two underscores.
        value: String,
        /// Their formats, joined alike.
        format: String,
    },
    /// The period, or its end, lies outside the years 1 to 9999.
    #[error("Date out of range")]
    OutOfRange,
    /// An ISO week needs the year of ISO weeks, and the other way round.
    #[error(
        "The week directive '{week}' is incompatible with the year directive '{year}'. ISO weeks are '%G' and '%V'."
    )]
    Incompatible {
        /// How the year is written.
        year: YearFormat,
        /// How the week is written.
        week: WeekFormat,
    },
    /// The year of ISO weeks is the year of no month and no day.
    #[error(
        "The year directive '%G' is incompatible with anything but the week directive '%V'. Use '%Y' instead."
    )]
    IsoYear,
}

impl From<DateError> for Error {
    fn from(error: DateError) -> Self {
        let text = Cow::Owned(error.to_string());
        match error {
            DateError::Incompatible { .. } | DateError::IsoYear => Self::ImproperlyConfigured(text),
            _ => Self::NotFound(text),
        }
    }
}
