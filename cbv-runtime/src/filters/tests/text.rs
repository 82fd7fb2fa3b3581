//! `truncatewords`, `truncatechars`, `capfirst`, `slugify` and `striptags`: Django's answers, then hostile text.

use askama::{NO_VALUES, Template};

use super::{HOSTILE, escaped};
use crate::filters::{self, slugify};

fn truncatewords(text: &str, words: usize) -> String {
    filters::truncatewords::default().with_0(words).execute(text, NO_VALUES).unwrap()
}

fn truncatechars(text: &str, chars: usize) -> String {
    filters::truncatechars::default().with_0(chars).execute(text, NO_VALUES).unwrap()
}

fn capfirst(text: &str) -> String {
    filters::capfirst::default().execute(text, NO_VALUES).unwrap()
}

fn striptags(text: &str) -> String {
    filters::striptags::default().execute(text, NO_VALUES).unwrap()
}

#[test]
fn truncatewords_keeps_whole_words_and_drops_line_breaks() {
    assert_eq!(truncatewords("Joel is a slug", 2), "Joel is …");
    assert_eq!(truncatewords("a\n b\t c", 2), "a b …");
    assert_eq!(truncatewords("a b", 2), "a b");
    assert_eq!(truncatewords("a … b", 2), "a …");
    assert_eq!(truncatewords("a b c", 0), "");
    assert_eq!(truncatewords("", 3), "");
    assert_eq!(truncatewords("a b", usize::MAX), "a b");
}

#[test]
fn truncatechars_counts_the_ellipsis() {
    assert_eq!(truncatechars("Joel is a slug", 7), "Joel i…");
    assert_eq!(truncatechars("abc", 3), "abc");
    assert_eq!(truncatechars("abcd", 3), "ab…");
    assert_eq!(truncatechars("abc", 1), "…");
    assert_eq!(truncatechars("abc", 0), "");
    assert_eq!(truncatechars("a…bc", 3), "a……");
    assert_eq!(truncatechars("abc", usize::MAX), "abc");
}

#[test]
fn truncatechars_counts_letters_not_bytes_and_no_accents() {
    assert_eq!(truncatechars("日本語です", 3), "日本…");
    assert_eq!(truncatechars("e\u{301}e\u{301}e\u{301}", 2), "é…");
    assert_eq!(truncatechars("q\u{301}q\u{301}q\u{301}", 2), "q\u{301}…");
    assert_eq!(truncatechars("q\u{301}q\u{301}", 2), "q\u{301}q\u{301}");
    assert_eq!(truncatechars("🇫🇷🇫🇷", 2), "🇫…");
}

#[test]
fn capfirst_leaves_the_rest_alone() {
    assert_eq!(capfirst("élan VITAL"), "Élan VITAL");
    assert_eq!(capfirst("ßa"), "SSa");
    assert_eq!(capfirst(""), "");
}

#[test]
fn slugify_is_djangos() {
    assert_eq!(slugify(" Hello, World! "), "hello-world");
    assert_eq!(slugify("Crème Brûlée: a first course"), "creme-brulee-a-first-course");
    assert_eq!(slugify("_-a - b__-"), "a-b");
    assert_eq!(slugify("ﬁ Ⅷ ½"), "fi-viii-12");
    assert_eq!(slugify("x--y__z"), "x-y__z");
    assert_eq!(slugify("a\x1cb"), "a-b");
    assert_eq!(slugify("a&-b"), "a-b");
    assert_eq!(slugify("straße"), "strae");
    assert_eq!(slugify("İ"), "i");
    assert_eq!(slugify("a\0b"), "ab");
    assert_eq!(slugify("日本"), "");
    assert_eq!(slugify("<script>"), "script");
}

#[test]
fn slugify_of_any_text_fits_into_a_path() {
    for text in HOSTILE {
        let slug = slugify(text);
        assert!(
            slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b)),
            "{slug}"
        );
        assert_eq!(slugify(&slug), slug);
    }
}

#[test]
fn striptags_removes_what_looks_like_a_tag() {
    assert_eq!(striptags("<b>Joel</b> <button>is</button> a <span>slug</span>"), "Joel is a slug");
    assert_eq!(striptags("<!DOCTYPE html>k<br/>z<BR />"), "kz");
    assert_eq!(striptags("x <!-- a > b --> y"), "x  y");
    assert_eq!(striptags("<script>alert(1)</script>"), "alert(1)");
    assert_eq!(striptags("a &amp; b"), "a &amp; b");
    assert_eq!(striptags("<?php a ?>b</>"), "b");
}

#[test]
fn striptags_leaves_comparisons_and_unfinished_tags() {
    for text in ["a < b > c", "1<2", "<b", "<1>", "<>x", ">", "<", "<!-- a"] {
        assert_eq!(striptags(text), text);
    }
}

#[test]
fn striptags_leaves_no_tag_that_it_made_itself() {
    assert_eq!(striptags("<<b>script>alert(1)<</b>/script>"), "alert(1)");
    let deep = format!("{}{}", "<b".repeat(50_000), ">".repeat(50_000));
    assert_eq!(striptags(&deep), "");
    assert_eq!(striptags(&"<".repeat(100_000)).len(), 100_000);
    assert_eq!(striptags(&"<!-->".repeat(20_000)), "");
}

#[derive(Template)]
#[template(
    ext = "html",
    source = "{{ text|filters::truncatewords(99) }}|{{ text|filters::truncatechars(*limit) }}|{{ text|filters::capfirst }}|{{ text|filters::slugify }}|{{ text|filters::striptags }}"
)]
struct All<'a> {
    text: &'a str,
    limit: usize,
}

#[test]
fn askama_escapes_what_the_filters_return() {
    for text in HOSTILE {
        let expected =
            [truncatewords(text, 99), truncatechars(text, 9), capfirst(text), slugify(text), striptags(text)];
        let expected: Vec<_> = expected.iter().map(|text| escaped(text)).collect();
        assert_eq!(All { text, limit: 9 }.render().unwrap(), expected.join("|"));
    }
}

/// A `Display` of the author's may fail; that is an error of the rendering, not a panic.
#[test]
fn a_value_that_cannot_be_displayed_is_an_error() {
    struct Broken;
    impl std::fmt::Display for Broken {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Err(std::fmt::Error)
        }
    }
    assert!(filters::capfirst::default().execute(Broken, NO_VALUES).is_err());
    assert!(filters::urlize::default().execute(Broken, NO_VALUES).is_err());
}
