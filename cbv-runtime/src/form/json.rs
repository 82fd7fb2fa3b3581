//! A JSON object as a form. Called by `read`, where the caller allows it.

use std::fmt;

use http::StatusCode;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{FormData, Limits, read::too_many_fields};
use crate::{Error, Result};

/// Reads an object whose values are text, numbers, true, false, or lists of these, which are several values. Null is as if
/// the name had not come. Numbers stay as they are written, so that none loses digits.
///
/// # Errors
/// 400 when it is no JSON, 422 when it is no object or not flat, 413 when there are too many values.
pub(super) fn read(body: &[u8], limits: &Limits) -> Result<FormData> {
    let text = std::str::from_utf8(body).map_err(|_| super::urlencoded::not_utf8())?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(FormData::of_json());
    }
    let whole: &RawValue = serde_json::from_str(text).map_err(|_| no_json())?;
    let mut reader = serde_json::Deserializer::from_str(whole.get());
    let values = reader.deserialize_map(Values).map_err(|_| not_flat("The JSON"))?;
    let mut data = FormData::of_json();
    let mut left = limits.fields;
    let mut take = |name: &str, value: &RawValue| -> Result<()> {
        left = left.checked_sub(1).ok_or_else(|| too_many_fields(limits))?;
        if let Some(value) = scalar(name, value.get())? {
            data.push(name, value);
        }
        Ok(())
    };
    for (name, value) in &values {
        if value.get().starts_with('[') {
            let list: Vec<&RawValue> = serde_json::from_str(value.get()).map_err(|_| no_json())?;
            list.into_iter().try_for_each(|value| take(name, value))?;
        } else {
            take(name, value)?;
        }
    }
    Ok(data)
}

/// One value; `None` for null.
fn scalar(name: &str, json: &str) -> Result<Option<String>> {
    match json.as_bytes().first() {
        Some(b'n') => Ok(None),
        Some(b'"') => serde_json::from_str(json).map(Some).map_err(|_| no_json()),
        Some(b'{' | b'[') => Err(not_flat(&format!("“{}”", name.escape_debug()))),
        _ => Ok(Some(json.to_owned())),
    }
}

/// The object's names and values in their order, of a repeated name each.
struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(entry) = map.next_entry()? {
            values.push(entry);
        }
        Ok(values)
    }
}

fn no_json() -> Error {
    Error::body(StatusCode::BAD_REQUEST, "What was sent is no JSON.")
}

fn not_flat(what: &str) -> Error {
    let reason =
        format!("{what} must be flat: an object of text, numbers, true, false, null, and lists of these.");
    Error::body(StatusCode::UNPROCESSABLE_ENTITY, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(json: &str) -> Vec<(String, String)> {
        let data = read(json.as_bytes(), &Limits::default()).unwrap();
        data.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn status(json: &str) -> u16 {
        read(json.as_bytes(), &Limits::default().fields(3)).unwrap_err().status().as_u16()
    }

    #[test]
    fn each_value_is_its_text() {
        let json = r#" {"title": "a\n\u00fc\u0000", "pages": 12345678901234567890123, "price": 12.50, "done": true,
            "no": false, "tags": ["new", 2, null], "none": [], "null": null, "done": "again"} "#;
        let expected = [
            ("title", "a\nü\0"),
            ("pages", "12345678901234567890123"),
            ("price", "12.50"),
            ("done", "true"),
            ("no", "false"),
            ("tags", "new"),
            ("tags", "2"),
            ("done", "again"),
        ];
        assert_eq!(pairs(json), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert!(pairs("").is_empty() && pairs(" ").is_empty() && pairs("{}").is_empty());
    }

    #[test]
    fn what_is_no_flat_object_is_refused() {
        for json in ["{", "{\"a\":}", "{\"a\":1}x", "{\"a\":\"\\ud800\"}", "nul", "{'a':1}", "\0"] {
            assert_eq!(status(json), 400, "{json}");
        }
        for json in ["[]", "1", "\"a\"", "null", "{\"a\":{}}", "{\"a\":[[]]}", "{\"a\":[{}]}"] {
            assert_eq!(status(json), 422, "{json}");
        }
        assert_eq!(status(&"[".repeat(100_000)), 400);
        assert_eq!(status(&format!("{{\"a\":{}{}}}", "[".repeat(100), "]".repeat(100))), 422);
        assert_eq!(status("{\"a\":[1,2],\"b\":1,\"c\":null}"), 413);
        assert_eq!(read(b"{\"a\":\"\xff\"}", &Limits::default()).unwrap_err().status(), 400);
    }
}
