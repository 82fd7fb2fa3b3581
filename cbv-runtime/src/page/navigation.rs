//! The ready-made navigation between pages.
//!
//! A template writes `{{ page_obj.navigation(links) }}` and has accessible HTML; who wants other HTML loops
//! over [`Page::elided_page_range`](super::Page::elided_page_range) instead. Which pages exist is the paginator's
//! matter.

use std::fmt::{self, Write};

use askama::filters::{Escaper, Html, HtmlSafe};

use super::{Cursors, Elided, ElidedPageRange, PageLinks, Paginator};

/// The words of a [`Navigation`]; any of them can be replaced. They are text, not HTML: they are escaped.
///
/// ```
/// use cbv_runtime::page::NavigationLabels;
///
/// let labels = NavigationLabels { previous: "Zurück", next: "Weiter", ..NavigationLabels::ENGLISH };
/// assert_eq!(labels.navigation, "Pagination");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavigationLabels<'a> {
    /// Names the landmark to screen readers.
    pub navigation: &'a str,
    /// The link to the page before.
    pub previous: &'a str,
    /// The link to the next page.
    pub next: &'a str,
    /// What a screen reader says for a number; `{number}` stands for the number.
    pub page: &'a str,
    /// Stands for pages left out; not read aloud.
    pub ellipsis: &'a str,
}

impl NavigationLabels<'_> {
    /// The English words.
    pub const ENGLISH: NavigationLabels<'static> = NavigationLabels {
        navigation: "Pagination",
        previous: "Previous",
        next: "Next",
        page: "Page {number}",
        ellipsis: Elided::ELLIPSIS,
    };
}

impl Default for NavigationLabels<'_> {
    fn default() -> Self {
        NavigationLabels::ENGLISH
    }
}

/// Links to the pages of a list: a `nav` landmark with the neighbours, the numbers around the current page and
/// those at both ends. It is empty when there is only one page.
///
/// Made by [`Page::navigation`](super::Page::navigation). It is written straight into the template, which does not
/// escape it: it is HTML already.
///
/// ```
/// use cbv_runtime::page::{NavigationLabels, Page, PageLinks, Paginator};
/// use std::num::NonZeroU32;
///
/// let page = Page::new(vec!["b"], 2, Paginator::new(3, NonZeroU32::MIN));
/// let links = PageLinks::new("/books/", "q=rust", "page");
/// let html = page.navigation(&links).on_ends(1).to_string();
/// assert!(html.contains(r#"<a href="/books/?q=rust&amp;page=3" rel="next">Next</a>"#));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Navigation<'a> {
    number: u64,
    num_pages: u64,
    elided: ElidedPageRange,
    links: &'a PageLinks,
    labels: NavigationLabels<'a>,
    htmx: bool,
    /// Where pages are found by cursors, and have no numbers.
    cursors: Option<&'a Cursors>,
}

impl<'a> Navigation<'a> {
    pub(crate) const fn new(number: u64, paginator: Paginator, links: &'a PageLinks) -> Self {
        let num_pages = paginator.num_pages();
        let elided = ElidedPageRange::new(num_pages, number);
        let labels = NavigationLabels::ENGLISH;
        Self { number, num_pages, elided, links, labels, htmx: false, cursors: None }
    }

    /// Leads by cursors instead of numbers, where there are some.
    pub(crate) const fn cursors(mut self, cursors: Option<&'a Cursors>) -> Self {
        self.cursors = cursors;
        self
    }

    /// Other words, [`NavigationLabels::ENGLISH`] at first.
    #[must_use]
    pub const fn labels(mut self, labels: NavigationLabels<'a>) -> Self {
        self.labels = labels;
        self
    }

    /// How many numbers to show before and after the current page; 3 at first.
    #[must_use]
    pub const fn on_each_side(mut self, pages: u32) -> Self {
        self.elided = self.elided.on_each_side(pages);
        self
    }

