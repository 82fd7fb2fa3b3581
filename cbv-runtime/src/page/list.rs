//! Pages of rows that are in memory already.
//!
//! For handlers and views that list a `Vec`. Rows in a database are paged by their query, which loads no
//! more than the page.

use std::num::NonZeroU32;
use std::ops::{Deref, RangeInclusive};

use super::{ErrorMessages, InvalidPage, Page, Paginator};

/// A [`Paginator`] with the slice it cuts. It dereferences to the paginator; iterating over it yields every page.
///
/// Django: [`Paginator`](https://docs.djangoproject.com/en/5.2/ref/paginator/#paginator-class) over a list.
///
/// ```
/// use std::num::NonZeroU32;
/// use cbv_runtime::page::ListPaginator;
///
/// let letters = ['a', 'b', 'c', 'd', 'e'];
/// let paginator = ListPaginator::new(&letters, NonZeroU32::new(2).ok_or("not zero")?);
/// assert_eq!(paginator.num_pages(), 3);
/// assert_eq!(paginator.page(2)?.object_list, [&'c', &'d']);
/// assert_eq!(paginator.get_page("rubbish")?.number, 1);
/// assert_eq!(paginator.pages().map(|page| page.len()).sum::<usize>(), 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ListPaginator<'a, T> {
    object_list: &'a [T],
    paginator: Paginator,
}

impl<'a, T> ListPaginator<'a, T> {
    /// A paginator of `object_list`, `per_page` rows on a page, without orphans.
    #[must_use]
    pub const fn new(object_list: &'a [T], per_page: NonZeroU32) -> Self {
        // No platform's `usize` is wider than `u64`.
        Self { object_list, paginator: Paginator::new(object_list.len() as u64, per_page) }
    }

    /// [`Paginator::orphans`].
    #[must_use]
    pub const fn orphans(mut self, orphans: u32) -> Self {
        self.paginator = self.paginator.orphans(orphans);
        self
    }

    /// [`Paginator::allow_empty_first_page`].
    #[must_use]
    pub const fn allow_empty_first_page(mut self, allow: bool) -> Self {
        self.paginator = self.paginator.allow_empty_first_page(allow);
        self
    }

    /// [`Paginator::error_messages`].
    #[must_use]
    pub const fn error_messages(mut self, messages: ErrorMessages) -> Self {
        self.paginator = self.paginator.error_messages(messages);
        self
    }

    /// The page of this number.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] when there is no such page.
    pub fn page(&self, number: u64) -> Result<Page<&'a T>, InvalidPage> {
        let bounds = self.paginator.bounds(number)?;
        // The bounds lie within a slice, so they fit.
        let skipped = usize::try_from(bounds.start).unwrap_or(usize::MAX);
        let taken = usize::try_from(bounds.end - bounds.start).unwrap_or(usize::MAX);
        let rows = self.object_list.iter().skip(skipped).take(taken).collect();
        Ok(Page::new(rows, number, self.paginator))
    }

    /// The page that text names, read forgivingly as by [`Paginator::get_number`]: there is always one to show.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] when there are no pages at all.
    pub fn get_page(&self, text: &str) -> Result<Page<&'a T>, InvalidPage> {
        self.page(self.paginator.get_number(text)?)
    }

    /// Every page, in order, each made when its turn comes.
    #[must_use]
    pub const fn pages(&self) -> ListPages<'a, T> {
        let paginator = Self { object_list: self.object_list, paginator: self.paginator };
        ListPages { numbers: self.paginator.page_range(), paginator }
    }
}

// Not derived: that would ask for `T: Clone`, and it is only a reference.
impl<T> Clone for ListPaginator<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ListPaginator<'_, T> {}

impl<T> Deref for ListPaginator<'_, T> {
    type Target = Paginator;

    fn deref(&self) -> &Paginator {
        &self.paginator
    }
}

impl<'a, T> IntoIterator for ListPaginator<'a, T> {
    type Item = Page<&'a T>;
    type IntoIter = ListPages<'a, T>;

    fn into_iter(self) -> ListPages<'a, T> {
        self.pages()
    }
}

impl<'a, T> IntoIterator for &ListPaginator<'a, T> {
    type Item = Page<&'a T>;
    type IntoIter = ListPages<'a, T>;

    fn into_iter(self) -> ListPages<'a, T> {
        self.pages()
    }
}

/// The iterator over the pages of a [`ListPaginator`].
#[derive(Debug)]
pub struct ListPages<'a, T> {
    numbers: RangeInclusive<u64>,
    paginator: ListPaginator<'a, T>,
}

impl<'a, T> Iterator for ListPages<'a, T> {
    type Item = Page<&'a T>;

    fn next(&mut self) -> Option<Page<&'a T>> {
        self.numbers.next().and_then(|number| self.paginator.page(number).ok())
    }
}
