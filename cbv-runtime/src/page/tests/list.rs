//! Pages of a slice.

use proptest::prelude::*;

use super::*;

#[test]
fn p_01__p_05_a_list_is_counted_by_its_length() {
    let rows = [1, 2, 3, 4, 5];
    let paginator = ListPaginator::new(&rows, per_page(2));
    assert_eq!((paginator.count(), paginator.per_page(), paginator.num_pages()), (5, 2, 3));
    assert_eq!(ListPaginator::<u8>::new(&[], per_page(2)).count(), 0);
}

#[test]
fn p_09_a_list_paginator_takes_messages() {
    let messages = ErrorMessages { no_results: "nothing", ..ErrorMessages::ENGLISH };
    let paginator = ListPaginator::new(&[1], per_page(2)).error_messages(messages);
    assert_eq!(paginator.page(2).unwrap_err().to_string(), "nothing");
    assert_eq!(paginator.page(1).unwrap().next_page_number().unwrap_err().to_string(), "nothing");
    assert_eq!(paginator.page(0).unwrap_err().to_string(), "That page number is less than 1");
}

#[test]
fn p_11_a_page_of_a_list_holds_its_rows() {
    let rows = ["a", "b", "c", "d", "e"];
    let paginator = ListPaginator::new(&rows, per_page(2)).orphans(1);
    assert_eq!(paginator.page(1).unwrap().object_list, [&"a", &"b"]);
    assert_eq!(paginator.page(2).unwrap().object_list, [&"c", &"d", &"e"]);
    assert!(paginator.page(0).is_err() && paginator.page(3).is_err());
}

#[test]
fn p_12_get_page_is_lenient() {
    let paginator = ListPaginator::new(&[1, 2, 3], per_page(2));
    let number = |text| paginator.get_page(text).unwrap().number;
    assert_eq!([number("1"), number("x"), number("0"), number("9"), number("-1")], [1, 1, 2, 2, 2]);
    let empty = ListPaginator::<u8>::new(&[], per_page(2)).allow_empty_first_page(false);
    assert!(empty.get_page("1").is_err() && empty.get_page("x").is_err());
}

#[test]
fn p_14_iterating_yields_every_page_in_order() {
    let rows = [1, 2, 3, 4, 5];
    let paginator = ListPaginator::new(&rows, per_page(2));
    let mut pages = Vec::new();
    for page in &paginator {
        pages.push((page.number, page.into_iter().copied().collect::<Vec<_>>()));
    }
    assert_eq!(pages, [(1, vec![1, 2]), (2, vec![3, 4]), (3, vec![5])]);
    assert_eq!(ListPaginator::<u8>::new(&[], per_page(2)).into_iter().count(), 1);
    assert_eq!(ListPaginator::<u8>::new(&[], per_page(2)).allow_empty_first_page(false).pages().count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p_14_pages_together_are_the_list(rows in prop::collection::vec(0_u8.., 0..200), size in 1_u32..30, orphans in 0_u32..40) {
        let paginator = ListPaginator::new(&rows, per_page(size)).orphans(orphans);
        let together: Vec<u8> = paginator.pages().flatten().copied().collect();
        prop_assert_eq!(&together, &rows);
        for page in &paginator {
            let end = page.end_index() as usize;
            prop_assert_eq!(end + usize::from(!rows.is_empty()) - page.start_index() as usize, page.len());
            prop_assert!(page.iter().copied().eq(&rows[end - page.len()..end]));
        }
    }
}
