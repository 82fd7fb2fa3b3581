//! Which text names a page.

use proptest::prelude::*;

use super::*;

#[test]
fn l_15_last_is_the_last_page() {
    assert_eq!(paginator(9, 2).requested("last").unwrap(), 5);
    assert_eq!(paginator(0, 2).requested("last").unwrap(), 1);
    assert_eq!("last".parse(), Ok(PageNumber::Last));
    let none = paginator(0, 2).allow_empty_first_page(false).requested("last").unwrap_err();
    assert_eq!(none.to_string(), "Invalid page (last): That page contains no results");
}

#[test]
fn l_16_text_that_is_no_number_is_refused_in_words() {
    for text in ["LAST", "Last", "last ", "1.0", "abc", "1\0", "\u{fffd}", "-", "--1", ""] {
        let refused = paginator(9, 2).requested(text).unwrap_err();
        assert_eq!(refused.to_string(), "The page is neither “last” nor an integer", "{text:?}");
        assert_eq!(refused.requested, text);
    }
}

#[test]
fn l_17_only_plain_digits_are_a_number() {
    for text in ["7", "07", "0000000000000000000000000000007"] {
        assert_eq!(PageNumber::parse(text), Ok(PageNumber::Number(7)), "{text:?}");
    }
    for text in ["+1", " 1", "1 ", "1_0", "1.0", "1e3", "0x1", "\u{661}", "\u{ff11}", "1\u{a0}", "²"] {
        assert!(is_not_an_integer(&PageNumber::parse(text)), "{text:?}");
    }
    for text in ["-1", "-0", "-99999999999999999999"] {
        let below_one = ErrorMessages::ENGLISH.empty_page(EmptyReason::MinPage);
        assert_eq!(PageNumber::parse(text), Err(below_one), "{text:?}");
    }
    let too_large = ErrorMessages::ENGLISH.empty_page(EmptyReason::NoResults);
    assert_eq!(PageNumber::parse("99999999999999999999"), Err(too_large));
    assert_eq!(PageNumber::parse("18446744073709551615"), Ok(PageNumber::Number(u64::MAX)));
}

#[test]
fn l_18_a_page_out_of_range_is_named_with_the_reason() {
    let said = |text| paginator(9, 2).requested(text).unwrap_err().to_string();
    assert_eq!(said("0"), "Invalid page (0): That page number is less than 1");
    assert_eq!(said("-1"), "Invalid page (-1): That page number is less than 1");
    assert_eq!(said("006"), "Invalid page (6): That page contains no results");
    assert_eq!(
        said("99999999999999999999"),
        "Invalid page (99999999999999999999): That page contains no results"
    );
    assert_eq!(
        said("18446744073709551615"),
        "Invalid page (18446744073709551615): That page contains no results"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn l_17_any_text_is_a_page_or_refused(text in "\\PC*|[-+0-9 _.e]{0,30}", count in 0_u64..100) {
        let digits = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
        match paginator(count, 3).requested(&text) {
            Ok(number) => prop_assert!(digits && text.parse() == Ok(number)),
            Err(refused) => prop_assert!(text != "last" && refused.requested.len() <= text.len()),
        }
    }
}
