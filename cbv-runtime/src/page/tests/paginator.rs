//! Counting, cutting and refusing pages.

use proptest::prelude::*;

use super::*;

#[test]
fn p_01_the_constructor_has_djangos_defaults() {
    let paginator = paginator(23, 10);
    assert_eq!((paginator.count(), paginator.per_page(), paginator.num_pages()), (23, 10, 3));
    assert_eq!(paginator, paginator.orphans(0).allow_empty_first_page(true));
    assert_eq!(paginator, paginator.error_messages(ErrorMessages::default()));
    assert_eq!(super::paginator(0, 10).num_pages(), 1);
}

#[test]
fn p_02_a_page_size_of_zero_cannot_be_built() {
    assert_eq!(NonZeroU32::new(0).map(|rows| Paginator::new(5, rows)), None);
    assert_eq!(paginator(5, 1).num_pages(), 5);
    assert_eq!(paginator(5, u32::MAX).num_pages(), 1);
}

#[test]
fn p_03_orphans_join_the_page_before() {
    let paginator = paginator(23, 10).orphans(3);
    assert_eq!(paginator.num_pages(), 2);
    assert_eq!((paginator.bounds(1), paginator.bounds(2)), (Ok(0..10), Ok(10..23)));
    assert_eq!(paginator.orphans(2).bounds(3), Ok(20..23));
}

#[test]
fn p_04_as_many_orphans_as_rows_are_accepted() {
    let one = paginator(5, 3).orphans(10);
    assert_eq!((one.num_pages(), one.bounds(1)), (1, Ok(0..5)));
    let many = paginator(50, 3).orphans(10);
    assert_eq!((many.num_pages(), many.bounds(13), many.bounds(14)), (14, Ok(36..39), Ok(39..50)));
}

#[test]
fn p_06_the_number_of_pages() {
    let pages = |count, rows, orphans| paginator(count, rows).orphans(orphans).num_pages();
    assert_eq!([pages(0, 4, 0), pages(1, 4, 0), pages(4, 4, 0), pages(5, 4, 0)], [1, 1, 1, 2]);
    assert_eq!([pages(10, 4, 1), pages(10, 4, 2), pages(10, 5, 5), pages(10, 4, 6)], [3, 2, 1, 1]);
    assert_eq!(paginator(0, 4).allow_empty_first_page(false).num_pages(), 0);
    assert_eq!(paginator(1, 4).orphans(2).allow_empty_first_page(false).num_pages(), 1);
}

#[test]
fn p_07_the_page_range_counts_from_one() {
    assert_eq!(paginator(9, 3).page_range(), 1..=3);
    assert!(paginator(0, 3).page_range().eq([1]));
    assert!(paginator(0, 3).allow_empty_first_page(false).page_range().is_empty());
}

#[test]
fn p_08_numbers_are_validated() {
    let paginator = paginator(9, 3);
    assert_eq!((paginator.validate_number(1), paginator.validate_number(3)), (Ok(1), Ok(3)));
    assert_eq!(reason(paginator.validate_number(0)), Some(EmptyReason::MinPage));
    assert_eq!(reason(paginator.validate_number(4)), Some(EmptyReason::NoResults));
    assert_eq!(reason(paginator.parse_number("-1")), Some(EmptyReason::MinPage));
    assert_eq!(reason(paginator.parse_number("4")), Some(EmptyReason::NoResults));
    assert_eq!(paginator.parse_number("3"), Ok(3));
    for text in ["x", "", "None", "1.5", "last"] {
        assert!(is_not_an_integer(&paginator.parse_number(text)), "{text}");
    }
}

#[test]
fn p_09_three_messages_of_which_any_can_be_replaced() {
    let said = |paginator: &Paginator, text| paginator.parse_number(text).unwrap_err().to_string();
    let plain = paginator(9, 3);
    assert_eq!(said(&plain, "x"), "That page number is not an integer");
    assert_eq!(said(&plain, "0"), "That page number is less than 1");
    assert_eq!(said(&plain, "4"), "That page contains no results");

    let messages = ErrorMessages { min_page: "too low", ..ErrorMessages::ENGLISH };
    let one = plain.error_messages(messages);
    assert_eq!(said(&one, "x"), "That page number is not an integer");
    assert_eq!([said(&one, "0"), said(&one, "-1")], ["too low", "too low"]);
    assert_eq!(said(&one, "4"), "That page contains no results");

    let all = ErrorMessages { invalid_page: "no number", min_page: "too low", no_results: "nothing" };
    let all = plain.error_messages(all);
    assert_eq!([said(&all, "x"), said(&all, "0"), said(&all, "4")], ["no number", "too low", "nothing"]);
    assert_eq!(said(&all, "99999999999999999999"), "nothing");
    assert_eq!(all.requested("x").unwrap_err().source.to_string(), "no number");
    // A page's neighbours are asked for in the same words.
    assert_eq!(Page::new(vec![0], 1, all).previous_page_number().unwrap_err().to_string(), "too low");
}

