//! Page numbers with the boring ones left out.
//!
//! The navigation writes them, and templates that write their own loop over them. How an item looks is
//! not decided here.

use std::fmt;
use std::ops::Range;

/// One item of an [`ElidedPageRange`].
///
/// It displays as its number or as [`Elided::ELLIPSIS`], and compares with a number, so that a template can
/// say `{% if item == page_obj.number %}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elided {
    /// The number of a page.
    Page(u64),
    /// Pages that were left out.
    Ellipsis,
}

impl Elided {
    /// What stands for the pages left out; Django's `Paginator.ELLIPSIS`.
    pub const ELLIPSIS: &'static str = "…";

    /// The page's number, `None` for the ellipsis.
    #[must_use]
    pub const fn number(self) -> Option<u64> {
        match self {
            Self::Page(number) => Some(number),
            Self::Ellipsis => None,
        }
    }

    /// Whether it stands for pages left out.
    #[must_use]
    pub const fn is_ellipsis(self) -> bool {
        matches!(self, Self::Ellipsis)
    }
}

impl fmt::Display for Elided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(number) => fmt::Display::fmt(number, f),
            Self::Ellipsis => f.pad(Self::ELLIPSIS),
        }
    }
}

impl PartialEq<u64> for Elided {
    fn eq(&self, number: &u64) -> bool {
        self.number() == Some(*number)
    }
}

/// The page numbers around one page and at both ends of the list.
///
/// Made by [`Paginator::get_elided_page_range`](super::Paginator::get_elided_page_range) or
/// [`Page::elided_page_range`](super::Page::elided_page_range); iterate over it, or display it (items with a space
/// between them). Nothing is computed before, however many pages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElidedPageRange {
    num_pages: u64,
    number: u64,
    on_each_side: u64,
    on_ends: u64,
}

impl ElidedPageRange {
    pub(super) const fn new(num_pages: u64, number: u64) -> Self {
        Self { num_pages, number, on_each_side: 3, on_ends: 2 }
    }

    /// How many pages to show before and after the current one; 3 at first.
    #[must_use]
    pub const fn on_each_side(mut self, pages: u32) -> Self {
        self.on_each_side = pages as u64;
        self
    }

    /// How many pages to show at the start and at the end; 2 at first.
    #[must_use]
    pub const fn on_ends(mut self, pages: u32) -> Self {
        self.on_ends = pages as u64;
        self
    }

    /// The items, in order.
    #[must_use]
    pub fn iter(&self) -> ElidedPages {
        let Self { num_pages, number, on_each_side, on_ends } = *self;
        let shown = on_each_side + on_ends;
        let long = num_pages > shown * 2;
        // An ellipsis must stand for more than one page, else the page itself would be as short.
        let left = long && number > shown + 2;
        let right = long && number.saturating_add(shown + 1) < num_pages;
        let first = if left { number.saturating_sub(on_each_side) } else { 1 };
        let last = if right { number.saturating_add(on_each_side) } else { num_pages };
        ElidedPages {
            start: if left { 1..on_ends + 1 } else { 0..0 },
            left,
            middle: first..last.saturating_add(1),
            right,
            end: if right { num_pages - on_ends + 1..num_pages + 1 } else { 0..0 },
        }
    }
}

impl fmt::Display for ElidedPageRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut items = self.iter();
        if let Some(first) = items.next() {
            write!(f, "{first}")?;
        }
        items.try_for_each(|item| write!(f, " {item}"))
    }
}

impl IntoIterator for ElidedPageRange {
    type Item = Elided;
    type IntoIter = ElidedPages;

    fn into_iter(self) -> ElidedPages {
        self.iter()
    }
}

impl IntoIterator for &ElidedPageRange {
    type Item = Elided;
    type IntoIter = ElidedPages;

    fn into_iter(self) -> ElidedPages {
        self.iter()
    }
}

/// The iterator of an [`ElidedPageRange`].
#[derive(Debug, Clone)]
pub struct ElidedPages {
    start: Range<u64>,
    left: bool,
    middle: Range<u64>,
    right: bool,
    end: Range<u64>,
}

impl Iterator for ElidedPages {
    type Item = Elided;

    fn next(&mut self) -> Option<Elided> {
        let ellipsis = |due: &mut bool| std::mem::take(due).then_some(Elided::Ellipsis);
        (self.start.next().map(Elided::Page))
            .or_else(|| ellipsis(&mut self.left))
            .or_else(|| self.middle.next().map(Elided::Page))
            .or_else(|| ellipsis(&mut self.right))
            .or_else(|| self.end.next().map(Elided::Page))
    }
}

impl std::iter::FusedIterator for ElidedPages {}
