//! Addresses that come with a request and say where to go afterwards: are they on this site? Called by views and handlers that
//! redirect to such an address, since a link to a log-in page may have any in its `next`.

use url::{ParseError, Url};

use crate::request::{Origin, Request};

/// Whether an address stays on this site, or leads to one of `allowed_hosts` (`books.example`, `books.example:8080`), by http
/// or https, or by https alone.
///
/// It is read as browsers read it: they take backslashes for slashes and leave line breaks out, so that `/\evil.example` leads
/// to another site.
///
/// ```
/// use cbv::url_has_allowed_host_and_scheme as is_safe;
///
/// assert!(is_safe("/books/?page=2", &[], true));
/// assert!(is_safe("https://books.example/", &["books.example"], true));
/// assert!(!is_safe("https://evil.example/", &["books.example"], true));
/// assert!(!is_safe("//evil.example/", &[], true));
/// assert!(!is_safe("javascript:alert(1)", &[], false));
/// ```
///
/// Django: `url_has_allowed_host_and_scheme`, which its log-in view asks
/// (<https://docs.djangoproject.com/en/5.2/topics/auth/default/#django.contrib.auth.views.LoginView>).
pub fn url_has_allowed_host_and_scheme(url: &str, allowed_hosts: &[&str], require_https: bool) -> bool {
    match Url::parse(url) {
        Ok(absolute) => {
            let scheme = absolute.scheme();
            (scheme == "https" || scheme == "http" && !require_https) && is_on(&absolute, allowed_hosts)
        }
        Err(ParseError::RelativeUrlWithoutBase) if !url.trim().is_empty() => {
            // Two sites that nobody has: who stays on both has named none.
            ["https://one.invalid/a/", "https://two.invalid/a/"].iter().all(|site| {
                let joined = Url::parse(site).and_then(|site| Ok((site.join(url)?, site)));
                joined.is_ok_and(|(target, site)| {
                    target.origin() == site.origin() && target.username().is_empty()
                        || !require_https && is_on(&target, allowed_hosts)
                })
            })
        }
        Err(_) => false,
    }
}

fn is_on(url: &Url, hosts: &[&str]) -> bool {
    let host = url.host_str().unwrap_or_default();
    let named = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    url.username().is_empty() && url.password().is_none() && hosts.contains(&named.as_str())
}

impl Request {
    /// Whether an address stays on this site: a path, or a whole address that begins with the [`Origin`] which is attached to
    /// the router.
    ///
    /// The `Host` that a client sends does not count.
    pub fn is_own_url(&self, url: &str) -> bool {
        let origin = self.extensions().get().and_then(|Origin(origin)| Url::parse(origin).ok());
        let Some(origin) = origin else { return url_has_allowed_host_and_scheme(url, &[], true) };
        let host = origin.host_str().unwrap_or_default();
        let named = origin.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        url_has_allowed_host_and_scheme(url, &[&named], origin.scheme() == "https")
    }

    /// Where a parameter of the query wants to go afterwards, `next` of `?next=/books/`, if that is on this site.
    ///
    /// ```
    /// # use cbv::prelude::*;
    /// # fn goal(req: &Request) -> String {
    /// req.next_url("next").unwrap_or_else(|| "/".to_owned())
    /// # }
    /// ```
    ///
    /// Django: `RedirectURLMixin.get_redirect_url` with its `redirect_field_name`.
    pub fn next_url(&self, parameter: &str) -> Option<String> {
        self.query(parameter).filter(|url| self.is_own_url(url)).map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::url_has_allowed_host_and_scheme as is_safe;

    #[test]
    fn paths_stay_here() {
        for own in [
            "/",
            "/books/?next=//x",
            "books/",
            "?page=2",
            "#top",
            "../",
            "/a:b",
            "a b",
            "/é/",
            "/@x",
            "/%2f%2fx",
        ] {
            assert!(is_safe(own, &[], true), "{own}");
        }
    }

    #[test]
    fn other_sites_are_seen_however_they_are_written() {
        for other in [
            "",
            " ",
            "\t",
            "//x.example",
            "///x.example",
            "////x.example/",
            "/\\x.example",
            "\\\\x.example",
            "\\/x.example",
            "/\t/x.example",
            "/\n/x.example",
            "\t//x.example",
            " //x.example",
            "\u{8}//x.example",
            "http:x.example",
            "http:/x.example",
            "https:///x.example",
            "HTTPS://x.example",
            "https://own.example@x.example/",
            "//own.example@x.example",
            "https://x.example@own.example/",
            "https://own.example:8443/",
            "https://own.example.x.example/",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "ftp://own.example/",
            "https://",
            "http://[",
            "//one.invalid/",
            "//two.invalid/",
            "https://one.invalid/",
        ] {
            assert!(!is_safe(other, &["own.example"], false), "{other:?}");
        }
    }

    #[test]
    fn allowed_hosts_are_compared_with_their_port_and_their_scheme() {
        assert!(is_safe("https://own.example/a", &["own.example"], true));
        assert!(is_safe("https://OWN.example:443/a", &["own.example"], true));
        assert!(is_safe("http://own.example:8000/", &["own.example:8000"], false));
        assert!(is_safe("//own.example/a", &["own.example"], false));
        assert!(!is_safe("http://own.example/", &["own.example"], true));
        assert!(!is_safe("//own.example/", &["own.example"], true), "the scheme may be http");
        assert!(!is_safe("https://own.example:8000/", &["own.example"], true));
    }
}