#[test]
fn p_10_page_one_of_an_empty_list() {
    let empty = paginator(0, 3);
    assert_eq!((empty.validate_number(1), empty.bounds(1)), (Ok(1), Ok(0..0)));
    let refused = empty.allow_empty_first_page(false).validate_number(1).unwrap_err();
    assert_eq!(refused.to_string(), "That page contains no results");
}

#[test]
fn p_11_a_page_is_a_strict_slice() {
    let paginator = paginator(12, 5).orphans(2);
    assert_eq!((paginator.bounds(1), paginator.bounds(2)), (Ok(0..5), Ok(5..12)));
    assert_eq!(paginator.orphans(1).bounds(3), Ok(10..12));
    assert!(paginator.bounds(0).is_err() && paginator.bounds(3).is_err());
}

#[test]
fn p_12_the_lenient_reading_finds_a_page() {
    let paginator = paginator(9, 3);
    let lenient = |text| paginator.get_number(text);
    assert_eq!([lenient("2"), lenient("x"), lenient(""), lenient("1.5")], [Ok(2), Ok(1), Ok(1), Ok(1)]);
    assert_eq!([lenient("0"), lenient("-1"), lenient("4")], [Ok(3), Ok(3), Ok(3)]);
    assert_eq!(lenient("99999999999999999999"), Ok(3));

    let refused = super::paginator(0, 3).allow_empty_first_page(false);
    for text in ["1", "2", "-1", "x"] {
        assert_eq!(reason(refused.get_number(text)), Some(EmptyReason::NoResults), "{text}");
    }
}

#[test]
fn l_18_absurd_numbers_do_not_overflow() {
    let absurd = Paginator::new(u64::MAX, NonZeroU32::MIN).orphans(u32::MAX);
    assert_eq!(absurd.count(), i64::MAX as u64);
    assert_eq!(paginator(i64::MAX as u64 + 1, 1), paginator(i64::MAX as u64, 1));
    let last = absurd.num_pages();
    assert_eq!(absurd.bounds(last).unwrap().end, i64::MAX as u64);
    assert!(absurd.bounds(last + 1).is_err());
    for number in [u64::MAX, u64::MAX - 1, i64::MAX as u64 + 1] {
        assert_eq!(reason(absurd.validate_number(number)), Some(EmptyReason::NoResults));
        assert!(absurd.bounds(number).is_err() && absurd.get_elided_page_range(number).is_err());
    }
    assert_eq!(Paginator::new(u64::MAX, NonZeroU32::MAX).bounds(1), Ok(0..u64::from(u32::MAX)));
}

/// The rule in words: cut full pages while more rows than the orphans are left over.
fn cut_by_hand(count: u64, rows: u64, orphans: u64) -> Vec<std::ops::Range<u64>> {
    let mut pages = Vec::new();
    let mut start = 0;
    while count - start > rows + orphans {
        pages.push(start..start + rows);
        start += rows;
    }
    pages.push(start..count);
    pages
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p_03__p_06__p_11_pages_partition_the_list(count in 0_u64..400, rows in 1_u32..30, orphans in 0_u32..40) {
        let paginator = paginator(count, rows).orphans(orphans);
        let pages: Vec<_> = paginator.page_range().map(|number| paginator.bounds(number).unwrap()).collect();
        prop_assert_eq!(pages, cut_by_hand(count, rows.into(), orphans.into()));
    }

    #[test]
    fn p_08_every_number_is_a_page_or_refused(
        count: u64, rows in 1_u32.., orphans: u32, number: u64, allow: bool,
    ) {
        let paginator = paginator(count, rows).orphans(orphans).allow_empty_first_page(allow);
        match paginator.bounds(number) {
            Ok(bounds) => {
                prop_assert!(bounds.start <= bounds.end && i64::try_from(bounds.end).is_ok());
                prop_assert!(paginator.page_range().contains(&number));
            }
            Err(_) => prop_assert!(!paginator.page_range().contains(&number)),
        }
    }
}
