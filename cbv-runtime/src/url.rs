//! URLs written from a pattern's text and its arguments. Called by generated `url(..)` and `absolute_url()`, and by those
//! that are written by hand.

use std::fmt::{Display, Write as _};

use chrono::NaiveDate;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{model::Key, route::prefix};

/// All but the letters, digits and marks that stand for themselves anywhere in a URL (RFC 3986, "unreserved").
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The same with slashes left alone.
const REST: &AsciiSet = &SEGMENT.remove(b'/');

/// A primary key as `url(..)` of a view takes it: the key, or a reference, which is what a template passes. For a key that is
/// a `String`, `&str` as well.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the primary key that the URL needs",
    label = "the key is a `{K}`"
)]
pub trait KeyArgument<K>: Display {}

impl<K: Key> KeyArgument<K> for K {}

impl<K: Key> KeyArgument<K> for &K {}

impl<K: Key> KeyArgument<K> for &&K {}

impl KeyArgument<String> for &str {}

/// A date as `url(..)` of an archive takes it: the date, or a reference, which is what a template passes. Of a date with a time
/// the day is the one in the request's time zone: `request.localdate(post.published_at)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the date that the URL needs",
    label = "not a `NaiveDate`",
    note = "of a date with a time, say which day it is: `request.localdate(..)`"
)]
pub trait DateArgument {
    /// The date.
    fn date(&self) -> NaiveDate;
}

impl DateArgument for NaiveDate {
    fn date(&self) -> NaiveDate {
        *self
    }
}

impl<T: DateArgument> DateArgument for &T {
    fn date(&self) -> NaiveDate {
        (**self).date()
    }
}

/// A URL while it is written, for a model or a redirect without a derive: its arguments are percent-encoded, it begins where
/// the application is mounted, and no argument makes it lead to another site.
///
/// ```
/// use cbv::Url;
///
/// let slug = "war & peace";
/// assert_eq!(Url::new().text("/books/").argument(&slug).text("/").finish(), "/books/war%20%26%20peace/");
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/urlresolvers/#reverse>.
#[derive(Debug, Default)]
pub struct Url {
    url: String,
    /// Whether the pattern itself begins with two slashes, and so names another site.
    elsewhere: bool,
}

impl Url {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self { url: String::new(), elsewhere: false }
    }

    /// Text of the pattern, as it is. A path from the root begins where the application is mounted.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        let start = self.url.is_empty();
        self.elsewhere |= start && text.starts_with("//");
        if start && text.starts_with('/') && !self.elsewhere {
            prefix::push(&mut self.url);
        }
        self.url.push_str(text);
        self
    }

    /// An argument, percent-encoded as one segment.
    #[must_use]
    pub fn argument(self, value: &impl Display) -> Self {
        self.encoded(value, SEGMENT)
    }

    /// The rest of a path, percent-encoded except its slashes.
    #[must_use]
    pub fn rest(self, value: &impl Display) -> Self {
        self.encoded(value, REST)
    }

    /// The whole. When arguments make it begin with two slashes, which would name another site, the second is encoded;
    /// Django's `reverse` does the same.
    pub fn finish(self) -> String {
        match self.url.strip_prefix("//") {
            Some(rest) if !self.elsewhere => format!("/%2F{rest}"),
            _ => self.url,
        }
    }

    fn encoded(mut self, value: &impl Display, set: &'static AsciiSet) -> Self {
        let mut encoder = Encoder { out: &mut self.url, set };
        let _ = write!(encoder, "{value}"); // only a faulty `Display` fails, and then its text ends there
        self
    }
}

struct Encoder<'a> {
    out: &'a mut String,
    set: &'static AsciiSet,
}

impl std::fmt::Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.out.extend(utf8_percent_encode(text, self.set));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn arguments_are_encoded_and_text_is_not() {
        let url = Url::new().text("/books/").argument(&"a b/c?é").text("/").finish();
        assert_eq!(url, "/books/a%20b%2Fc%3F%C3%A9/");
        assert_eq!(Url::new().rest(&"a/b c").finish(), "a/b%20c");
    }

    #[test]
    fn no_argument_leads_to_another_site() {
        assert_eq!(Url::new().text("/").rest(&"/evil.example/").finish(), "/%2Fevil.example/");
        assert_eq!(Url::new().rest(&"//evil.example/").finish(), "/%2Fevil.example/");
        assert_eq!(Url::new().text("/").argument(&"").text("/").argument(&"evil").finish(), "/%2Fevil");
        assert_eq!(Url::new().rest(&"https://evil.example/").finish(), "https%3A//evil.example/");
        assert_eq!(Url::new().text("/").rest(&"\\evil.example").finish(), "/%5Cevil.example");
        // but the pattern may
        assert_eq!(Url::new().text("//cdn.example/").rest(&"a.css").finish(), "//cdn.example/a.css");
        assert_eq!(Url::new().text("/books/").rest(&"/a").finish(), "/books//a");
    }
}
