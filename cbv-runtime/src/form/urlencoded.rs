//! `application/x-www-form-urlencoded`: what a form without files sends. Called by `read`.

use std::borrow::Cow;

use http::StatusCode;
use percent_encoding::percent_decode_str;

use super::{FormData, Limits, read::too_many_fields};
use crate::{Error, Result};

/// Takes a body apart.
///
/// `form_urlencoded` puts `U+FFFD` for bytes that are no UTF-8, as Django does. Here nothing is stored but what was sent.
///
/// # Errors
/// 400 when a name or a value is not UTF-8, 413 when there are too many.
pub(super) fn read(body: &[u8], limits: &Limits) -> Result<FormData> {
    let body = str::from_utf8(body).map_err(|_| not_utf8())?;
    let mut data = FormData::default();
    let mut left = limits.fields;
    for pair in body.split('&').filter(|pair| !pair.is_empty()) {
        left = left.checked_sub(1).ok_or_else(|| too_many_fields(limits))?;
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        data.push(text(name)?, text(value)?);
    }
    Ok(data)
}

fn text(encoded: &str) -> Result<String> {
    let spaced = encoded.replace('+', " ");
    if !spaced.contains('%') {
        return Ok(spaced); // most values: nothing of them is looked at twice
    }
    percent_decode_str(&spaced).decode_utf8().map(Cow::into_owned).map_err(|_| not_utf8())
}

/// 400.
pub(super) fn not_utf8() -> Error {
    Error::body(StatusCode::BAD_REQUEST, "What was sent is not UTF-8.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_taken_apart() {
        let cases: [(&[u8], &str); 9] = [
            (b"", ""),
            (b"&&", ""),
            (b"a=1&b=2&a=3", "a:1 b:2 a:3"),
            (b"a", "a:"),
            (b"=", ":"),
            (b"a=b=c", "a:b=c"),
            (b"a+b=c+d%2Be", "a b:c d+e"),
            (b"t=%C3%BC%E2%82%AC\xc3\xbc&n=%00", "t:ü€ü n:\0"),
            (b"a=%zz%4&b=1;c=2", "a:%zz%4 b:1;c=2"),
        ];
        for (body, expected) in cases {
            let data = read(body, &Limits::default()).unwrap();
            let pairs: Vec<String> = data.pairs().map(|(name, value)| format!("{name}:{value}")).collect();
            assert_eq!(pairs.join(" "), expected, "{}", body.escape_ascii());
        }
    }

    #[test]
    fn what_is_no_utf8_is_refused() {
        for body in [&b"a=%FF"[..], b"%C3=1", b"a=\xff", b"a=%C3+%BC", b"a=%ED%A0%80"] {
            assert_eq!(read(body, &Limits::default()).unwrap_err().status(), 400, "{body:?}");
        }
    }

    #[test]
    fn there_may_be_as_many_as_allowed() {
        let limits = Limits::default().fields(3);
        assert_eq!(read(b"a&b&c", &limits).unwrap().pairs().count(), 3);
        assert_eq!(read(b"a&b&c&d", &limits).unwrap_err().status(), 413);
        assert_eq!(read(&b"a&".repeat(1_001), &Limits::default()).unwrap_err().status(), 413);
    }
}
