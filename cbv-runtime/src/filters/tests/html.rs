//! `urlize` and `urlizetrunc`: what becomes a link, and that nothing of the text gets through as markup.

use askama::{NO_VALUES, Template};

use super::{HOSTILE, escaped};
use crate::filters;

fn urlize(text: &str) -> String {
    filters::urlize::default().execute(text, NO_VALUES).unwrap().0
}

fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{href}\" rel=\"nofollow\">{text}</a>")
}

#[test]
fn addresses_of_pages_become_links() {
    assert_eq!(urlize("http://127.0.0.1/"), link("http://127.0.0.1/", "http://127.0.0.1/"));
    assert_eq!(urlize("http://localhost:8000/a"), link("http://localhost:8000/a", "http://localhost:8000/a"));
    assert_eq!(urlize("HTTPS://EXAMPLE.COM"), link("HTTPS://EXAMPLE.COM", "HTTPS://EXAMPLE.COM"));
    assert_eq!(
        urlize("See www.djangoproject.com now"),
        format!("See {} now", link("http://www.djangoproject.com", "www.djangoproject.com"))
    );
    assert_eq!(
        urlize("a\nexample.com/path?x=1\tb"),
        format!("a\n{}\tb", link("http://example.com/path?x=1", "example.com/path?x=1"))
    );
}

#[test]
fn punctuation_around_an_address_stays_outside() {
    let expected = link("https://example.org/a_(b)", "https://example.org/a_(b)");
    assert_eq!(urlize("https://example.org/a_(b)."), format!("{expected}."));
    assert_eq!(urlize("(https://example.org/a_(b)),"), format!("({expected}),"));
    assert_eq!(urlize("'https://a.com'"), format!("&#39;{}&#39;", link("https://a.com", "https://a.com")));
    assert_eq!(urlize("<http://x.com>"), format!("&#60;{}&#62;", link("http://x.com", "http://x.com")));
}

#[test]
fn mail_addresses_become_links_without_parameters() {
    assert_eq!(urlize("(joe@example.com)"), "(<a href=\"mailto:joe@example.com\">joe@example.com</a>)");
    assert_eq!(
        urlize("first.last+x%3Fy@example.com"),
        "<a href=\"mailto:first.last%2Bx%253Fy@example.com\">first.last+x%3Fy@example.com</a>"
    );
    assert_eq!(
        urlize("jane.doe@example.com"),
        "<a href=\"mailto:jane.doe@example.com\">jane.doe@example.com</a>"
    );
    assert!(!urlize("a@b.com?subject=x").contains("mailto:a@b.com?"));
}

#[test]
fn other_words_stay_words() {
    for text in [
        "main.rs",
        "foo.community",
        "ftp://x.com",
        "javascript:alert(1)",
        "a.b.c",
        "https://",
        "www.",
        "1.5",
        "e.g.",
    ] {
        assert_eq!(urlize(text), text);
    }
    assert!(!urlize("javascript://x.com/%0aalert(1)").contains("href=\"javascript"));
}

#[test]
fn an_address_is_percent_encoded_and_escaped() {
    assert_eq!(
        urlize("http://ex.com/é?q=ü&a=%20"),
        link("http://ex.com/%C3%A9?q=%C3%BC&#38;a=%20", "http://ex.com/é?q=ü&#38;a=%20")
    );
    assert_eq!(
        urlize("http://x.com/\"onmouseover=alert(1)"),
        format!("{}&#34;onmouseover=alert(1)", link("http://x.com/", "http://x.com/"))
    );
}

#[test]
fn urlizetrunc_cuts_the_text_but_not_the_link() {
    let cut =
        |text: &str, limit| filters::urlizetrunc::default().with_0(limit).execute(text, NO_VALUES).unwrap().0;
    let url = "http://example.com/a/long/path";
    assert_eq!(cut(url, 15), link(url, "http://example…"));
    assert_eq!(cut(url, url.len()), link(url, url));
    assert_eq!(cut("https://e.co/é!", 1), link("https://e.co/%C3%A9", "…") + "!");
    assert_eq!(cut("https://e.co", 0), link("https://e.co", "…"));
}

/// Without the links, what is left is the escaped text: no markup but ours comes through.
#[test]
fn nothing_but_links_is_markup() {
    for text in HOSTILE.into_iter().chain([
        "http://a.com/<script>",
        "http://a.com\0b/",
        "x@y.com<b>",
        "http://[::1]/'\"><b",
    ]) {
        let html = urlize(text);
        let mut rest = html.as_str();
        let mut shown = String::new();
        while let Some((before, link)) = rest.split_once("<a href=\"") {
            let (href, link) = link.split_once('"').unwrap();
            assert!(href.starts_with("http") || href.starts_with("mailto:"), "{href}");
            assert!(!href.contains(['<', '>', '\'', '\0', ' ']), "{href}");
            let link = link.strip_prefix(" rel=\"nofollow\"").unwrap_or(link).strip_prefix('>').unwrap();
            let (word, after) = link.split_once("</a>").unwrap();
            shown.push_str(before);
            shown.push_str(word);
            rest = after;
        }
        assert_eq!(shown + rest, escaped(text));
    }
}

#[test]
fn a_word_longer_than_any_address_is_no_link() {
    let word = format!("https://example.com/{}", "a".repeat(3_000));
    assert_eq!(urlize(&word), word);
}

#[test]
fn links_pass_through_linebreaks_unescaped_and_text_does_not() {
    #[derive(Template)]
    #[template(ext = "html", source = "{{ text|filters::urlize }}#{{ text|filters::urlize|linebreaks }}")]
    struct Page {
        text: &'static str,
    }
    let url = link("https://a.com", "https://a.com");
    assert_eq!(
        Page { text: "<i>\nhttps://a.com" }.render().unwrap(),
        format!("&#60;i&#62;\n{url}#<p>&#60;i&#62;<br/>{url}</p>")
    );
}