    /// How many numbers to show at the start and at the end; 2 at first.
    #[must_use]
    pub const fn on_ends(mut self, pages: u32) -> Self {
        self.elided = self.elided.on_ends(pages);
        self
    }

    /// Whether each link has its address as `hx-get` too, so that htmx asks for it where there is a script, and the link
    /// works as ever where there is none. What is replaced, and whether the address is pushed, stands on an element around it
    /// (`hx-target`, `hx-push-url`), from which htmx inherits.
    #[must_use]
    pub const fn htmx(mut self, htmx: bool) -> Self {
        self.htmx = htmx;
        self
    }

    /// The attributes that lead to a page.
    fn address(&self, f: &mut fmt::Formatter<'_>, address: impl fmt::Display) -> fmt::Result {
        write!(f, "href=\"{}\"", Escaped(&address))?;
        if self.htmx {
            write!(f, " hx-get=\"{}\"", Escaped(&address))?;
        }
        Ok(())
    }

    fn neighbour(&self, f: &mut fmt::Formatter<'_>, to: impl fmt::Display, rel: &str) -> fmt::Result {
        let label = if rel == "prev" { self.labels.previous } else { self.labels.next };
        f.write_str("<li><a ")?;
        self.address(f, to)?;
        write!(f, " rel=\"{rel}\">{}</a></li>", Escaped(label))
    }

    fn number(&self, f: &mut fmt::Formatter<'_>, number: u64) -> fmt::Result {
        let current = if number == self.number { " aria-current=\"page\"" } else { "" };
        let (before, after) = self.labels.page.split_once("{number}").unwrap_or((self.labels.page, ""));
        let (before, after) = (Escaped(before), Escaped(after));
        f.write_str("<li><a ")?;
        self.address(f, self.links.display(number))?;
        write!(f, " aria-label=\"{before}{number}{after}\"{current}>{number}</a></li>")
    }
}

impl Navigation<'_> {
    fn numbers(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number > 1 {
            self.neighbour(f, self.links.display(self.number - 1), "prev")?;
        }
        for item in self.elided {
            match item {
                Elided::Page(number) => self.number(f, number)?,
                // Hidden as a whole, lest an empty item be announced.
                Elided::Ellipsis => {
                    write!(f, "<li aria-hidden=\"true\">{}</li>", Escaped(self.labels.ellipsis))?;
                }
            }
        }
        if self.number < self.num_pages {
            self.neighbour(f, self.links.display(self.number + 1), "next")?;
        }
        Ok(())
    }

    fn both(&self, f: &mut fmt::Formatter<'_>, cursors: &Cursors) -> fmt::Result {
        if let Some(cursor) = &cursors.previous {
            self.neighbour(f, self.links.cursor(cursor), "prev")?;
        }
        if let Some(cursor) = &cursors.next {
            self.neighbour(f, self.links.cursor(cursor), "next")?;
        }
        Ok(())
    }
}

impl fmt::Display for Navigation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alone = match self.cursors {
            Some(Cursors { previous, next }) => previous.is_none() && next.is_none(),
            None => self.num_pages <= 1,
        };
        if alone {
            return Ok(());
        }
        write!(f, "<nav aria-label=\"{}\"><ul>", Escaped(self.labels.navigation))?;
        match self.cursors {
            Some(cursors) => self.both(f, cursors)?,
            None => self.numbers(f)?,
        }
        f.write_str("</ul></nav>")
    }
}

impl HtmlSafe for Navigation<'_> {}

/// Text inside an element or a quoted attribute, escaped while it is written.
pub(crate) struct Escaped<T>(pub(crate) T);

impl<T: fmt::Display> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Writer(f), "{}", self.0)
    }
}

struct Writer<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl Write for Writer<'_, '_> {
    /// askama escapes; only the ampersands of addresses get the name that people know from hand-written HTML.
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (position, part) in text.split('&').enumerate() {
            if position > 0 {
                self.0.write_str("&amp;")?;
            }
            Html.write_escaped_str(&mut *self.0, part)?;
        }
        Ok(())
    }
}
