//! One HTML page: the errors that an HTML5 parser reports, and the addresses it links to.
//!
//! Used by `crawl`. The parser is html5ever, through scraper, which keeps its errors and selects.

use scraper::{Html, Selector};

use crate::cluster::Fault;

/// What the crawler wants of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// What the parser complains about.
    pub(crate) errors: Vec<String>,
    /// Every address a reader or the browser would follow, as written.
    pub(crate) links: Vec<String>,
}

/// Parses a whole document.
pub(crate) fn parse(text: &str) -> Result<Page, Fault> {
    let html = Html::parse_document(text);
    let mut links = Vec::new();
    for (selector, attribute) in [
        ("[href]:not(base)", "href"),
        ("[src]", "src"),
        // A form that changes something is no link.
        ("form[action]:not([method]), form[action][method=get i]", "action"),
    ] {
        let selector = Selector::parse(selector).map_err(|fault| fault.to_string())?;
        let values = html.select(&selector).filter_map(|element| element.attr(attribute));
        links.extend(values.map(str::to_owned));
    }
    Ok(Page { errors: html.errors.iter().map(ToString::to_string).collect(), links })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Page {
        let head = "<!DOCTYPE html><html lang=\"en\"><head><title>T</title></head>";
        parse(&format!("{head}<body>{body}</body></html>\n")).unwrap()
    }

    #[test]
    fn a_sound_page_has_no_error() {
        let sound = "<main><ul><li>a<li>b</ul><p>1 &lt; 2 &amp; 3<br><img src=\"/i.png\" alt=\"\"></main>";
        assert_eq!(page(sound).errors, [""; 0]);
    }

    #[test]
    fn an_unsound_page_has_errors() {
        for body in [
            "<p><div>a</div></p>",
            "<div>",
            "</div>",
            "<a href=x href=y>a</a>",
            "<table><p>a</p></table>",
            "<b><i>a</b></i>",
            "&nosuch;",
            "<br/ >",
            "<form><form></form></form>",
            "<a href=\"/\"><a href=\"/\">a</a></a>",
            "<!-- a -- b --!>",
            "<input value=\"a\"b>",
            "<html>",
        ] {
            assert!(!page(body).errors.is_empty(), "{body}");
        }
        assert!(!parse("<html><head><title>T</title></head><body></body></html>").unwrap().errors.is_empty());
    }

    #[test]
    fn all_that_is_followed_is_a_link() {
        let links = page(
            "<a href=\"/a/?x=1&amp;y=2\">a</a><img src=\"b.png\" alt=\"\"><form action=\"/c/\"></form>\
             <form method=\"post\" action=\"/d/\"></form><form method=\"GET\" action=\"/e/\"></form>",
        )
        .links;
        assert_eq!(links, ["/a/?x=1&y=2", "b.png", "/c/", "/e/"]);
    }
}
