//! The addresses of the other pages.
//!
//! The view layer makes one [`PageLinks`] of a request's path and query, templates and the
//! navigation ask it for addresses. Escaping for HTML is not done here but where the text is written.

use std::{borrow::Borrow, fmt};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What may not stand in a link's query. `%` may: what is encoded already stays as it is.
pub(super) const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'\'').add(b'#').add(b'<').add(b'>');
/// The same for a path. Browsers read a backslash as a slash, so `/\host` would lead to another site.
const PATH: &AsciiSet = &QUERY.add(b'?').add(b'\\').add(b'`').add(b'{').add(b'}');

/// Addresses of a list's pages that keep the request's other query parameters: what was searched, sorted or
/// filtered stays so on every page.
///
/// ```
/// use cbv_runtime::page::PageLinks;
///
/// let links = PageLinks::new("/books/", "q=a%26b&page=7&tag=x&tag=y", "page");
/// assert_eq!(links.href(2), "/books/?q=a%26b&tag=x&tag=y&page=2");
/// assert_eq!(links.href(1), "/books/?q=a%26b&tag=x&tag=y"); // page 1 needs no number
/// assert_eq!(PageLinks::new("/books/", "page=7", "page").href(1), "/books/");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLinks {
    /// Page 1, where it has a shorter address than the others.
    first: Option<String>,
    before: String,
    after: String,
}

impl PageLinks {
    /// Links to `path`, with the page's number in the query parameter `page_kwarg`.
    ///
    /// `path` is the request's full path, still encoded, without the query (under `Router::nest`, that of
    /// `OriginalUri`). `query` is the request's raw query without the question mark, empty if there is none: its
    /// parameters stay as they are, in their order, repeated ones too, except for `page_kwarg`. Whatever path and
    /// query hold, the links lead to the same site.
    #[must_use]
    pub fn new(path: &str, query: &str, page_kwarg: &str) -> Self {
        let mut first = local_path(path);
        let before_query = first.len();
        push_query(&mut first, query, page_kwarg);
        let has_query = first.len() > before_query;
        let mut before = format!("{first}{}", if has_query { '&' } else { '?' });
        before.extend(form_urlencoded::byte_serialize(page_kwarg.as_bytes()));
        before.push('=');
        if first.is_empty() {
            // An empty address is the current one, its page number included.
            first.push('?');
        }
        Self { first: Some(first), before, after: String::new() }
    }

    /// Links for a route that has the number in its path, as in `/books/page/{page}/`: `before` and `after` are the
    /// path on both sides of the number.
    ///
    /// The query is kept as by [`new`](Self::new), without `page_kwarg`, which the path would overrule.
    ///
    /// ```
    /// use cbv_runtime::page::PageLinks;
    ///
    /// let links = PageLinks::in_path("/books/page/", "/", "q=rust&page=9", "page");
    /// assert_eq!(links.href(2), "/books/page/2/?q=rust");
    /// ```
    #[must_use]
    pub fn in_path(before: &str, after: &str, query: &str, page_kwarg: &str) -> Self {
        let mut after = utf8_percent_encode(after, PATH).to_string();
        push_query(&mut after, query, page_kwarg);
        Self { first: None, before: local_path(before), after }
    }

    /// The address of page `number`. It is not escaped for HTML: `{{ links.href(2) }}` in a template does that.
    #[must_use]
    pub fn href(&self, number: impl Borrow<u64>) -> String {
        self.display(*number.borrow()).to_string()
    }

    /// The address of the page at a cursor, which is safe in an address.
    pub(crate) fn cursor(&self, cursor: &str) -> String {
        format!("{}{cursor}{}", self.before, self.after)
    }

    /// The same as [`href`](Self::href), written without making a `String`.
    pub(super) const fn display(&self, number: u64) -> Href<'_> {
        Href { links: self, number }
    }
}

pub(super) struct Href<'a> {
    links: &'a PageLinks,
    number: u64,
}

impl fmt::Display for Href<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.links.first {
            Some(first) if self.number == 1 => f.write_str(first),
            _ => write!(f, "{}{}{}", self.links.before, self.number, self.links.after),
        }
    }
}

/// A request may have any path, so `//host/` must not become a link to that host, nor `scheme:` a scheme.
pub(super) fn local_path(path: &str) -> String {
    let prefix = match path.as_bytes() {
        [b'/', b'/', ..] => "/.",
        [] | [b'/', ..] => "",
        _ => "./",
    };
    format!("{prefix}{}", utf8_percent_encode(path, PATH))
}

/// Appends `?` and the parameters other than `page_kwarg`, or nothing if there are none.
fn push_query(address: &mut String, query: &str, page_kwarg: &str) {
    let mut separator = '?';
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        // Decoded for the comparison, since `p%61ge` is read as `page` too.
        let is_page = form_urlencoded::parse(parameter.as_bytes()).any(|(name, _)| name == page_kwarg);
        if !is_page {
            address.push(separator);
            address.extend(utf8_percent_encode(parameter, QUERY));
            separator = '&';
        }
    }
}
