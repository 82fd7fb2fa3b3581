//! The arithmetic of pages.
//!
//! Everything that pages calls this: the list view, [`ListPaginator`](super::ListPaginator), a handler with
//! its own queries. It holds numbers and no rows, so it knows nothing of slices or databases.

use std::num::NonZeroU32;
use std::ops::{Range, RangeInclusive};

use super::number::parse_integer;
use super::{ElidedPageRange, EmptyReason, ErrorMessages, InvalidPage, NoSuchPage, PageNumber, Total};

/// More rows than this no database counts, and an offset beyond it fits no column.
const MOST_ROWS: u64 = i64::MAX as u64;

/// How many rows there are and how they are cut into pages, counted from 1.
///
/// Plain values, cheap to copy. Rows come to it elsewhere: [`ListPaginator`](super::ListPaginator) has a slice
/// beside it, a list view a query.
///
/// Django: [`Paginator`](https://docs.djangoproject.com/en/5.2/ref/paginator/#paginator-class).
///
/// ```
/// use std::num::NonZeroU32;
/// use cbv_runtime::page::Paginator;
///
/// let ten = NonZeroU32::new(10).ok_or("not zero")?;
/// let paginator = Paginator::new(23, ten).orphans(3);
/// assert_eq!(paginator.num_pages(), 2);
/// assert_eq!(paginator.bounds(2)?, 10..23); // the three orphans stay with the page before
/// assert!(paginator.validate_number(3).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paginator {
    count: u64,
    total: Total,
    per_page: NonZeroU32,
    orphans: u32,
    allow_empty_first_page: bool,
    messages: ErrorMessages,
}

impl Paginator {
    /// A paginator of `count` rows, `per_page` of them on a page, without orphans.
    ///
    /// A count beyond `i64::MAX` is taken as `i64::MAX`, so that every offset fits a database's integer.
    #[must_use]
    pub const fn new(count: u64, per_page: NonZeroU32) -> Self {
        let count = if count > MOST_ROWS { MOST_ROWS } else { count };
        let messages = ErrorMessages::ENGLISH;
        let total = Total::Exact(count);
        Self { count, total, per_page, orphans: 0, allow_empty_first_page: true, messages }
    }

    /// The same rows, with what is said of all of them: the count is then a lower bound, or an estimate.
    pub(super) const fn total_of(mut self, total: Total) -> Self {
        self.total = total;
        self
    }

    /// A last page of at most this many rows is joined to the page before it; Django's `orphans`, 0 at first.
    ///
    /// With as many orphans as rows on a page, or more, the last page simply grows by that many.
    #[must_use]
    pub const fn orphans(mut self, orphans: u32) -> Self {
        self.orphans = orphans;
        self
    }

    /// Whether an empty list has a page 1 (`true` at first) or no page at all.
    #[must_use]
    pub const fn allow_empty_first_page(mut self, allow: bool) -> Self {
        self.allow_empty_first_page = allow;
        self
    }

    /// The words of its errors, [`ErrorMessages::ENGLISH`] at first.
    #[must_use]
    pub const fn error_messages(mut self, messages: ErrorMessages) -> Self {
        self.messages = messages;
        self
    }

    /// The rows on all pages together. Where not all were counted (the words `count = capped(..)`, `estimated` and `none` of
    /// a list view) these are the rows that are known of, or their estimate, and [`total`](Self::total) says which.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The rows on all pages together, and how far that is known: `{{ paginator.total() }}` shows `120`, `more than 10000`
    /// or `about 99800`.
    ///
    /// ```
    /// # use std::num::NonZeroU32;
    /// # use cbv_runtime::page::{Paginator, Total};
    /// assert_eq!(Paginator::new(3, NonZeroU32::MIN).total(), Total::Exact(3));
    /// ```
    #[must_use]
    pub const fn total(&self) -> Total {
        self.total
    }

    /// The rows on a full page.
    #[must_use]
    pub const fn per_page(&self) -> u64 {
        self.per_page.get() as u64
    }

    /// The number of pages, as far as the rows are known. An empty list has one page, or none if its first page may not be
    /// empty.
    ///
    /// Django: [`Paginator.num_pages`](https://docs.djangoproject.com/en/5.2/ref/paginator/#django.core.paginator.Paginator.num_pages).
    #[must_use]
    pub const fn num_pages(&self) -> u64 {
        if self.count == 0 && !self.allow_empty_first_page {
            return 0;
        }
        let hits = self.count.saturating_sub(self.orphans as u64);
        // At least one page is left, even if all rows are orphans.
        if hits == 0 { 1 } else { hits.div_ceil(self.per_page()) }
    }

