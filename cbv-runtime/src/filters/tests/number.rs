//! `floatformat`, `intcomma` and `pluralize`: Django's answers, then numbers of any size.

use askama::{NO_VALUES, Template};
use rust_decimal::Decimal;

use super::HOSTILE;
use crate::filters::{self, Number, Places};

fn floatformat(value: impl Number, places: impl Places) -> String {
    filters::floatformat::default().with_0(places).execute(value, NO_VALUES).unwrap()
}

fn intcomma(value: impl Number) -> String {
    filters::intcomma::default().execute(value, NO_VALUES).unwrap()
}

fn pluralize(count: impl Number, suffixes: &str) -> String {
    filters::pluralize::default().with_0(suffixes).execute(count, NO_VALUES).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn floatformat_shows_the_places_asked_for() {
    assert_eq!(floatformat(34.23234, 3), "34.232");
    assert_eq!(floatformat(34.0, 3), "34.000");
    assert_eq!(floatformat(34.23234, 0), "34");
    assert_eq!(floatformat(39.56, 0), "40");
    assert_eq!(floatformat(7, 2), "7.00");
    assert_eq!(floatformat(-7_i8, 2), "-7.00");
    assert_eq!(floatformat(decimal("0.000"), 2), "0.00");
    assert_eq!(floatformat(1e-7, 2), "0.00");
}

#[test]
fn floatformat_with_a_negative_argument_leaves_whole_numbers_alone() {
    assert_eq!(floatformat(34.23234, -3), "34.232");
    assert_eq!(floatformat(34.0, -3), "34");
    assert_eq!(floatformat(34.26, -1), "34.3");
    assert_eq!(floatformat(decimal("1.50"), -3), "1.500");
    assert_eq!(floatformat(decimal("2.00"), -3), "2");
    assert_eq!(floatformat(1e22, -2), "10000000000000000000000");
}

/// Rust's own `{:.2}` rounds the binary fraction: it makes 0.12 of 0.125 and 1.00 of 1.005.
#[test]
fn floatformat_rounds_halves_away_from_zero_as_they_are_read() {
    assert_eq!(floatformat(0.125, 2), "0.13");
    assert_eq!(floatformat(1.005, 2), "1.01");
    assert_eq!(floatformat(2.675_f32, 2), "2.68");
    assert_eq!(floatformat(34.25, 1), "34.3");
    assert_eq!([0.5, 1.5, 2.5, -2.5].map(|half| floatformat(half, 0)).join(" "), "1 2 3 -3");
    assert_eq!(floatformat(999.95, 1), "1000.0");
    assert_eq!(floatformat(9.5, 0), "10");
}

#[test]
fn floatformat_has_no_negative_zero() {
    assert_eq!(floatformat(-0.04, 1), "0.0");
    assert_eq!(floatformat(-0.0, 1), "0.0");
    assert_eq!(floatformat(-0.05, 1), "-0.1");
}

#[test]
fn floatformat_groups_thousands_when_asked() {
    assert_eq!(floatformat(34232.34, "2g"), "34,232.34");
    assert_eq!(floatformat(34232.06, "g"), "34,232.1");
    assert_eq!(floatformat(34232.0, "-3g"), "34,232");
    assert_eq!(floatformat(999_999.99, "1g"), "1,000,000.0");
    assert_eq!(floatformat(decimal("-1234567.895"), "2g"), "-1,234,567.90");
    // Without localization, `u` has nothing to switch off.
    assert_eq!(floatformat(34232.34, "2u"), "34232.34");
    assert_eq!(floatformat(34232.34, "1gu"), "34,232.3");
}

#[test]
fn floatformat_shows_what_it_cannot_round_as_it_is() {
    assert_eq!(floatformat(f64::NAN, 2), "NaN");
    assert_eq!(floatformat(f64::NEG_INFINITY, "2g"), "-inf");
    assert_eq!(floatformat(1.5, "abc"), "1.5");
    assert_eq!(floatformat(1.5, ""), "1.5");
    assert_eq!(floatformat(None::<f64>, 2), "");
}

#[test]
fn any_size_of_number_and_argument_is_answered() {
    assert_eq!(floatformat(u128::MAX, 1), format!("{}.0", u128::MAX));
    assert_eq!(floatformat(f64::MAX, 2).len(), 309 + 3);
    assert_eq!(floatformat(f64::MIN_POSITIVE, i64::MAX), format!("0.{}", "0".repeat(200)));
    assert_eq!(floatformat(1.5, i64::MIN), format!("1.5{}", "0".repeat(199)));
    assert_eq!(floatformat(Decimal::MIN, "2g"), "-79,228,162,514,264,337,593,543,950,335.00");
    assert_eq!(intcomma(i128::MIN), "-170,141,183,460,469,231,731,687,303,715,884,105,728");
    assert_eq!(pluralize(u128::MAX, "s"), "s");
    for text in HOSTILE {
        assert_eq!(floatformat(0.5, text), "0.5");
        pluralize(1, text);
    }
}

#[test]
fn intcomma_puts_a_comma_before_every_third_digit() {
    let shown = [0, 100, 999, 1_000, -999, -1_000, -100_000, 4_500_000].map(intcomma);
    assert_eq!(shown.join(" "), "0 100 999 1,000 -999 -1,000 -100,000 4,500,000");
    assert_eq!(intcomma(1_234_567.25), "1,234,567.25");
    assert_eq!(intcomma(decimal("1234567.50")), "1,234,567.50");
    assert_eq!(intcomma(-0.5), "-0.5");
    assert_eq!(intcomma(f32::INFINITY), "inf");
    assert_eq!(intcomma(None::<i32>), "");
}

#[test]
fn pluralize_takes_djangos_suffixes() {
    assert_eq!([0, 1, 2].map(|count| pluralize(count, "s")), ["s", "", "s"]);
    assert_eq!([1, 2].map(|count| pluralize(count, "es")), ["", "es"]);
    assert_eq!([1, 2].map(|count| pluralize(count, "y,ies")), ["y", "ies"]);
    assert_eq!([1.0, 1.5].map(|count| pluralize(count, "s")), ["", "s"]);
    assert_eq!([decimal("1.00"), decimal("1.01")].map(|count| pluralize(count, "s")), ["", "s"]);
    // Askama's own filter calls -1 singular.
    assert_eq!(pluralize(-1, "s"), "s");
    assert_eq!(pluralize(2, "a,b,c"), "");
    assert_eq!(pluralize(None::<u8>, "s"), "");
}

#[test]
fn templates_give_literals_variables_and_nothing() {
    #[derive(Template)]
    #[template(
        ext = "html",
        source = r#"{{ price|filters::floatformat }} {{ price|filters::floatformat(2) }} {{ price|filters::floatformat("2g") }}
{{ price|filters::floatformat(places) }} {{ 1.25|filters::floatformat }} {{ sold|filters::intcomma }} cop{{ sold|filters::pluralize("y,ies") }}
{{ tags.len() }} tag{{ tags.len()|filters::pluralize }} {{ sold|filters::pluralize("<i>,<b>") }}"#
    )]
    struct Page {
        price: Decimal,
        places: i32,
        sold: Option<i64>,
        tags: Vec<&'static str>,
    }
    let page = Page { price: decimal("1234.565"), places: -2, sold: Some(1_000), tags: vec!["new"] };
    assert_eq!(
        page.render().unwrap(),
        "1234.6 1234.57 1,234.57\n1234.57 1.3 1,000 copies\n1 tag &#60;b&#62;"
    );
}
