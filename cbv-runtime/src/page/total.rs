//! How many rows there are, as far as it is known, and how much a list spends on knowing it. Set by the words `count` and
//! `overflow` of a list view; read by the paginator and by `query/paginate.rs`, which counts.

use std::fmt;

/// How a list finds out how many rows it has: the word `count` of a list view.
///
/// Counting is what a page of a large table costs most: PostgreSQL and MariaDB look at every row.
///
/// ```
/// use cbv_runtime::page::Count;
///
/// assert_eq!(Count::default(), Count::Exact);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Count {
    /// All rows are counted, as Django does.
    #[default]
    Exact,
    /// At most so many are counted; where there are more, the total is [`Total::MoreThan`].
    Capped(u64),
    /// The database's own estimate where nothing filters the rows and there are many of them: [`Total::About`]. Else they
    /// are counted. PostgreSQL and MariaDB have one, SQLite has not.
    Estimated,
    /// Nothing is counted: one row more than the page has is read, to know whether a page follows.
    None,
}

/// What is answered to a page number outside the list: the word `overflow` of a list view. Text that is no number is always
/// 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overflow {
    /// 404, as Django's `ListView` does.
    #[default]
    NotFound,
    /// The last page, as Django's `Paginator.get_page` does. Where not all rows are counted, the last page that is known.
    Last,
    /// The first page.
    First,
}

/// How many rows there are, as far as it is known. Displayed as `120`, `more than 10000`, `about 99800` or `unknown`; a
/// template in another language matches on it.
///
/// ```
/// use cbv_runtime::page::Total;
///
/// assert_eq!(Total::MoreThan(10_000).to_string(), "more than 10000");
/// assert_eq!(Total::Exact(7).exact(), Some(7));
/// assert_eq!(Total::About(99_800).exact(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exact(u64),
    /// More than were counted.
    MoreThan(u64),
    /// So many by the database's estimate.
    About(u64),
    /// Nobody counted.
    Unknown,
}

impl Total {
    /// The number, where it is exact.
    #[must_use]
    pub const fn exact(self) -> Option<u64> {
        match self {
            Self::Exact(rows) => Some(rows),
            Self::MoreThan(_) | Self::About(_) | Self::Unknown => None,
        }
    }

    /// Whether it is exact.
    #[must_use]
    pub const fn is_exact(self) -> bool {
        self.exact().is_some()
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(rows) => write!(f, "{rows}"),
            Self::MoreThan(rows) => write!(f, "more than {rows}"),
            Self::About(rows) => write!(f, "about {rows}"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}
