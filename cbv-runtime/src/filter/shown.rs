//! What a template sees of the parameters of its list: the values to redraw forms with, and links that change one of them and
//! keep the others. Made by the context that the derive writes, which has a field for each filter and each key of the order.

use std::{borrow::Cow, fmt, ops::Deref};

use super::{Asked, filtered, sort};
use crate::{
    context::query_links,
    page::{HiddenInputs, Page, QueryLinks},
    request::Request,
    view::MultipleObject,
};

/// The text that is searched for; `search` of a list with `search_fields`: `<input name="q" value="{{ search }}">`.
#[derive(Debug, Clone)]
pub struct Search<'a> {
    name: &'static str,
    text: String,
    links: QueryLinks<'a>,
}

impl Search<'_> {
    /// The parameter's name, `q` unless `search_param` says otherwise.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether something is searched for.
    pub fn is_active(&self) -> bool {
        !self.text.is_empty()
    }

    /// The list without the search.
    pub fn clear(&self) -> String {
        self.links.without([self.name])
    }

    /// Hidden inputs for a form that holds the search alone: they keep all other parameters but the page.
    pub fn hidden(&self) -> HiddenInputs {
        self.links.hidden([self.name])
    }
}

impl fmt::Display for Search<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// One filter; a field of [`Filters`]. It shows as the text that was given, whether that can be read or not.
#[derive(Debug, Clone)]
pub struct Filter<'a> {
    name: &'static str,
    values: Vec<Cow<'a, str>>,
    error: Option<String>,
    links: QueryLinks<'a>,
}

impl Filter<'_> {
    /// The parameter's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The texts that were given; several when the parameter is repeated.
    pub fn values(&self) -> &[Cow<'_, str>] {
        &self.values
    }

    /// Whether this is one of the values that were given, for `selected` and `checked`: `filters.status.is("draft")`.
    pub fn is(&self, value: impl fmt::Display) -> bool {
        let value = value.to_string();
        self.values.iter().any(|given| *given == value)
    }

    /// Whether it narrows the list: it is given, and can be read.
    pub fn is_active(&self) -> bool {
        !self.values.is_empty() && self.error.is_none()
    }

    /// Why the value that was given is ignored.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The list with this value of the filter.
    pub fn href(&self, value: impl fmt::Display) -> String {
        self.links.with(self.name, value)
    }

    /// The list without the filter.
    pub fn clear(&self) -> String {
        self.links.without([self.name])
    }
}

impl fmt::Display for Filter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.values.last().map_or("", |value| value))
    }
}

/// The filters of a list with `filter_fields`: each is a field, `filters.status`.
#[derive(Debug, Clone)]
pub struct Filters<'a, T> {
    each: T,
    names: Vec<&'static str>,
    search: &'static str,
    active: bool,
    links: QueryLinks<'a>,
}

impl<T> Filters<'_, T> {
    /// Whether one of them narrows the list.
    pub fn is_active(&self) -> bool {
        self.active
    }

    /// The list without any filter; what is searched for stays.
    pub fn clear(&self) -> String {
        self.links.without(self.names.iter().copied())
    }

    /// Hidden inputs for a form that holds all filters, and the search where there is one: they keep all other parameters but
    /// the page.
    pub fn hidden(&self) -> HiddenInputs {
        self.links.hidden(self.names.iter().copied().chain([self.search]))
    }
}

impl<T> Deref for Filters<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.each
    }
}

/// One key of the order; a field of [`Sort`].
#[derive(Debug, Clone)]
pub struct SortKey<'a> {
    param: &'static str,
    key: &'static str,
    /// Whether it is the first key of the order that is asked for, and descending.
    first: Option<bool>,
    links: QueryLinks<'a>,
}

impl SortKey<'_> {
    /// The list in this order; in the opposite one when it is in this order already.
    pub fn href(&self) -> String {
        if self.is_asc() { self.desc() } else { self.asc() }
    }

    /// The list in this order, smallest first.
    pub fn asc(&self) -> String {
        self.links.with(self.param, self.key)
    }

    /// The list in this order, largest first.
    pub fn desc(&self) -> String {
        self.links.with(self.param, format_args!("-{}", self.key))
    }

    /// Whether the list is in this order, smallest first, because that is asked for.
    pub fn is_asc(&self) -> bool {
        self.first == Some(false)
    }

    /// Whether the list is in this order, largest first, because that is asked for.
    pub fn is_desc(&self) -> bool {
        self.first == Some(true)
    }

    /// What a column's `aria-sort` says: `ascending`, `descending` or `none`.
    pub fn aria_sort(&self) -> &'static str {
        match self.first {
            Some(false) => "ascending",
            Some(true) => "descending",
            None => "none",
        }
    }
}

