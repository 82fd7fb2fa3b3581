//! The addresses of the same list with other parameters, and the inputs that keep parameters in a form. Called by the
//! contexts of list views (`context.rs`, `filter/shown.rs`).

use std::{borrow::Cow, fmt};

use askama::filters::HtmlSafe;
use percent_encoding::utf8_percent_encode;

use super::{
    links::{QUERY, local_path},
    navigation::Escaped,
};

/// Addresses of a list that keep the request's other parameters but the page: another order or filter begins at page 1.
///
/// ```
/// use cbv_runtime::page::QueryLinks;
///
/// let links = QueryLinks::new("/books/", "q=salt&sort=title&page=7", "page");
/// assert_eq!(links.with("sort", "-title"), "/books/?q=salt&sort=-title");
/// assert_eq!(links.with("kind", "a&b"), "/books/?q=salt&sort=title&kind=a%26b");
/// assert_eq!(links.without(["sort"]), "/books/?q=salt");
/// assert_eq!(
///     links.hidden(["q"]).to_string(),
///     r#"<input type="hidden" name="sort" value="title">"#
/// );
/// ```
#[derive(Debug, Clone)]
pub struct QueryLinks<'a> {
    path: Cow<'a, str>,
    query: &'a str,
    page_kwarg: &'static str,
}

impl<'a> QueryLinks<'a> {
    /// Links to `path`, still encoded, whose page is the parameter `page_kwarg`. `query` is the request's raw query without the
    /// question mark. Whatever they hold, the links lead to the same site.
    pub fn new(path: impl Into<Cow<'a, str>>, query: &'a str, page_kwarg: &'static str) -> Self {
        Self { path: path.into(), query, page_kwarg }
    }

    /// The address with this value of the parameter `name`, in place of those it has; with an empty value, without the
    /// parameter. It is not escaped for HTML: `{{ .. }}` in a template does that.
    pub fn with(&self, name: &str, value: impl fmt::Display) -> String {
        let value = value.to_string();
        let mut query = self.kept(&[name]);
        if !value.is_empty() {
            let mut pair = form_urlencoded::Serializer::new(String::new());
            query.push(pair.append_pair(name, &value).finish());
        }
        self.address(&query)
    }

    /// The address without these parameters.
    pub fn without<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> String {
        let names: Vec<&str> = names.into_iter().collect();
        self.address(&self.kept(&names))
    }

    /// Hidden inputs for all parameters but these and the page: a form that is sent by GET drops the query of its own address,
    /// so that what it does not hold itself is kept by them.
    pub fn hidden<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> HiddenInputs {
        let names: Vec<&str> = names.into_iter().collect();
        let pairs = form_urlencoded::parse(self.query.as_bytes()).into_owned();
        HiddenInputs(pairs.filter(|(name, value)| !value.is_empty() && !self.drops(name, &names)).collect())
    }

    fn drops(&self, name: &str, names: &[&str]) -> bool {
        name == self.page_kwarg || names.contains(&name)
    }

    /// The raw parameters that stay. Their names are decoded for the comparison, since `s%6Frt` is read as `sort` too.
    fn kept(&self, names: &[&str]) -> Vec<String> {
        let stays = |raw: &&str| {
            !raw.is_empty()
                && !form_urlencoded::parse(raw.as_bytes()).any(|(name, _)| self.drops(&name, names))
        };
        self.query.split('&').filter(stays).map(|raw| utf8_percent_encode(raw, QUERY).to_string()).collect()
    }

    fn address(&self, query: &[String]) -> String {
        let path = local_path(&self.path);
        match (path.is_empty(), query.is_empty()) {
            (false, true) => path,
            (_, _) => format!("{path}?{}", query.join("&")), // an empty address would be the current one
        }
    }
}

/// `<input type="hidden">` for each parameter of a query. It is HTML already, and not escaped by templates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenInputs(Vec<(String, String)>);

impl fmt::Display for HiddenInputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, value)| {
            write!(f, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", Escaped(name), Escaped(value))
        })
    }
}

impl HtmlSafe for HiddenInputs {}

#[cfg(test)]
mod tests {
    use super::QueryLinks;

    #[test]
    fn a_parameter_is_replaced_and_the_page_dropped() {
        let links = QueryLinks::new("/books/", "tag=x&page=2&s%6Frt=title&tag=y&p%61ge=3&q=a%26b", "page");
        assert_eq!(links.with("sort", "-views"), "/books/?tag=x&tag=y&q=a%26b&sort=-views");
        assert_eq!(links.with("tag", "z"), "/books/?s%6Frt=title&q=a%26b&tag=z");
        assert_eq!(links.with("tag", ""), "/books/?s%6Frt=title&q=a%26b");
        assert_eq!(links.without(["tag", "sort", "q"]), "/books/");
        assert_eq!(QueryLinks::new("", "page=2", "page").without([]), "?");
    }

    #[test]
    fn links_lead_to_the_same_site_and_out_of_no_attribute() {
        let links = QueryLinks::new("//evil.example/", "a=\"><script>&b='", "page");
        assert_eq!(links.with("c", "\"<&#"), "/.//evil.example/?a=%22%3E%3Cscript%3E&b=%27&c=%22%3C%26%23");
        let inputs = links.hidden(["b"]).to_string();
        assert_eq!(inputs, "<input type=\"hidden\" name=\"a\" value=\"&#34;&#62;&#60;script&#62;\">");
    }

    #[test]
    fn inputs_keep_what_has_a_value() {
        let links = QueryLinks::new("/", "a=1&a=2&b=&page=4&c=3", "page");
        let expected =
            "<input type=\"hidden\" name=\"a\" value=\"1\"><input type=\"hidden\" name=\"a\" value=\"2\">";
        assert_eq!(links.hidden(["c"]).to_string(), expected);
    }
}
