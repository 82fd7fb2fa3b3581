//! Which numbers are shown and which are left out.

use proptest::prelude::*;

use super::*;

fn shown(pages: u64, number: u64, sides: u32, ends: u32) -> String {
    let range = paginator(pages, 1).get_elided_page_range(number).unwrap();
    range.on_each_side(sides).on_ends(ends).to_string()
}

#[test]
fn p_16_the_ellipsis_is_one_replaceable_character() {
    assert_eq!((Elided::ELLIPSIS, Elided::Ellipsis.to_string().as_str()), ("…", "…"));
    let links = PageLinks::new("/", "", "page");
    let labels = NavigationLabels { ellipsis: "~", ..NavigationLabels::ENGLISH };
    let html = Page::new(vec![0], 1, paginator(50, 1)).navigation(&links).labels(labels).to_string();
    assert!(html.contains(">~<") && !html.contains('…'));
}

#[test]
fn p_17_the_number_is_validated_and_few_pages_are_all_shown() {
    let paginator = paginator(50, 1);
    assert!(paginator.get_elided_page_range(0).is_err() && paginator.get_elided_page_range(51).is_err());
    assert_eq!(shown(10, 5, 3, 2), "1 2 3 4 5 6 7 8 9 10");
    assert_eq!(shown(11, 1, 3, 2), "1 2 3 4 … 10 11");
    let default = paginator.get_elided_page_range(1).unwrap();
    assert_eq!(default, default.on_each_side(3).on_ends(2));
    assert_eq!(default.to_string(), "1 2 3 4 … 49 50");
}

#[test]
fn p_17_the_range_is_lazy() {
    let endless = Paginator::new(u64::MAX, NonZeroU32::MIN);
    let first = endless.get_elided_page_range(1).unwrap().on_each_side(u32::MAX).on_ends(u32::MAX);
    assert_eq!(first.iter().nth(3), Some(Elided::Page(4)));
    let last = endless.get_elided_page_range(endless.num_pages()).unwrap();
    assert_eq!(last.iter().count(), 7);
}

#[test]
fn p_18_pages_on_the_left_are_left_out() {
    assert_eq!(shown(50, 7, 3, 2), "1 2 3 4 5 6 7 8 9 10 … 49 50");
    assert_eq!(shown(50, 8, 3, 2), "1 2 … 5 6 7 8 9 10 11 … 49 50");
    assert_eq!(shown(50, 50, 3, 2), "1 2 … 47 48 49 50");
}

#[test]
fn p_19_pages_on_the_right_are_left_out() {
    assert_eq!(shown(50, 44, 3, 2), "1 2 … 41 42 43 44 45 46 47 48 49 50");
    assert_eq!(shown(50, 43, 3, 2), "1 2 … 40 41 42 43 44 45 46 … 49 50");
}

#[test]
fn p_20_no_ends_and_no_sides() {
    assert_eq!(shown(50, 25, 3, 0), "… 22 23 24 25 26 27 28 …");
    assert_eq!(shown(50, 25, 0, 2), "1 2 … 25 … 49 50");
    assert_eq!((shown(50, 25, 0, 0), shown(50, 1, 0, 0)), ("… 25 …".into(), "1 …".into()));
    assert_eq!((shown(5, 3, 0, 0), shown(2, 1, 0, 0)), ("… 3 …".into(), "1 2".into()));
}

#[test]
fn items_compare_with_numbers() {
    assert!(Elided::Page(3) == 3 && Elided::Page(3) != 4 && Elided::Ellipsis != 3);
    assert_eq!((Elided::Page(3).number(), Elided::Ellipsis.number()), (Some(3), None));
    assert!(Elided::Ellipsis.is_ellipsis() && !Elided::Page(3).is_ellipsis());
}

/// The rows P-17 to P-20 as sentences about each page by itself, then runs of hidden pages become an ellipsis.
fn by_the_words(pages: u64, number: u64, sides: u64, ends: u64) -> Vec<Elided> {
    let all = pages <= 2 * (sides + ends);
    let elide_left = !all && number > sides + ends + 2;
    let elide_right = !all && (number as i64) < pages as i64 - sides as i64 - ends as i64 - 1;
    let mut items = Vec::new();
    for page in 1..=pages {
        let hidden = if page < number {
            elide_left && page > ends && page + sides < number
        } else {
            elide_right && page + ends <= pages && page > number + sides
        };
        if !hidden {
            items.push(Elided::Page(page));
        } else if items.last() != Some(&Elided::Ellipsis) {
            items.push(Elided::Ellipsis);
        }
    }
    items
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p_17__p_18__p_19_the_range_follows_the_rules(
        (pages, number) in (1_u64..60).prop_flat_map(|pages| (Just(pages), 1..=pages)),
        sides in 0_u32..8,
        ends in 0_u32..8,
    ) {
        let range = paginator(pages, 1).get_elided_page_range(number).unwrap().on_each_side(sides).on_ends(ends);
        let expected = by_the_words(pages, number, sides.into(), ends.into());
        prop_assert_eq!(range.into_iter().collect::<Vec<_>>(), expected);
    }
}
