//! The parameters of a request's query, decoded once. Called by the rest of this folder.

use std::borrow::Cow;

use crate::request::Request;

/// The parameters that have a value, in their order. A form sends its empty fields, too: they ask for nothing.
pub(super) struct Asked<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Asked<'a> {
    pub(super) fn of(req: &'a Request) -> Self {
        let pairs = form_urlencoded::parse(req.query_string().as_bytes());
        Self(pairs.filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// The last value of a parameter, as Django's `request.GET[..]`.
    pub(super) fn last(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// All values of a parameter, as Django's `request.GET.getlist(..)`.
    pub(super) fn all(&self, name: &str) -> Vec<Cow<'a, str>> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }
}
