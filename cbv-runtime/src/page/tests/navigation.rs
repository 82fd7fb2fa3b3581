//! The ready-made navigation.

use super::*;

fn html(pages: u64, number: u64, query: &str) -> String {
    let links = PageLinks::new("/books/", query, "page");
    Page::new(vec![0], number, paginator(pages, 1)).navigation(&links).to_string()
}

#[test]
fn the_whole_navigation() {
    assert_eq!(
        html(3, 2, ""),
        "<nav aria-label=\"Pagination\"><ul>\
         <li><a href=\"/books/\" rel=\"prev\">Previous</a></li>\
         <li><a href=\"/books/\" aria-label=\"Page 1\">1</a></li>\
         <li><a href=\"/books/?page=2\" aria-label=\"Page 2\" aria-current=\"page\">2</a></li>\
         <li><a href=\"/books/?page=3\" aria-label=\"Page 3\">3</a></li>\
         <li><a href=\"/books/?page=3\" rel=\"next\">Next</a></li>\
         </ul></nav>"
    );
}

#[test]
fn htmx_gets_the_same_addresses() {
    let links = PageLinks::new("/books/", "q=a", "page");
    let page = Page::new(vec![0], 2, paginator(3, 1));
    let (plain, htmx) = (page.navigation(&links), page.navigation(&links).htmx(true));
    assert_eq!(
        (plain.to_string().matches("hx-get").count(), htmx.to_string().matches("hx-get").count()),
        (0, 5)
    );
    assert!(
        htmx.to_string().contains("<a href=\"/books/?q=a&amp;page=3\" hx-get=\"/books/?q=a&amp;page=3\" rel")
    );
    assert_eq!(htmx.htmx(false).to_string(), plain.to_string());
}

#[test]
fn the_ends_have_one_neighbour() {
    let (first, last) = (html(3, 1, ""), html(3, 3, ""));
    assert!(!first.contains("rel=\"prev\"") && first.contains("href=\"/books/?page=2\" rel=\"next\""));
    assert!(!last.contains("rel=\"next\"") && last.contains("href=\"/books/?page=2\" rel=\"prev\""));
}

#[test]
fn pages_left_out_are_hidden_from_screen_readers() {
    let html = html(50, 25, "");
    assert_eq!(html.matches("<li aria-hidden=\"true\">…</li>").count(), 2);
    assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
    assert_eq!(html.matches("<li>").count(), 11 + 2);
    let links = PageLinks::new("/books/", "", "page");
    let page = Page::new(vec![0], 25, paginator(50, 1));
    let short = page.navigation(&links).on_each_side(0).on_ends(1);
    assert_eq!(short.to_string().matches("<li>").count(), 3 + 2);
}

#[test]
fn one_page_needs_no_navigation() {
    assert_eq!((html(1, 1, ""), html(0, 1, "q=x")), (String::new(), String::new()));
}

#[test]
fn everything_from_outside_is_escaped() {
    let links = PageLinks::new("/a&b\"<", "q=1&copy=2&x=\"><script>&page=2", "page");
    let labels = NavigationLabels {
        navigation: "<\"n\">",
        previous: "a & b",
        next: "it's <next>",
        page: "\"{number}\" & more",
        ellipsis: "<...>",
    };
    let html = Page::new(vec![0], 25, paginator(50, 1)).navigation(&links).labels(labels).to_string();
    // The number and the link to the next page.
    let href = "href=\"/a&amp;b%22%3C?q=1&amp;copy=2&amp;x=%22%3E%3Cscript%3E&amp;page=26\"";
    assert_eq!(html.matches(href).count(), 2);
    assert!(html.contains("aria-label=\"&#60;&#34;n&#34;&#62;\"") && html.contains(">a &amp; b<"));
    assert!(html.contains(">it&#39;s &#60;next&#62;<") && html.contains(">&#60;...&#62;<"));
    assert!(html.contains("aria-label=\"&#34;25&#34; &amp; more\""));
    assert!(!html.contains("script>"));
}