    /// The numbers of all pages, from 1; empty when there are none.
    ///
    /// ```
    /// # use std::num::NonZeroU32;
    /// # use cbv_runtime::page::Paginator;
    /// assert!(Paginator::new(3, NonZeroU32::MIN).page_range().eq([1, 2, 3]));
    /// ```
    pub const fn page_range(&self) -> RangeInclusive<u64> {
        1..=self.num_pages()
    }

    /// Gives `number` back if there is such a page.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] below 1 and above [`num_pages`](Self::num_pages).
    pub const fn validate_number(&self, number: u64) -> Result<u64, InvalidPage> {
        if number < 1 {
            Err(self.messages.empty_page(EmptyReason::MinPage))
        } else if number > self.num_pages() {
            Err(self.messages.empty_page(EmptyReason::NoResults))
        } else {
            Ok(number)
        }
    }

    /// Reads the number of an existing page from text: ASCII digits only. The word `last` is
    /// [`requested`](Self::requested)'s.
    ///
    /// # Errors
    /// [`InvalidPage::PageNotAnInteger`] if it is no integer, [`InvalidPage::EmptyPage`] if there is no such page;
    /// a number of any length is one of the two.
    pub fn parse_number(&self, text: &str) -> Result<u64, InvalidPage> {
        self.validate_number(parse_integer(text, &self.messages)?)
    }

    /// The page that a client asks for by a number or by the word `last`: what `?page=` holds.
    ///
    /// # Errors
    /// [`NoSuchPage`], whose text is meant for the 404.
    pub fn requested(&self, text: &str) -> Result<u64, NoSuchPage> {
        let parsed = PageNumber::parse_with(text, &self.messages);
        let refused = |source| {
            let requested = match parsed {
                Ok(PageNumber::Number(number)) => number.to_string(),
                _ => text.to_owned(),
            };
            NoSuchPage { requested, source }
        };
        parsed.and_then(|page| page.resolve(self)).map_err(refused)
    }

    /// The forgiving reading of a number: text that is no integer is page 1, an integer without a page (0 and
    /// negative ones too) is the last page. Django's `get_page`, without the rows.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] when there are no pages at all.
    pub fn get_number(&self, text: &str) -> Result<u64, InvalidPage> {
        match self.parse_number(text) {
            Ok(number) => Ok(number),
            Err(InvalidPage::PageNotAnInteger { .. }) => self.validate_number(1),
            Err(InvalidPage::EmptyPage { .. }) => self.validate_number(self.num_pages().max(1)),
        }
    }

    /// The rows of a page, counted from 0: its start is the offset, its length the limit. The last page reaches
    /// to the end of the list, orphans included.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] when there is no such page. Both ends fit an `i64`.
    pub const fn bounds(&self, number: u64) -> Result<Range<u64>, InvalidPage> {
        // No `?` in a const function.
        let number = match self.validate_number(number) {
            Ok(number) => number,
            Err(refused) => return Err(refused),
        };
        // Neither overflows: a valid page starts within `count`, which is at most `MOST_ROWS`.
        let start = (number - 1) * self.per_page();
        let end = start + self.per_page();
        let is_last = end + self.orphans as u64 >= self.count;
        Ok(start..if is_last { self.count } else { end })
    }

    /// The page numbers around `number` and at both ends, with an ellipsis for the rest.
    ///
    /// Django: [`Paginator.get_elided_page_range`](https://docs.djangoproject.com/en/5.2/ref/paginator/#django.core.paginator.Paginator.get_elided_page_range);
    /// its `on_each_side` and `on_ends` are set on the result.
    ///
    /// ```
    /// # use std::num::NonZeroU32;
    /// # use cbv_runtime::page::Paginator;
    /// let paginator = Paginator::new(50, NonZeroU32::MIN);
    /// let range = paginator.get_elided_page_range(10)?.on_each_side(1);
    /// assert_eq!(range.to_string(), "1 2 … 9 10 11 … 49 50");
    /// # Ok::<(), cbv_runtime::page::InvalidPage>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] when there is no page `number`.
    pub const fn get_elided_page_range(&self, number: u64) -> Result<ElidedPageRange, InvalidPage> {
        match self.validate_number(number) {
            Ok(number) => Ok(ElidedPageRange::new(self.num_pages(), number)),
            Err(refused) => Err(refused),
        }
    }
}
