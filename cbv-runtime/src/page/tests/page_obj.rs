//! What a page knows.

use super::*;

fn page(number: u64) -> Page<char> {
    Page::new(vec!['x', 'y', 'z'], number, paginator(11, 3).orphans(2))
}

#[test]
fn p_21_a_page_is_a_sequence_of_its_rows() {
    let page = page(2);
    assert_eq!((page.len(), page.is_empty(), page.get(1), page.get(3)), (3, false, Some(&'y'), None));
    assert_eq!((page.first(), &page[1..]), (Some(&'x'), ['y', 'z'].as_slice()));
    assert!(page.contains(&'z') && !page.contains(&'a'));
    assert!(page.iter().rev().eq(&['z', 'y', 'x']));
    let mut seen = String::new();
    for row in &page {
        seen.push(*row);
    }
    assert_eq!((seen.as_str(), page.to_string().as_str()), ("xyz", "<Page 2 of 3>"));
    assert!(page.into_iter().eq(['x', 'y', 'z']));
}

#[test]
fn p_23_neighbours_are_plain_comparisons() {
    let neighbours = |page: &Page<char>| (page.has_previous(), page.has_next(), page.has_other_pages());
    assert_eq!(neighbours(&page(1)), (false, true, true));
    assert_eq!(neighbours(&page(2)), (true, true, true));
    assert_eq!(neighbours(&page(3)), (true, false, true));
    assert_eq!(neighbours(&Page::new(vec!['x'], 1, paginator(1, 3))), (false, false, false));
}

#[test]
fn p_24_asking_beyond_the_ends_is_an_error() {
    assert_eq!((page(2).previous_page_number(), page(2).next_page_number()), (Ok(1), Ok(3)));
    assert_eq!(reason(page(1).previous_page_number()), Some(EmptyReason::MinPage));
    assert_eq!(reason(page(3).next_page_number()), Some(EmptyReason::NoResults));
    assert!(page(u64::MAX).next_page_number().is_err());
}

#[test]
fn p_25_the_start_index() {
    assert_eq!([page(1).start_index(), page(2).start_index(), page(3).start_index()], [1, 4, 7]);
    assert_eq!(Page::<u8>::new(vec![], 1, paginator(0, 3)).start_index(), 0);
}

#[test]
fn p_26_the_end_index_includes_the_orphans() {
    assert_eq!([page(1).end_index(), page(2).end_index(), page(3).end_index()], [3, 6, 11]);
    assert_eq!(Page::<u8>::new(vec![], 1, paginator(0, 3)).end_index(), 0);
}

#[test]
fn p_27__l_21_a_page_carries_paginator_rows_and_whether_others_exist() {
    let page = page(2);
    let has_other_pages = page.has_other_pages();
    let Page { object_list, number, paginator, .. } = page;
    assert_eq!((object_list, number), (vec!['x', 'y', 'z'], 2));
    assert_eq!((paginator.count(), has_other_pages), (11, true));
}

#[test]
fn a_list_without_paging_is_one_whole_page() {
    let page = Page::whole(vec![1, 2, 3]);
    assert_eq!((page.number, page.paginator.num_pages(), page.len()), (1, 1, 3));
    assert_eq!((page.start_index(), page.end_index(), page.has_other_pages()), (1, 3, false));
    let empty = Page::<u8>::whole(vec![]);
    assert_eq!((empty.start_index(), empty.end_index(), empty.paginator.num_pages()), (0, 0, 1));
}
