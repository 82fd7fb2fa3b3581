//! The header `Content-Disposition` of one part of a body: the field's name, and the file's. Called by `multipart`.
//!
//! `multer` reads it, too, but looks for `name=` anywhere, also within the name of a file.

use percent_encoding::percent_decode_str;

/// What a part is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Disposition {
    /// The field's name; a part without one belongs to no form.
    pub(super) name: Option<String>,
    /// The file's name as it was sent; a part with one is a file, be it empty.
    pub(super) file_name: Option<String>,
}

impl Disposition {
    /// `None` when the header is not UTF-8.
    pub(super) fn parse(header: &[u8]) -> Option<Self> {
        let header = std::str::from_utf8(header).ok()?;
        let mut found = Self::default();
        let mut extended = None;
        let mut rest = header.split_once(';').map(|(_, rest)| rest).unwrap_or_default();
        while let Some((key, after)) = rest.split_once('=') {
            let (value, after) = value(after.trim_start());
            let key = key.trim_matches(|c: char| c.is_ascii_whitespace() || c == ';');
            if key.eq_ignore_ascii_case("name") {
                found.name.get_or_insert(value);
            } else if key.eq_ignore_ascii_case("filename") {
                found.file_name.get_or_insert(value);
            } else if key.eq_ignore_ascii_case("filename*") {
                extended = decoded(&value).or(extended);
            }
            rest = after;
        }
        if extended.is_some() {
            found.file_name = extended;
        }
        Some(found)
    }
}

/// A value, quoted or not, and what stands behind it. Browsers write `%22` for a quote, others `\"`.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.trim_end().to_owned(), rest);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, quoted.get(at + 1..).unwrap_or_default()),
            '\\' if chars.peek().is_some_and(|(_, next)| matches!(next, '"' | '\\')) => {
                value.extend(chars.next().map(|(_, escaped)| escaped));
            }
            c => value.push(c),
        }
    }
    (value, "")
}

/// `UTF-8''na%C3%AFve.txt`, as RFC 8187 writes what is not ASCII.
fn decoded(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, text) = rest.split_once('\'')?;
    let text = percent_decode_str(text).decode_utf8().ok()?;
    charset.eq_ignore_ascii_case("utf-8").then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(header: &str) -> (Option<String>, Option<String>) {
        let found = Disposition::parse(header.as_bytes()).unwrap();
        (found.name, found.file_name)
    }

    #[test]
    fn names_are_found_wherever_they_stand() {
        let cases = [
            (r#"form-data; name="title""#, Some("title"), None),
            ("form-data;name=title ; filename = a.txt", Some("title"), Some("a.txt")),
            (r#"form-data; filename="x; name=y"; name="real""#, Some("real"), Some("x; name=y")),
            (
                r#"form-data; name="a;b=\"c\""; filename="C:\dir\a.txt""#,
                Some("a;b=\"c\""),
                Some(r"C:\dir\a.txt"),
            ),
            (r#"form-data; NAME="ü"; FileName="%22""#, Some("ü"), Some("%22")),
            (r#"form-data; name=""; filename="""#, Some(""), Some("")),
            (r#"form-data; name="a"; name="b""#, Some("a"), None),
            (
                r#"form-data; name="a"; filename="x"; filename*=UTF-8''na%C3%AFve.txt"#,
                Some("a"),
                Some("naïve.txt"),
            ),
            (r#"form-data; name="a"; filename*=utf-8'en'b.txt"#, Some("a"), Some("b.txt")),
            (r#"form-data; name="a"; filename="x"; filename*=latin1''%FF"#, Some("a"), Some("x")),
            (r#"form-data; name="never closed"#, Some("never closed"), None),
            (r#"form-data; name="ends\"#, Some("ends\\"), None),
            ("form-data", None, None),
            ("name=title", None, None),
            ("", None, None),
            ("form-data; ; = ;=", None, None),
        ];
        for (header, name, file_name) in cases {
            assert_eq!(parsed(header), (name.map(Into::into), file_name.map(Into::into)), "{header}");
        }
        assert_eq!(Disposition::parse(b"form-data; name=\"\xff\""), None);
    }
}
