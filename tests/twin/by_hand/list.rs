//! A paged list with a field, a mixin, a hook, extra context and two formats.

use std::num::NonZeroU32;

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use cbv::{
    Format, MultipleObject, OneTemplate, Order, Pagination, Paginator, ViewField,
    filter::{
        self, FilterField, Filters, OrderingField, PageSize, PageSizeParam, Search, SearchField, Sort,
        SortKey, by,
    },
    prelude::*,
};
use http::request::Parts;

use super::{
    super::shared::{Filter, Stamp},
    models::{Book, Publisher},
};

pub(crate) struct BookList {
    filter: Query<Filter>,
    stamp: Stamp,
}

impl BookList {
    fn heading(&self) -> &'static str {
        "All & sundry"
    }
}

impl<S: Send + Sync> FromRequestParts<S> for BookList {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Ok(Self {
            filter: Query::<Filter>::take(parts, state).await?,
            stamp: Stamp::take(parts, state).await?,
        })
    }
}

impl View for BookList {
    type Data = Page<Book>;
    const NAME: &'static str = "BookList";
    const FORMATS: &'static [Format] = &[Format::Html, Format::Json];
}

/// A field for each filter.
#[allow(non_snake_case)] // the parameter is called so
struct Fields<'a> {
    price__lte: filter::Filter<'a>,
    publisher: filter::Filter<'a>,
}

/// A field for each key of the order.
struct Keys<'a> {
    title: SortKey<'a>,
    price: SortKey<'a>,
}

/// What the template reads.
#[derive(Template)]
#[template(path = "twin/book_list.html")]
struct BookListContext<'a> {
    object_list: &'a [Book],
    book_list: &'a [Book],
    page_obj: &'a Page<Book>,
    paginator: &'a Paginator,
    is_paginated: bool,
    pagination: Pagination<'a>,
    view: &'a BookList,
    request: &'a Request,
    search: Search<'a>,
    filters: Filters<'a, Fields<'a>>,
    sort: Sort<'a, Keys<'a>>,
    page_size: PageSize<'a>,
    filter: &'a Query<Filter>,
    section: &'static str,
    year: i64,
}

impl TemplateResponse for BookList {
    type Extra = ();
    type Template = OneTemplate;

    fn render(view: &Self, req: &Request, context: &Context<'_, Self>) -> Result<String> {
        let page = context.data;
        let context = BookListContext {
            object_list: &page.object_list,
            book_list: &page.object_list,
            page_obj: page,
            paginator: &page.paginator,
            is_paginated: page.has_other_pages(),
            pagination: Pagination::new(page, req, "page"),
            view,
            request: req,
            search: filter::search::<Self>(req),
            filters: filter::given::<Self, _, _>(req, |[most, publisher]| Fields {
                price__lte: most,
                publisher,
            }),
            sort: filter::sorted::<Self, _, _>(req, |[title, price]| Keys { title, price }),
            page_size: filter::page_size::<Self>(req, page),
            filter: &view.filter,
            section: "Books",
            year: 2026,
        };
        Ok(context.render()?)
    }

    fn data(_: &Self, req: &Request, context: &Context<'_, Self>) -> Result<serde_json::Value> {
        let page = context.data;
        let links = Pagination::new(page, req, "page");
        Ok(serde_json::json!({
            "count": page.paginator.count(),
            "num_pages": page.paginator.num_pages(),
            "number": page.number,
            "next": page.next_page_number().ok().map(|number| links.href(number)),
            "previous": page.previous_page_number().ok().map(|number| links.href(number)),
            "results": page.object_list,
        }))
    }
}

impl MultipleObject for BookList {
    type Model = Book;
    type Mixins<'a> = &'a Stamp;
    const ORDERING: &'static [Order<Book>] = &[Book::PRICE.asc()];
    const PAGINATE_BY: Option<NonZeroU32> = NonZeroU32::new(2);
    const SEARCH_FIELDS: &'static [SearchField<Book>] = &[|word| Book::TITLE.icontains(word)];
    const SEARCH_PARAM: &'static str = "words";
    const FILTER_FIELDS: &'static [FilterField<Book>] = &[
        FilterField { name: "price__lte", condition: |texts| by::lte(Book::PRICE, texts) },
        FilterField {
            name: "publisher",
            condition: |texts| by::eq(Publisher::NAME, texts).map(|named| Book::PUBLISHER.has(named)),
        },
    ];
    const FILTER_STRICT: bool = true;
    const ORDERING_FIELDS: &'static [OrderingField<Book>] = &[
        OrderingField { key: "title", asc: Book::TITLE.asc(), desc: Book::TITLE.desc() },
        OrderingField { key: "price", asc: Book::PRICE.asc(), desc: Book::PRICE.desc() },
    ];
    const PAGE_SIZE_PARAM: Option<PageSizeParam> =
        Some(PageSizeParam { name: "rows", max: NonZeroU32::new(3).unwrap() });

    fn mixins(view: &Self) -> Self::Mixins<'_> {
        &view.stamp
    }
}

impl ListView for BookList {}

impl ListHooks for BookList {
    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Book>> {
        let books = ListView::get_queryset(self, req).await?;
        Ok(books.filter(Book::TITLE.icontains(&self.filter.q)))
    }
}
