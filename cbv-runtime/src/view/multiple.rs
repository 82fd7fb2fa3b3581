//! What lists and date archives have in common: whose rows, which of them a client may ask for, and the page of them. The
//! derives implement [`MultipleObject`]; the defaults of the hooks in `list.rs` and `dates/` call the functions below.

use std::{borrow::Cow, num::NonZeroU32};

pub use super::with::ListSettings as Settings;
use super::{Mixins, View};
use crate::{
    Error, Result,
    filter::{self, FilterField, OrderingField, PageSizeParam, SearchField},
    model::{Model, Order},
    page::{Count, Overflow, Page, Paginate, Paginator, Paging},
    query::QuerySet,
    request::Request,
};

/// A view of rows of a model: the attributes that lists and date archives share. Derived with them.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-multiple-object/#multipleobjectmixin>.
pub trait MultipleObject: View {
    /// Whose rows are shown.
    type Model: Model;
    /// The view's mixins, `()` without.
    type Mixins<'a>: Mixins<Self::Model>
    where
        Self: 'a;

    /// The order of the rows; empty leaves the queryset's or the model's own.
    const ORDERING: &'static [Order<Self::Model>] = &[];
    /// Rows on a page; `None` shows all.
    const PAGINATE_BY: Option<NonZeroU32> = None;
    /// A last page of at most this many rows is added to the one before.
    const PAGINATE_ORPHANS: u32 = 0;
    /// The name of the page number, in the URL's path or its query.
    const PAGE_KWARG: &'static str = "page";
    /// Whether an empty list is a page; else it is 404.
    const ALLOW_EMPTY: bool = true;
    /// The columns that a search looks into; empty for none.
    const SEARCH_FIELDS: &'static [SearchField<Self::Model>] = &[];
    /// The parameter that holds the words of a search.
    const SEARCH_PARAM: &'static str = "q";
    /// The parameters that filter the rows; empty for none.
    const FILTER_FIELDS: &'static [FilterField<Self::Model>] = &[];
    /// Whether a value that a filter cannot read is 400; else it is ignored.
    const FILTER_STRICT: bool = false;
    /// The keys that a client may order by; empty for none.
    const ORDERING_FIELDS: &'static [OrderingField<Self::Model>] = &[];
    /// The parameter that holds the order.
    const SORT_PARAM: &'static str = "sort";
    /// The parameter by which a client chooses the rows on a page; `None` for none.
    const PAGE_SIZE_PARAM: Option<PageSizeParam> = None;
    /// How the rows are counted.
    const COUNT: Count = Count::Exact;
    /// How pages are found.
    const PAGINATE: Paginate = Paginate::Page;
    /// What is answered to a page number outside the list.
    const OVERFLOW: Overflow = Overflow::NotFound;

    /// The fields of the view that are mixins.
    fn mixins(view: &Self) -> Self::Mixins<'_>;

    /// The rows before any hook: the attribute `queryset`, else all of the model's.
    fn queryset() -> QuerySet<Self::Model> {
        Self::Model::default_queryset()
    }

    /// The name of the page number on this route: the attribute `page_kwarg`, unless the route sets another.
    fn page_kwarg(req: &Request) -> &'static str {
        settings::<Self>(req).and_then(|set| set.page_kwarg).unwrap_or(Self::PAGE_KWARG)
    }
}

/// The rows before any hook, in the attribute's order, through the mixins, and of these what the request asks for.
pub(super) async fn queryset<V: MultipleObject>(view: &V, req: &Request) -> Result<QuerySet<V::Model>> {
    let set = settings::<V>(req);
    let rows = set.and_then(|set| set.queryset.clone()).unwrap_or_else(V::queryset);
    let rows = ordered(rows, ordering::<V>(req));
    filter::narrow::<V>(V::mixins(view).queryset(rows, req).await?, req)
}

/// The order that the attribute or the route says; empty for none.
pub(super) fn ordering<V: MultipleObject>(req: &Request) -> &[Order<V::Model>] {
    settings::<V>(req).and_then(|set| set.ordering.as_deref()).unwrap_or(V::ORDERING)
}

/// In that order, where there is one.
pub(super) fn ordered<M: Model>(rows: QuerySet<M>, ordering: &[Order<M>]) -> QuerySet<M> {
    if ordering.is_empty() { rows } else { rows.order_by_terms(ordering) }
}

/// Rows on a page: what the request asks for where it may, else what the attribute or the route says.
pub(super) fn paginate_by<V: MultipleObject>(req: &Request) -> Option<NonZeroU32> {
    let asked = V::PAGE_SIZE_PARAM.and_then(|param| param.asked(req));
    asked.or(settings::<V>(req).and_then(|set| set.paginate_by).unwrap_or(V::PAGINATE_BY))
}

/// Whether no rows are a page, too.
pub(super) fn allow_empty<V: MultipleObject>(req: &Request) -> bool {
    settings::<V>(req).and_then(|set| set.allow_empty).unwrap_or(V::ALLOW_EMPTY)
}

/// What was set where the view is mounted.
fn settings<V: MultipleObject>(req: &Request) -> Option<&Settings<V>> {
    req.settings().kind()
}

/// Reads the page that the request asks for; all rows as one page when the view does not paginate. `None` when there are no
/// rows, and the view does not allow that.
pub(super) async fn paginate_queryset<V: MultipleObject>(
    queryset: QuerySet<V::Model>,
    paginate_by: Option<NonZeroU32>,
    req: &Request,
) -> Result<Option<Page<V::Model>>> {
    let allow_empty = allow_empty::<V>(req);
    let Some(per_page) = paginate_by else {
        let rows = queryset.all(req.db()).await?;
        return Ok((allow_empty || !rows.is_empty()).then(|| Page::whole(rows)));
    };
    let text = page_text(req, V::page_kwarg(req));
    if V::PAGINATE == Paginate::Keyset {
        let page = queryset.paginate_keyset(req.db(), per_page, text.as_deref().unwrap_or_default()).await?;
        let refused = page.is_empty() && !page.has_previous() && !allow_empty;
        return Ok((!refused).then_some(page));
    }
    let set = settings::<V>(req);
    let paging = Paging::new(per_page)
        .orphans(set.and_then(|set| set.paginate_orphans).unwrap_or(V::PAGINATE_ORPHANS))
        .allow_empty_first_page(allow_empty)
        .count(set.and_then(|set| set.count).unwrap_or(V::COUNT))
        .overflow(set.and_then(|set| set.overflow).unwrap_or(V::OVERFLOW));
    queryset.find_page(req.db(), paging, text.as_deref().unwrap_or("1")).await
}

/// What stands for the page's number: in the path, else in the query; `None` for the first page.
pub(super) fn page_text<'r>(req: &'r Request, name: &str) -> Option<Cow<'r, str>> {
    let kwarg = req.kwarg(name).filter(|text| !text.is_empty()).map(Into::into);
    kwarg.or_else(|| req.query(name).filter(|text| !text.is_empty()))
}

/// The number in the path, else in the query, else 1.
pub(super) fn requested_page(paginator: &Paginator, req: &Request, name: &str) -> Result<u64> {
    let requested = page_text(req, name).map_or(Ok(1), |text| paginator.requested(&text));
    requested.map_err(|error| Error::not_found(error.to_string()))
}
