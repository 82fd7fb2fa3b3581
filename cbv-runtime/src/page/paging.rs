//! How a list is cut into pages, before it is known how many rows it has: what the words of a list view say, as one value.
//! Made by list views and by handlers of the user's own; read by `query/paginate.rs`.

use std::num::NonZeroU32;

use super::{Count, Overflow, Paginator, Total};

/// The settings of a paged list, for [`QuerySet::paginate_by`](crate::query::QuerySet::paginate_by).
///
/// ```
/// use std::num::NonZeroU32;
/// use cbv_runtime::page::{Count, Overflow, Paging};
///
/// const PER_PAGE: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// const PAGING: Paging = Paging::new(PER_PAGE).count(Count::Capped(10_000)).overflow(Overflow::Last);
/// # let _ = PAGING;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    per_page: NonZeroU32,
    orphans: u32,
    allow_empty_first_page: bool,
    count: Count,
    overflow: Overflow,
}

impl Paging {
    /// `per_page` rows on a page, no orphans, an exact count, 404 outside the list.
    #[must_use]
    pub const fn new(per_page: NonZeroU32) -> Self {
        let (count, overflow) = (Count::Exact, Overflow::NotFound);
        Self { per_page, orphans: 0, allow_empty_first_page: true, count, overflow }
    }

    /// The same with so many rows on a page.
    pub(crate) const fn of_pages(mut self, per_page: NonZeroU32) -> Self {
        self.per_page = per_page;
        self
    }

    /// A last page of at most this many rows is joined to the page before it.
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

    /// How the rows are counted.
    #[must_use]
    pub const fn count(mut self, count: Count) -> Self {
        self.count = count;
        self
    }

    /// What is answered to a page number outside the list.
    #[must_use]
    pub const fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    pub(crate) const fn counting(&self) -> Count {
        self.count
    }

    pub(crate) const fn outside(&self) -> Overflow {
        self.overflow
    }

    pub(crate) const fn per_page(&self) -> NonZeroU32 {
        self.per_page
    }

    /// The most rows that a page can have: a full one with the orphans.
    pub(crate) const fn most_rows(&self) -> u64 {
        self.per_page.get() as u64 + self.orphans as u64
    }

    /// The paginator of a list that has `total` rows, `known` of them for sure (or by the estimate).
    pub(crate) const fn paginator(&self, total: Total, known: u64) -> Paginator {
        Paginator::new(known, self.per_page)
            .total_of(total)
            .orphans(self.orphans)
            .allow_empty_first_page(self.allow_empty_first_page)
    }

    /// The paginator of a list that has so many rows.
    pub(crate) const fn exactly(&self, count: u64) -> Paginator {
        self.paginator(Total::Exact(count), count)
    }
}
