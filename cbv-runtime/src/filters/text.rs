//! The filters `truncatewords`, `truncatechars`, `capfirst`, `slugify` and `striptags`: text in, text out, which askama
//! then escapes like any other text. Templates call them through [`crate::filters`], where their documentation stands.
//! What returns HTML is in `html.rs`.

use std::fmt::Display;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::text_of;

/// Documented at [`crate::filters::truncatewords`].
#[askama::filter_fn]
pub fn truncatewords<T: Display>(text: T, _: &dyn askama::Values, words: usize) -> askama::Result<String> {
    Ok(first_words(&text_of(text)?, words))
}

/// Documented at [`crate::filters::truncatechars`].
#[askama::filter_fn]
pub fn truncatechars<T: Display>(text: T, _: &dyn askama::Values, chars: usize) -> askama::Result<String> {
    Ok(first_chars(&text_of(text)?, chars))
}

/// Documented at [`crate::filters::capfirst`].
#[askama::filter_fn]
pub fn capfirst<T: Display>(text: T, _: &dyn askama::Values) -> askama::Result<String> {
    let text = text_of(text)?;
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    Ok(first.unwrap_or_default() + chars.as_str())
}

/// Documented at [`crate::filters::slugify`].
#[askama::filter_fn]
pub fn slugify<T: Display>(text: T, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(slug(&text_of(text)?))
}

/// Documented at [`crate::filters::striptags`].
#[askama::filter_fn]
pub fn striptags<T: Display>(text: T, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(without_tags(&text_of(text)?))
}

fn first_words(text: &str, words: usize) -> String {
    let mut rest = text.split_whitespace();
    let mut out = rest.by_ref().take(words).collect::<Vec<_>>().join(" ");
    if !out.is_empty() && rest.next().is_some() && !out.ends_with(" …") {
        out.push_str(" …");
    }
    out
}

/// The ellipsis counts as one of the characters; an accent written as its own code point does not count.
fn first_chars(text: &str, chars: usize) -> String {
    let text: String = text.nfc().collect();
    let mut starts = text.char_indices().filter(|(_, c)| canonical_combining_class(*c) == 0);
    let Some(last_seen) = chars.checked_sub(1) else {
        return String::new();
    };
    let cut = starts.nth(last_seen);
    match (cut, starts.next()) {
        (Some((at, _)), Some(_)) => format!("{}…", text.get(..at).unwrap_or_default()),
        _ => text,
    }
}

/// The plain function behind the filter [`struct@crate::filters::slugify`], for code that makes slugs: `slug = slugify(&title)`.
///
/// Letters lose their accents, what is not ASCII is dropped, whitespace and hyphens become one hyphen, and none is left
/// at the ends. A text without any ASCII letter or digit becomes an empty slug. Follows Django's
/// [`slugify`](https://docs.djangoproject.com/en/5.2/ref/utils/#django.utils.text.slugify).
///
/// ```
/// # use cbv_runtime as cbv;
/// use cbv::filters::slugify;
///
/// assert_eq!(slugify("Crème Brûlée: a first course"), "creme-brulee-a-first-course");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for letter in text.nfkd().filter(char::is_ascii) {
        match letter {
            '-' => gap = true,
            // Python's whitespace, which has four separators that Rust's has not.
            ' ' | '\t'..='\r' | '\x1c'..='\x1f' => gap = true,
            '_' | 'a'..='z' | 'A'..='Z' | '0'..='9' => {
                if gap {
                    out.push('-');
                }
                gap = false;
                out.push(letter.to_ascii_lowercase());
            }
            _ => {}
        }
    }
    out.trim_matches(['-', '_']).to_owned()
}

/// Removes what looks like a tag, in one pass. A tag's beginning is remembered until its end is met, so that what is
/// left does not form a new tag (`<<b>script>`) and a text of nothing but `<` takes no longer than any other.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut open = Vec::new();
    for letter in text.chars() {
        match letter {
            '<' => open.push(out.len()),
            '>' if close_tag(&mut out, &mut open) => continue,
            _ => {}
        }
        out.push(letter);
    }
    out
}

/// Cuts the text back to where the innermost open tag began; false when there is none to close.
fn close_tag(out: &mut String, open: &mut Vec<usize>) -> bool {
    while let Some(start) = open.pop() {
        let inside = out.get(start + 1..).unwrap_or_default();
        if inside.starts_with("!--") && !inside.ends_with("--") {
            // This `>` stands within a comment, which goes on.
            open.push(start);
            return false;
        }
        if inside.starts_with(|first: char| first.is_ascii_alphabetic() || "/!?".contains(first)) {
            out.truncate(start);
            return true;
        }
    }
    false
}
