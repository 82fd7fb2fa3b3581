//! The filters `urlize` and `urlizetrunc`: text in, HTML out. Templates call them through [`crate::filters`], where
//! their documentation stands. Everything that came in is escaped here; nothing else belongs in this file.

use std::fmt::{self, Display, Write};

use askama::filters::{Escaper, Html, Safe};
use linkify::{LinkFinder, LinkKind};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::text_of;

/// Documented at [`crate::filters::urlize`].
#[askama::filter_fn]
pub fn urlize<T: Display>(text: T, _: &dyn askama::Values) -> askama::Result<Safe<String>> {
    Ok(Safe(with_links(&text_of(text)?, usize::MAX)?))
}

/// Documented at [`crate::filters::urlizetrunc`].
#[askama::filter_fn]
pub fn urlizetrunc<T: Display>(
    text: T,
    _: &dyn askama::Values,
    limit: usize,
) -> askama::Result<Safe<String>> {
    Ok(Safe(with_links(&text_of(text)?, limit)?))
}

/// Longer words are no links, as in Django; it also bounds the search, which goes back and forth within a word.
const LONGEST_LINK: usize = 2048;

/// The domains that are linked without `www.` or `https://`, as in Django: among others, `main.rs` is no link.
const BARE_DOMAINS: [&str; 7] = ["com", "edu", "gov", "int", "mil", "net", "org"];

/// What may not stand in an address as it is; `%` stays, because the author may have encoded already.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// RFC 6068: only unreserved characters, so that no `?subject=` comes along.
const MAILBOX: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn with_links(text: &str, limit: usize) -> Result<String, fmt::Error> {
    let finder = LinkFinder::new();
    let mut bare = LinkFinder::new();
    bare.url_must_have_scheme(false).kinds(&[LinkKind::Url]);
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if word.len() > LONGEST_LINK {
            Html.write_escaped_str(&mut out, word)?;
            continue;
        }
        for span in finder.spans(word) {
            if span.kind().is_some() {
                write_span(&mut out, span.as_str(), span.kind(), limit)?;
                continue;
            }
            // Only now, or the `jane.doe` of `jane.doe+news@example.com` would be taken for a domain.
            for span in bare.spans(span.as_str()) {
                write_span(&mut out, span.as_str(), span.kind(), limit)?;
            }
        }
    }
    Ok(out)
}

fn write_span(out: &mut String, text: &str, kind: Option<&LinkKind>, limit: usize) -> fmt::Result {
    match kind.and_then(|kind| address(text, kind)) {
        Some(link) => link.write(out, text, limit),
        None => Html.write_escaped_str(out, text),
    }
}

struct Link {
    href: String,
    rel: &'static str,
}

impl Link {
    fn write(&self, out: &mut String, text: &str, limit: usize) -> fmt::Result {
        out.push_str("<a href=\"");
        Html.write_escaped_str(&mut *out, &self.href)?;
        write!(out, "\"{}>", self.rel)?;
        if text.chars().count() <= limit {
            Html.write_escaped_str(&mut *out, text)?;
        } else {
            let head: String = text.chars().take(limit.saturating_sub(1)).collect();
            Html.write_escaped_str(&mut *out, &head)?;
            out.push('…');
        }
        out.push_str("</a>");
        Ok(())
    }
}

/// Where the link leads; `None` for what is no link to a page or a mailbox, such as `ftp://` or `javascript://`.
fn address(text: &str, kind: &LinkKind) -> Option<Link> {
    if *kind == LinkKind::Email {
        let (local, domain) = text.rsplit_once('@')?;
        let local = utf8_percent_encode(local, MAILBOX);
        let href = format!("mailto:{local}@{}", utf8_percent_encode(domain, MAILBOX));
        return Some(Link { href, rel: "" });
    }
    let lower = text.to_ascii_lowercase();
    let scheme = if lower.starts_with("http://") || lower.starts_with("https://") {
        ""
    } else if lower.starts_with("www.") || is_bare_domain(&lower) {
        "http://"
    } else {
        return None;
    };
    let href = format!("{scheme}{}", utf8_percent_encode(text, ADDRESS));
    Some(Link { href, rel: " rel=\"nofollow\"" })
}

fn is_bare_domain(lower: &str) -> bool {
    let host = lower.split(['/', '?', '#', ':']).next().unwrap_or_default();
    !lower.contains("://") && host.rsplit_once('.').is_some_and(|(_, top)| BARE_DOMAINS.contains(&top))
}
