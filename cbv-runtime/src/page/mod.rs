//! Pages: how a list is cut, which page was asked for, and the links between pages.
//!
//! The list view calls this with a count and a page number and gets back what its template shows; a
//! handler of your own may do the same with a slice ([`ListPaginator`]) or with two queries
//! ([`Paginator::bounds`] is the offset and the end). It follows Django's
//! [paginator](https://docs.djangoproject.com/en/5.2/ref/paginator/) and keeps its names.
//!
//! Only arithmetic and HTML belong here: no SQL, no request, nothing to await. Who runs the queries
//! hands in numbers and rows.
//!
//! ```
//! use std::num::NonZeroU32;
//! use cbv_runtime::page::{Page, PageLinks, Paginator};
//!
//! let rows = 45; // SELECT COUNT(*)
//! let paginator = Paginator::new(rows, NonZeroU32::new(20).ok_or("a page holds at least one row")?);
//! let number = paginator.requested("last")?;
//! assert_eq!(paginator.bounds(number)?, 40..45); // LIMIT 5 OFFSET 40
//!
//! let page = Page::new(vec!["a", "b", "c", "d", "e"], number, paginator);
//! assert_eq!((page.start_index(), page.end_index()), (41, 45));
//!
//! let links = PageLinks::new("/books/", "q=rust&page=last", "page");
//! assert_eq!(links.href(2), "/books/?q=rust&page=2");
//! assert!(page.navigation(&links).to_string().starts_with("<nav"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod elided;
mod error;
mod links;
mod list;
mod navigation;
mod number;
mod page_obj;
mod paginator;
mod paging;
mod query_links;
mod total;
mod uncounted;

#[cfg(test)]
mod tests;

pub use elided::{Elided, ElidedPageRange, ElidedPages};
pub use error::{EmptyReason, ErrorMessages, InvalidPage, NoSuchPage};
pub use links::PageLinks;
pub use list::{ListPages, ListPaginator};
pub(crate) use navigation::Escaped;
pub use navigation::{Navigation, NavigationLabels};
pub use number::PageNumber;
pub use page_obj::Page;
pub use paginator::Paginator;
pub use paging::Paging;
pub use query_links::{HiddenInputs, QueryLinks};
pub use total::{Count, Overflow, Total};
pub(crate) use uncounted::Cursors;
pub use uncounted::{KeysetPage, Paginate, UncountedPage, UncountedPaginator};
