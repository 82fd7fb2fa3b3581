//! One page of rows: `page_obj` in a template.
//!
//! The view layer and [`ListPaginator`](super::ListPaginator) build it, templates read it. Loading rows does not
//! belong here: a page has them already.

use std::fmt;
use std::num::NonZeroU32;
use std::ops::Deref;

use super::{Cursors, ElidedPageRange, InvalidPage, Navigation, PageLinks, Paginator};

/// The rows of one page, and where it stands among the others.
///
/// It dereferences to a slice of its rows, so that length, index, slice, `contains`, iteration and reverse
/// iteration are the slice's own.
///
/// Django: [`Page`](https://docs.djangoproject.com/en/5.2/ref/paginator/#page-class).
///
/// ```
/// use std::num::NonZeroU32;
/// use cbv_runtime::page::{Page, Paginator};
///
/// let paginator = Paginator::new(5, NonZeroU32::new(2).ok_or("not zero")?);
/// let page = Page::new(vec!["c", "d"], 2, paginator);
/// assert_eq!(page.to_string(), "<Page 2 of 3>");
/// assert!(page.contains(&"d"));
/// assert_eq!(page.next_page_number()?, 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows of this page.
    pub object_list: Vec<T>,
    /// Its number, counted from 1.
    pub number: u64,
    /// What it is a page of.
    pub paginator: Paginator,
    /// Where pages are found by cursors.
    cursors: Option<Box<Cursors>>,
}

impl<T> Page<T> {
    /// Page `number` of `paginator`, with the rows that were loaded for it.
    ///
    /// Nothing is checked: take `number` from [`Paginator::requested`] or [`Paginator::validate_number`], the rows from
    /// [`Paginator::bounds`].
    #[must_use]
    pub const fn new(object_list: Vec<T>, number: u64, paginator: Paginator) -> Self {
        Self { object_list, number, paginator, cursors: None }
    }

    /// A page that is found by a cursor: it has no number, and its paginator no count.
    pub(crate) fn at_cursor(object_list: Vec<T>, paginator: Paginator, cursors: Cursors) -> Self {
        Self { object_list, number: 1, paginator, cursors: Some(Box::new(cursors)) }
    }

    /// The cursors of the pages beside it, where pages are found by cursors.
    pub(crate) fn cursors(&self) -> Option<&Cursors> {
        self.cursors.as_deref()
    }

    /// The only page of a list that is not paged, so that a template finds the same names in both cases.
    ///
    /// ```
    /// use cbv_runtime::page::Page;
    ///
    /// let page = Page::whole(vec!["a", "b", "c"]);
    /// assert_eq!((page.number, page.end_index(), page.has_other_pages()), (1, 3, false));
    /// ```
    #[must_use]
    pub fn whole(object_list: Vec<T>) -> Self {
        let rows = u32::try_from(object_list.len()).unwrap_or(u32::MAX);
        let per_page = NonZeroU32::new(rows).unwrap_or(NonZeroU32::MIN);
        let paginator = Paginator::new(rows.into(), per_page);
        Self { object_list, number: 1, paginator, cursors: None }
    }

    /// Whether a page follows.
    #[must_use]
    pub const fn has_next(&self) -> bool {
        match &self.cursors {
            Some(cursors) => cursors.next.is_some(),
            None => self.number < self.paginator.num_pages(),
        }
    }

    /// Whether a page comes before.
    #[must_use]
    pub const fn has_previous(&self) -> bool {
        match &self.cursors {
            Some(cursors) => cursors.previous.is_some(),
            None => self.number > 1,
        }
    }

    /// Whether there is any other page: `is_paginated` in a template.
    #[must_use]
    pub const fn has_other_pages(&self) -> bool {
        self.has_previous() || self.has_next()
    }

    /// The number of the next page.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] on the last page. In a template, ask [`has_next`](Self::has_next) first and write
    /// `{{ page_obj.next_page_number()? }}`.
    pub const fn next_page_number(&self) -> Result<u64, InvalidPage> {
        self.paginator.validate_number(self.number.saturating_add(1))
    }

    /// The number of the page before.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] on page 1.
    pub const fn previous_page_number(&self) -> Result<u64, InvalidPage> {
        self.paginator.validate_number(self.number.saturating_sub(1))
    }

    /// The position of its first row in the whole list, counted from 1; 0 when the list is empty.
    #[must_use]
    pub const fn start_index(&self) -> u64 {
        if self.paginator.count() == 0 {
            return 0;
        }
        self.paginator.per_page().saturating_mul(self.number.saturating_sub(1)).saturating_add(1)
    }

    /// The position of its last row in the whole list; on the last page that is the count, orphans included.
    #[must_use]
    pub const fn end_index(&self) -> u64 {
        if self.number == self.paginator.num_pages() {
            return self.paginator.count();
        }
        self.paginator.per_page().saturating_mul(self.number)
    }

    /// [`Paginator::get_elided_page_range`] around this page, which needs no check.
    #[must_use]
    pub const fn elided_page_range(&self) -> ElidedPageRange {
        ElidedPageRange::new(self.paginator.num_pages(), self.number)
    }

    /// The links to the other pages, ready for a template: `{{ page_obj.navigation(links) }}`.
    #[must_use]
    pub fn navigation<'a>(&'a self, links: &'a PageLinks) -> Navigation<'a> {
        Navigation::new(self.number, self.paginator, links).cursors(self.cursors())
    }
}

impl<T> Deref for Page<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.object_list
    }
}

impl<T> fmt::Display for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paginator.total().is_exact() {
            true => write!(f, "<Page {} of {}>", self.number, self.paginator.num_pages()),
            false => write!(f, "<Page {}>", self.number),
        }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.object_list.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.object_list.iter()
    }
}
