//! What a template sees of a page whose list is not counted: no total, no number of pages. What is not known has no method,
//! so that a template which asks for it does not compile. Made by the code that `#[derive(ListView)]` writes for
//! `count = none` and `paginate = keyset`.

use std::ops::Deref;

use super::{InvalidPage, Page, Paginator};

/// `page_obj` of a list with `count = none`. It dereferences to a slice of its rows.
///
/// ```
/// use cbv_runtime::page::{Page, UncountedPage};
///
/// let page = Page::whole(vec!["a", "b"]);
/// let page = UncountedPage::new(&page);
/// assert_eq!((page.number, page.len(), page.has_next()), (1, 2, false));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct UncountedPage<'a, T> {
    /// The rows of this page.
    pub object_list: &'a [T],
    /// Its number, counted from 1.
    pub number: u64,
    page: &'a Page<T>,
}

impl<'a, T> UncountedPage<'a, T> {
    /// The page without what nobody counted.
    #[must_use]
    pub const fn new(page: &'a Page<T>) -> Self {
        Self { object_list: page.object_list.as_slice(), number: page.number, page }
    }

    /// Whether a page follows.
    #[must_use]
    pub const fn has_next(&self) -> bool {
        self.page.has_next()
    }

    /// Whether a page comes before.
    #[must_use]
    pub const fn has_previous(&self) -> bool {
        self.page.has_previous()
    }

    /// Whether there is any other page.
    #[must_use]
    pub const fn has_other_pages(&self) -> bool {
        self.page.has_other_pages()
    }

    /// The number of the next page.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] on the last page.
    pub const fn next_page_number(&self) -> Result<u64, InvalidPage> {
        self.page.next_page_number()
    }

    /// The number of the page before.
    ///
    /// # Errors
    /// [`InvalidPage::EmptyPage`] on page 1.
    pub const fn previous_page_number(&self) -> Result<u64, InvalidPage> {
        self.page.previous_page_number()
    }

    /// The position of its first row in the whole list, counted from 1; 0 when the list is empty.
    #[must_use]
    pub const fn start_index(&self) -> u64 {
        self.page.start_index()
    }

    /// The position of its last row in the whole list.
    #[must_use]
    pub const fn end_index(&self) -> u64 {
        self.page.end_index()
    }
}

impl<T> Deref for UncountedPage<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.object_list
    }
}

/// `page_obj` of a list with `paginate = keyset`: its pages have no numbers. It dereferences to a slice of its rows.
#[derive(Debug, Clone, Copy)]
pub struct KeysetPage<'a, T> {
    /// The rows of this page.
    pub object_list: &'a [T],
    page: &'a Page<T>,
}

impl<'a, T> KeysetPage<'a, T> {
    /// The page without what it has no numbers for.
    #[must_use]
    pub const fn new(page: &'a Page<T>) -> Self {
        Self { object_list: page.object_list.as_slice(), page }
    }

    /// Whether a page follows.
    #[must_use]
    pub const fn has_next(&self) -> bool {
        self.page.has_next()
    }

    /// Whether a page comes before.
    #[must_use]
    pub const fn has_previous(&self) -> bool {
        self.page.has_previous()
    }

    /// Whether there is any other page.
    #[must_use]
    pub const fn has_other_pages(&self) -> bool {
        self.page.has_other_pages()
    }

    /// The cursor of the next page, as it stands in `?page=`; `None` on the last page.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&'a str> {
        self.page.cursors().and_then(|cursors| cursors.next.as_deref())
    }

    /// The cursor of the page before, as it stands in `?page=`; `None` on the first page.
    #[must_use]
    pub fn previous_cursor(&self) -> Option<&'a str> {
        self.page.cursors().and_then(|cursors| cursors.previous.as_deref())
    }
}

impl<T> Deref for KeysetPage<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.object_list
    }
}

/// `paginator` of a list that is not counted: it knows how many rows a page has, and nothing of all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UncountedPaginator {
    per_page: u64,
}

impl UncountedPaginator {
    /// The paginator without what nobody counted.
    #[must_use]
    pub const fn new(paginator: &Paginator) -> Self {
        Self { per_page: paginator.per_page() }
    }

    /// The rows on a full page.
    #[must_use]
    pub const fn per_page(&self) -> u64 {
        self.per_page
    }
}

/// How the pages of a list are found: the word `paginate` of a list view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paginate {
    /// By their number.
    #[default]
    Page,
    /// By the row before or behind them: the next and the previous page alone.
    Keyset,
}

/// The cursors of the pages beside one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cursors {
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
}
