//! What a file is by its first bytes. Called while files are read.

/// How many of the first bytes are looked at.
pub(super) const HEAD: usize = 8 * 1024;

/// A picture that can hold scripts.
const SVG: &str = "image/svg+xml";

/// What is known of nothing.
const UNKNOWN: &str = "application/octet-stream";

/// The content type of a file that begins with `head`; `whole` when that is all of it.
///
/// `infer` knows the marks of formats. What it takes for a format of text, or does not know, is text when it reads as that.
pub(super) fn content_type(head: &[u8], whole: bool) -> &'static str {
    let head = head.get(..HEAD).unwrap_or(head);
    let whole = whole && head.len() < HEAD;
    match infer::get(head) {
        Some(kind) if kind.mime_type() == "text/xml" && is_svg(head) => SVG,
        Some(kind) => kind.mime_type(),
        None if is_svg(head) => SVG,
        None if !head.is_empty() && is_text(head, whole) => "text/plain",
        None => UNKNOWN,
    }
}

/// UTF-8 without control characters other than those of text.
fn is_text(head: &[u8], whole: bool) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // a character that is cut in two
        Err(error) if !whole && error.error_len().is_none() => head
            .get(..error.valid_up_to())
            .and_then(|head| std::str::from_utf8(head).ok())
            .unwrap_or_default(),
        Err(_) => return false,
    };
    !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\x0c' | '\r' | '\x1b'))
}

/// XML whose first element is `svg`, as far as that can be told from the beginning.
fn is_svg(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let marked = head.starts_with(b"<") || head.starts_with(b"\xef\xbb\xbf<");
    marked && head.windows(4).any(|four| four.eq_ignore_ascii_case(b"<svg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_are() {
        let cases: [(&[u8], &str); 17] = [
            (b"", UNKNOWN),
            (b"\x89PNG\r\n\x1a\n", "image/png"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"GIF89a", "image/gif"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"%PDF-1.7", "application/pdf"),
            (b"PK\x03\x04", "application/zip"),
            (b"MZ\0", "application/vnd.microsoft.portable-executable"),
            (b"<!DOCTYPE html><p>", "text/html"),
            (b"  <script >alert(1)", "text/html"),
            (b"<?xml version='1.0'?><a/>", "text/xml"),
            (b"<?xml version='1.0'?><!-- a --><svg onload='x'/>", SVG),
            (b"\n<svg xmlns='x'>", SVG),
            ("Grüße,\r\n\tLem".as_bytes(), "text/plain"),
            (b"a\0b", UNKNOWN),
            (b"caf\xe9", UNKNOWN),
            (b"\xff\xfe\xfd", UNKNOWN),
        ];
        for (head, expected) in cases {
            assert_eq!(content_type(head, true), expected, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn a_character_may_be_cut_at_the_end_of_the_head_only() {
        assert_eq!(content_type(b"gr\xc3", false), "text/plain");
        assert_eq!(content_type(b"gr\xc3", true), UNKNOWN);
        let long = format!("a{}", "ü".repeat(HEAD));
        assert_eq!(content_type(long.as_bytes(), true), "text/plain");
    }
}
