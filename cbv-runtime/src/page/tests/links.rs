//! The addresses of other pages.

use proptest::prelude::*;

use super::*;

fn href(path: &str, query: &str, number: u64) -> String {
    PageLinks::new(path, query, "page").href(number)
}

#[test]
fn other_parameters_stay_as_they_are() {
    let query = "tag=b&tag=a&q=a%26b%20c+d&flag&empty=&bytes=%ff&page=3&x=page";
    let kept = "tag=b&tag=a&q=a%26b%20c+d&flag&empty=&bytes=%ff&x=page";
    assert_eq!(href("/books/", query, 2), format!("/books/?{kept}&page=2"));
    assert_eq!(href("/books/", query, 1), format!("/books/?{kept}"));
}

#[test]
fn the_page_parameter_is_replaced_however_it_was_written() {
    for query in ["", "page=3", "page", "page=3&page=last", "p%61ge=3", "&&page=3&"] {
        assert_eq!(href("/books/", query, 2), "/books/?page=2", "{query}");
        assert_eq!(href("/books/", query, 1), "/books/", "{query}");
    }
    assert_eq!(PageLinks::new("/b", "page=1&p+%26=2", "p &").href(3), "/b?page=1&p+%26=3");
}

#[test]
fn what_a_link_cannot_hold_is_encoded_once() {
    assert_eq!(
        href("/ä b/%C3%A4?#", "q=ä b\"<'>#\n%20", 1),
        "/%C3%A4%20b/%C3%A4%3F%23?q=%C3%A4%20b%22%3C%27%3E%23%0A%20"
    );
}

#[test]
fn links_stay_on_the_site() {
    assert_eq!(href("//evil.example/", "", 2), "/.//evil.example/?page=2");
    assert_eq!(href("/\\evil.example/", "", 2), "/%5Cevil.example/?page=2");
    assert_eq!(href("/\t/evil.example/", "", 2), "/%09/evil.example/?page=2");
    assert_eq!(href("javascript:alert(1)", "", 2), "./javascript:alert(1)?page=2");
    assert_eq!(PageLinks::in_path("//evil.example/", "/", "", "page").href(2), "/.//evil.example/2/");
}

#[test]
fn an_empty_path_means_the_current_one() {
    assert_eq!([href("", "page=3", 1), href("", "page=3", 2)], ["?", "?page=2"]);
    assert_eq!([href("", "q=x", 1), href("", "q=x", 2)], ["?q=x", "?q=x&page=2"]);
}

#[test]
fn the_number_may_stand_in_the_path() {
    let links = PageLinks::in_path("/books/page/", "/", "page=9&q=rust", "page");
    assert_eq!([links.href(1), links.href(2)], ["/books/page/1/?q=rust", "/books/page/2/?q=rust"]);
    assert_eq!(PageLinks::in_path("/books/", "", "", "page").href(3), "/books/3");
    assert_eq!(PageLinks::in_path("/", "/ä?", "", "page").href(3), "/3/%C3%A4%3F");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn links_read_as_the_request_did(query in "([a-c&=%+]|page|%41|ä|\"| ){0,20}", number in 2_u64..) {
        let read = |query: &str| -> Vec<(String, String)> {
            form_urlencoded::parse(query.as_bytes()).into_owned().collect()
        };
        let mut expected = read(&query);
        expected.retain(|(name, _)| name != "page");
        expected.push(("page".to_owned(), number.to_string()));

        let href = href("/books/", &query, number);
        let (path, linked) = href.split_once('?').unwrap();
        prop_assert_eq!(path, "/books/");
        prop_assert_eq!(read(linked), expected);
        prop_assert!(linked.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>#".contains(&byte)));
    }
}