/// The order that is asked for; `sort` of a list with `ordering_fields`. Each key is a field, `sort.title`; it shows as its
/// known keys, `-views,title`, and as nothing when the default order holds.
#[derive(Debug, Clone)]
pub struct Sort<'a, T> {
    each: T,
    param: &'static str,
    text: String,
    links: QueryLinks<'a>,
}

impl<T> Sort<'_, T> {
    /// The parameter's name, `sort` unless `sort_param` says otherwise.
    pub fn name(&self) -> &'static str {
        self.param
    }

    /// Whether this is the order that is asked for, for `selected`: `sort.is("-views")`.
    pub fn is(&self, order: impl fmt::Display) -> bool {
        self.text == order.to_string()
    }

    /// The list in its default order.
    pub fn clear(&self) -> String {
        self.links.without([self.param])
    }

    /// Hidden inputs for a form that holds the order alone: they keep all other parameters but the page.
    pub fn hidden(&self) -> HiddenInputs {
        self.links.hidden([self.param])
    }
}

impl<T> Deref for Sort<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.each
    }
}

impl<T> fmt::Display for Sort<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The rows of a page; `page_size` of a list with `page_size_param`. It shows as their number.
#[derive(Debug, Clone)]
pub struct PageSize<'a> {
    name: &'static str,
    rows: u64,
    max: u32,
    links: QueryLinks<'a>,
}

impl PageSize<'_> {
    /// The parameter's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The most that a client may ask for.
    pub fn max(&self) -> u32 {
        self.max
    }

    /// Whether a page has so many rows, for `selected`: `page_size.is(50)`.
    pub fn is(&self, rows: impl fmt::Display) -> bool {
        self.rows.to_string() == rows.to_string()
    }

    /// The list with so many rows on a page.
    pub fn href(&self, rows: impl fmt::Display) -> String {
        self.links.with(self.name, rows)
    }

    /// Hidden inputs for a form that holds the page size alone: they keep all other parameters but the page.
    pub fn hidden(&self) -> HiddenInputs {
        self.links.hidden([self.name])
    }
}

impl fmt::Display for PageSize<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

/// What is searched for, for the context of a view that is written by hand.
pub fn search<V: MultipleObject>(req: &Request) -> Search<'_> {
    let text = Asked::of(req).last(V::SEARCH_PARAM).unwrap_or_default().to_owned();
    Search { name: V::SEARCH_PARAM, text, links: query_links(req, V::page_kwarg(req)) }
}

/// The filters, for the context of a view that is written by hand: `each` makes fields of them, in the order of the table.
pub fn given<'a, V: MultipleObject, T, const N: usize>(
    req: &'a Request,
    each: fn([Filter<'a>; N]) -> T,
) -> Filters<'a, T> {
    let (asked, links) = (Asked::of(req), query_links(req, V::page_kwarg(req)));
    let one = |at: usize| {
        let field = V::FILTER_FIELDS.get(at);
        let name = field.map_or("", |field| field.name);
        let error = field.and_then(|field| filtered(field, &asked)).and_then(Result::err);
        Filter { name, values: asked.all(name), error, links: links.clone() }
    };
    let filters = std::array::from_fn(one);
    Filters {
        names: filters.iter().map(|filter| filter.name).collect(),
        active: filters.iter().any(Filter::is_active),
        search: V::SEARCH_PARAM,
        each: each(filters),
        links,
    }
}

/// The order, for the context of a view that is written by hand: `each` makes fields of the keys, in the order of the table.
pub fn sorted<'a, V: MultipleObject, T, const N: usize>(
    req: &'a Request,
    each: fn([SortKey<'a>; N]) -> T,
) -> Sort<'a, T> {
    let (asked, links) = (Asked::of(req), query_links(req, V::page_kwarg(req)));
    let known = || V::ORDERING_FIELDS.iter().map(|field| field.key);
    let asked: Vec<_> =
        asked.last(V::SORT_PARAM).map(|text| sort::keys(text, known()).collect()).unwrap_or_default();
    let text = sort::text(&asked, known());
    let first = asked.first().copied();
    let one = |at: usize| SortKey {
        param: V::SORT_PARAM,
        key: known().nth(at).unwrap_or_default(),
        first: first.filter(|(key, _)| *key == at).map(|(_, descending)| descending),
        links: links.clone(),
    };
    Sort { each: each(std::array::from_fn(one)), param: V::SORT_PARAM, text, links }
}

/// The rows of a page, for the context of a view that is written by hand.
pub fn page_size<'a, V: MultipleObject>(req: &'a Request, page: &Page<V::Model>) -> PageSize<'a> {
    let links = query_links(req, V::page_kwarg(req));
    let (name, max) = V::PAGE_SIZE_PARAM.map_or(("", 0), |param| (param.name, param.max.get()));
    PageSize { name, rows: page.paginator.per_page(), max, links }
}
