//! The parts of a date: what the view fixes, else the argument of the path, else the query's parameter. Called by the defaults of
//! `get_year` and its like.

use crate::{Error, Result, dates::DateError, request::Request};

/// The text of a part.
///
/// # Errors
/// [`Error::NotFound`] when nothing says it.
pub(super) fn part(req: &Request, fixed: Option<&'static str>, name: &'static str) -> Result<String> {
    let said = fixed.or_else(|| req.kwarg(name)).map(str::to_owned);
    let said = said.or_else(|| req.query(name).map(Into::into));
    said.ok_or_else(|| Error::from(DateError::Missing(name)))
}
