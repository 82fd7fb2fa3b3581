//! Tests of the pages, in one file for each part. What Django does was observed with its 5.2 paginator.

#![expect(non_snake_case, reason = "a test that proves several rows joins their ids by two underscores")]

use std::num::NonZeroU32;

use super::*;

mod elided;
mod links;
mod list;
mod navigation;
mod number;
mod page_obj;
mod paginator;
mod template;

fn per_page(rows: u32) -> NonZeroU32 {
    NonZeroU32::new(rows).unwrap()
}

fn paginator(count: u64, rows: u32) -> Paginator {
    Paginator::new(count, per_page(rows))
}

fn reason(result: Result<u64, InvalidPage>) -> Option<EmptyReason> {
    match result {
        Err(InvalidPage::EmptyPage { reason, .. }) => Some(reason),
        _ => None,
    }
}

fn is_not_an_integer<T>(result: &Result<T, InvalidPage>) -> bool {
    matches!(result, Err(InvalidPage::PageNotAnInteger { .. }))
}
