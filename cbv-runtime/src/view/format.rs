//! In which format a view answers: HTML, JSON or Atom, by `?format=`, else by the `Accept` header. Called before a view's hooks
//! run, and by `Error` pages; what the JSON holds is the hook `get_data`.

use axum::response::Response;
use http::{
    HeaderMap, HeaderValue, Uri,
    header::{ACCEPT, VARY},
};

use crate::{Error, Result};

/// A format that a view can answer in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// `text/html`, or whatever the view's `content_type` says.
    #[default]
    Html,
    /// `application/json`.
    Json,
    /// `application/atom+xml`: a list as a feed (<https://www.rfc-editor.org/rfc/rfc4287>).
    Atom,
}

impl Format {
    /// The format that a request asks for, of those a view has.
    ///
    /// # Errors
    /// [`Error::NotAcceptable`] when none of them will do.
    pub(crate) fn of(formats: &'static [Self], uri: &Uri, headers: &HeaderMap) -> Result<Self> {
        if formats.len() < 2 {
            return negotiate(formats, None, headers);
        }
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let asked = pairs.filter(|(key, _)| key == "format").last().map(|(_, value)| value);
        negotiate(formats, asked.as_deref(), headers)
    }

    /// Says in the response that it depends on `Accept`, where the view has several formats: a cache must not give one client
    /// what another has asked for, errors included.
    pub(crate) fn vary(formats: &'static [Self], response: &mut Response) {
        if formats.len() > 1 {
            response.headers_mut().append(VARY, HeaderValue::from_static("accept"));
        }
    }

    /// Whether JSON is among them.
    pub(crate) const fn has_json(formats: &[Self]) -> bool {
        let mut rest = formats;
        while let [first, others @ ..] = rest {
            if matches!(first, Self::Json) {
                return true;
            }
            rest = others;
        }
        false
    }

    /// The word of `?format=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Json => "json",
            Self::Atom => "atom",
        }
    }

    fn media_type(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("text", "html"),
            Self::Json => ("application", "json"),
            Self::Atom => ("application", "atom+xml"),
        }
    }
}

/// The format that is asked for, of those the view has; the first of them when nothing is asked for.
///
/// # Errors
/// [`Error::NotAcceptable`] when none of them will do.
fn negotiate(formats: &'static [Format], asked: Option<&str>, headers: &HeaderMap) -> Result<Format> {
    let [first, others @ ..] = formats else { return Ok(Format::Html) };
    if others.is_empty() && *first == Format::Html {
        return Ok(Format::Html); // a browser's page does not negotiate
    }
    if let Some(name) = asked {
        let found = formats.iter().copied().find(|format| format.name() == name);
        return found.ok_or(Error::NotAcceptable);
    }
    let accept = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<Range<'_>> = accept.flat_map(|value| value.split(',')).filter_map(Range::parse).collect();
    if ranges.is_empty() {
        return Ok(*first);
    }
    // The earlier of two that are wanted equally: `max_by_key` would give the later.
    let best = formats.iter().rev().max_by_key(|format| quality(&ranges, **format));
    best.copied().filter(|format| quality(&ranges, *format) > 0).ok_or(Error::NotAcceptable)
}

/// One part of `Accept`: a type, and how much it is wanted in thousandths.
struct Range<'a> {
    kind: &'a str,
    subkind: &'a str,
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subkind) = parts.next()?.trim().split_once('/')?;
        let quality =
            parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1000), thousandths)?;
        Some(Self { kind, subkind, quality })
    }

    /// How exactly it names the format: 2 for the type itself, 1 for `text/*`, 0 for `*/*`.
    fn matches(&self, format: Format) -> Option<u8> {
        let (kind, subkind) = format.media_type();
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        match (self.kind, self.subkind) {
            ("*", "*") => Some(0),
            (own, "*") if same(own, kind) => Some(1),
            (own, sub) if same(own, kind) && same(sub, subkind) => Some(2),
            _ => None,
        }
    }
}

fn thousandths(text: &str) -> Option<u16> {
    let value: f32 = text.trim().parse().ok()?;
    (0.0..=1.0).contains(&value).then(|| (value * 1000.0).round() as u16)
}

/// How much a format is wanted: what the most exact part says of it.
fn quality(ranges: &[Range<'_>], format: Format) -> u16 {
    let exact = ranges.iter().filter_map(|range| Some((range.matches(format)?, range.quality)));
    exact.max_by_key(|(exactness, _)| *exactness).map_or(0, |(_, quality)| quality)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{Format, negotiate};

    fn with(accept: &'static str, formats: &'static [Format]) -> Option<Format> {
        let mut headers = HeaderMap::new();
        headers.insert(http::header::ACCEPT, HeaderValue::from_static(accept));
        negotiate(formats, None, &headers).ok()
    }

    #[test]
    fn the_most_wanted_format_is_chosen() {
        const BOTH: &[Format] = &[Format::Html, Format::Json];
        assert_eq!(with("text/html,application/xhtml+xml,*/*;q=0.8", BOTH), Some(Format::Html));
        assert_eq!(with("application/json", BOTH), Some(Format::Json));
        assert_eq!(with("text/html;q=0.4, application/json;q=0.9", BOTH), Some(Format::Json));
        assert_eq!(with("*/*", BOTH), Some(Format::Html));
        assert_eq!(with("application/*", BOTH), Some(Format::Json));
        assert_eq!(with("text/html;q=0, */*", BOTH), Some(Format::Json));
        assert_eq!(with("image/png", BOTH), None);
        assert_eq!(with("image/png", &[Format::Html]), Some(Format::Html));
        assert_eq!(with("text/html", &[Format::Json]), None);
    }

    #[test]
    fn the_parameter_decides_before_the_header() {
        const BOTH: &[Format] = &[Format::Html, Format::Json];
        assert_eq!(negotiate(BOTH, Some("json"), &HeaderMap::new()).ok(), Some(Format::Json));
        assert!(negotiate(BOTH, Some("xml"), &HeaderMap::new()).is_err());
        assert_eq!(negotiate(&[Format::Html], Some("xml"), &HeaderMap::new()).ok(), Some(Format::Html));
    }
}
