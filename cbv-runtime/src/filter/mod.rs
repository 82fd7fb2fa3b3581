//! What a client may ask of a list in the query of its URL: `?q=` searches, parameters filter, `?sort=` orders, and another
//! parameter sets the rows of a page. The derive of list views writes the tables, which are data of the program; nothing here
//! makes a name of a column out of a request. Called by `ListView::get_queryset`. What templates see of it is in `shown.rs`.

mod asked;
mod lookup;
mod read;
mod shown;
mod sort;
mod words;

use std::{borrow::Cow, fmt, num::NonZeroU32};

use asked::Asked;
pub use lookup::{Filterable, Searchable, by, word};
pub use read::FromText;
pub use shown::{Filter, Filters, PageSize, Search, Sort, SortKey, given, page_size, search, sorted};

use crate::{
    Error, Result,
    model::{Model, Order},
    query::{Condition, QuerySet},
    request::Request,
    view::MultipleObject,
};

/// A column that `?q=` searches: the condition for one word.
///
/// ```
/// # use cbv_runtime::{model::Column, filter::SearchField};
/// # struct Book;
/// # impl Book { const TITLE: Column<Book, String> = Column::new("title"); }
/// const FIELDS: &[SearchField<Book>] = &[|word| Book::TITLE.icontains(word)];
/// ```
///
/// Django: `ModelAdmin.search_fields`
/// (<https://docs.djangoproject.com/en/5.2/ref/contrib/admin/#django.contrib.admin.ModelAdmin.search_fields>).
pub type SearchField<M> = fn(&str) -> Condition<M>;

/// The condition that the texts of a parameter mean, or what is expected of them.
pub type Read<M> = Result<Condition<M>, String>;

/// A parameter that filters a list.
///
/// ```
/// # use cbv_runtime::{model::Column, filter::{FilterField, by}};
/// # struct Book;
/// # impl Book { const PAGES: Column<Book, i32> = Column::new("pages"); }
/// const FIELDS: &[FilterField<Book>] =
///     &[FilterField { name: "pages__gte", condition: |texts| by::gte(Book::PAGES, texts) }];
/// ```
///
/// Django: `filterset_fields` of django-filter, and `ModelAdmin.list_filter`.
pub struct FilterField<M> {
    /// The parameter's name in the query.
    pub name: &'static str,
    /// The condition that the parameter's values mean, of which there is at least one; else what is expected of them, in
    /// words for the client.
    pub condition: fn(&[Cow<'_, str>]) -> Read<M>,
}

impl<M> fmt::Debug for FilterField<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FilterField").field(&self.name).finish()
    }
}

/// A key that `?sort=` may hold, by itself and with a minus before it.
///
/// Django: `ModelAdmin.sortable_by`, and `ordering_fields` of the REST framework.
pub struct OrderingField<M> {
    /// The key in the query.
    pub key: &'static str,
    /// The order of the key by itself.
    pub asc: Order<M>,
    /// The order of the key behind a minus.
    pub desc: Order<M>,
}

impl<M> fmt::Debug for OrderingField<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OrderingField").field(&self.key).finish()
    }
}

/// The parameter by which a client chooses the rows of a page.
///
/// Django: `page_size_query_param` and `max_page_size` of the REST framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSizeParam {
    /// The parameter's name in the query.
    pub name: &'static str,
    /// No page is longer than this, whatever is asked for.
    pub max: NonZeroU32,
}

impl PageSizeParam {
    /// The page size that the request asks for, at most the largest; `None` when it asks for none, or for what is no number.
    pub(crate) fn asked(self, req: &Request) -> Option<NonZeroU32> {
        let text = req.query(self.name)?;
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let rows = text.parse().unwrap_or(u32::MAX); // only digits: what fails is too large
        NonZeroU32::new(rows).map(|rows| rows.min(self.max))
    }
}

/// The tables of a view without its type: what is done with them is compiled once for each model.
struct Controls<M: 'static> {
    search: (&'static str, &'static [SearchField<M>]),
    filters: &'static [FilterField<M>],
    strict: bool,
    sort: (&'static str, &'static [OrderingField<M>]),
}

/// The rows that the request asks for, in its order. The order so far is marked as a default before, so that what the client
/// asks for beats it and `get_ordering` too.
///
/// # Errors
/// [`Error::Parameter`] for a value that a strict filter cannot read.
pub(crate) fn narrow<V: MultipleObject>(
    rows: QuerySet<V::Model>,
    req: &Request,
) -> Result<QuerySet<V::Model>> {
    let rows = rows.in_default_order();
    // const, so that nothing of it is compiled for a view whose clients ask for nothing
    if const { V::SEARCH_FIELDS.is_empty() && V::FILTER_FIELDS.is_empty() && V::ORDERING_FIELDS.is_empty() } {
        return Ok(rows);
    }
    let controls = Controls {
        search: (V::SEARCH_PARAM, V::SEARCH_FIELDS),
        filters: V::FILTER_FIELDS,
        strict: V::FILTER_STRICT,
        sort: (V::SORT_PARAM, V::ORDERING_FIELDS),
    };
    controls.narrow(rows, &Asked::of(req))
}

impl<M: Model> Controls<M> {
    fn narrow(&self, mut rows: QuerySet<M>, asked: &Asked<'_>) -> Result<QuerySet<M>> {
        for field in self.filters {
            match filtered(field, asked) {
                Some(Ok(condition)) => rows = rows.filter(condition),
                Some(Err(reason)) if self.strict => {
                    return Err(Error::Parameter { name: field.name.into(), reason });
                }
                Some(Err(_)) | None => {}
            }
        }
        let (name, fields) = self.search;
        if let Some(text) = asked.last(name).filter(|_| !fields.is_empty()) {
            for word in words::split(text) {
                rows = rows.filter(Condition::any(fields.iter().map(|field| field(word))));
            }
        }
        let (name, keys) = self.sort;
        let order = asked.last(name).map(|text| sort::order(text, keys)).unwrap_or_default();
        Ok(if order.is_empty() { rows } else { rows.order_by_terms(&order) })
    }
}

/// What a parameter's values mean; `None` when it is not given.
fn filtered<M>(field: &FilterField<M>, asked: &Asked<'_>) -> Option<Read<M>> {
    let texts = asked.all(field.name);
    (!texts.is_empty()).then(|| (field.condition)(&texts))
}
