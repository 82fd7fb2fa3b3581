// What the author writes:

#[derive(ListView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    ordering(-publication_date, title),
    paginate_by = 20,
    paginate_orphans = 3,
    paginate = page,
    count = capped(10_000),
    overflow = last,
    page_kwarg = "p",
    search_fields(title, isbn(istartswith), publisher.name),
    search_param = "words",
    filter_fields(price(gte, lte as most), publisher.city as city),
    filter = strict,
    ordering_fields(title, publication_date as date),
    sort_param = "o",
    page_size_param("rows", max = 100),
    allow_empty = false,
    context_object_name = "books",
    template_name = "shop/books.html",
    templates(compact = "shop/compact.html"),
    fragments(rows),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "Books", limit: u8 = LIMIT),
    site = Site,
    path = "/publishers/{publisher}/books/",
    http_method_names(get, head),
    layer(from_fn(log), CompressionLayer::new()),
    crate = shop::cbv
)]
pub(crate) struct BookList {
    user: LoginRequired<Visitor>,
    #[view(lookup(publisher = name, iexact), queryset = Publisher::objects().filter(Publisher::CITY.ne("")))]
    publisher: Object<Publisher>,
    #[view(mixin)]
    below: Below,
}

// What the derive adds:

///The templates of [`BookList`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum BookListTemplate {
    ///`shop/books.html`
    #[default]
    Default,
    ///`shop/compact.html`
    Compact,
}
impl shop::cbv::TemplateName for BookListTemplate {
    fn named(
        name: &shop::cbv::__private::core::primitive::str,
    ) -> shop::cbv::__private::core::option::Option<Self> {
        shop::cbv::__private::named(
            name,
            &[("default", Self::Default), ("compact", Self::Compact)],
        )
    }
}
const _: () = {
    use shop::cbv as __cbv;
    #[allow(dead_code, non_snake_case)]
    struct __Filters<'a> {
        price__gte: __cbv::filter::Filter<'a>,
        most: __cbv::filter::Filter<'a>,
        city: __cbv::filter::Filter<'a>,
    }
    #[allow(dead_code, non_snake_case)]
    struct __Keys<'a> {
        title: __cbv::filter::SortKey<'a>,
        date: __cbv::filter::SortKey<'a>,
    }
    use __cbv::__private::askama::Template as shop_books_html;
    use __cbv::__private::askama::Template as shop_compact_html;
    #[derive(shop_books_html)]
    #[template(
        path = "shop/books.html",
        askama = __cbv::__private::askama,
        blocks = ["rows"]
    )]
    #[allow(dead_code)]
    struct BookListContext<'a> {
        object_list: &'a [Book],
        books: &'a [Book],
        page_obj: &'a __cbv::Page<Book>,
        paginator: &'a __cbv::Paginator,
        is_paginated: __cbv::__private::core::primitive::bool,
        pagination: __cbv::Pagination<'a>,
        search: __cbv::filter::Search<'a>,
        filters: __cbv::filter::Filters<'a, __Filters<'a>>,
        sort: __cbv::filter::Sort<'a, __Keys<'a>>,
        page_size: __cbv::filter::PageSize<'a>,
        view: &'a BookList,
        request: &'a __cbv::Request,
        site: &'a Site,
        user: &'a LoginRequired<Visitor>,
        publisher: &'a Object<Publisher>,
        below: &'a Below,
        title: &'static __cbv::__private::core::primitive::str,
        limit: u8,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookListContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    #[derive(shop_compact_html)]
    #[template(path = "shop/compact.html", askama = __cbv::__private::askama)]
    struct BookListContextCompact<'a>(BookListContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for BookListContextCompact<'a> {
        type Target = BookListContext<'a>;
        fn deref(&self) -> &Self::Target {
            &self.0
        }
    }
    #[allow(dead_code)]
    trait __Fragments {
        fn as_rows(&self) -> __cbv::__private::Unread {
            __cbv::__private::Unread
        }
    }
    impl<'a> __Fragments for BookListContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(BookListContext:: < 'static > ::as_rows) > 0, "{}",
        "the template has no block `rows`, or an empty one"
    );
    impl __cbv::TemplateResponse for BookList {
        type Extra = ();
        type Template = BookListTemplate;
        const CONTENT_TYPE: &'static __cbv::__private::core::primitive::str = "text/html; charset=utf-8";
        const FRAGMENTS: &'static [&'static __cbv::__private::core::primitive::str] = &[
            "rows",
        ];
        #[allow(unused_variables)]
        fn render(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            let template = BookListContext {
                object_list: &context.data.object_list,
                books: &context.data.object_list,
                page_obj: context.data,
                paginator: &context.data.paginator,
                is_paginated: context.data.has_other_pages(),
                pagination: __cbv::Pagination::new(
                    context.data,
                    req,
                    <Self as __cbv::MultipleObject>::page_kwarg(req),
                ),
                search: __cbv::filter::search::<Self>(req),
                filters: {
                    #[allow(non_snake_case)]
                    let made = __cbv::filter::given::<
                        Self,
                        _,
                        _,
                    >(
                        req,
                        |[price__gte, most, city]| __Filters {
                            price__gte,
                            most,
                            city,
                        },
                    );
                    made
                },
                sort: {
                    #[allow(non_snake_case)]
                    let made = __cbv::filter::sorted::<
                        Self,
                        _,
                        _,
                    >(req, |[title, date]| __Keys { title, date });
                    made
                },
                page_size: __cbv::filter::page_size::<Self>(req, context.data),
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                user: &view.user,
                publisher: &view.publisher,
                below: &view.below,
                title: "Books",
                limit: LIMIT,
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("rows") {
                return __cbv::__private::rendered(&template.as_rows());
            }
            if context.template == BookListTemplate::Compact {
                return __cbv::__private::rendered(&BookListContextCompact(template));
            }
            __cbv::__private::rendered(&template)
        }
        #[allow(unused_variables)]
        fn data(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::Json> {
            __cbv::__private::list_data::<
                Book,
            >(context.data, req, <Self as __cbv::MultipleObject>::page_kwarg(req))
        }
    }
    impl __cbv::View for BookList {
        type Data = __cbv::Page<Book>;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookList";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Head,
        ];
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::MultipleObject for BookList {
        type Model = Book;
        const ORDERING: &'static [__cbv::Order<Book>] = &[
            <Book>::PUBLICATION_DATE.desc(),
            <Book>::TITLE.asc(),
        ];
        const PAGINATE_BY: __cbv::__private::core::option::Option<
            __cbv::__private::core::num::NonZeroU32,
        > = __cbv::__private::core::num::NonZeroU32::new(20u32);
        const PAGINATE_ORPHANS: u32 = 3u32;
        const COUNT: __cbv::page::Count = __cbv::page::Count::Capped(10000u64);
        const OVERFLOW: __cbv::page::Overflow = __cbv::page::Overflow::Last;
        const PAGE_KWARG: &'static __cbv::__private::core::primitive::str = "p";
        const ALLOW_EMPTY: bool = false;
        fn queryset() -> __cbv::QuerySet<Book> {
            Book::objects().filter(Book::PRICE.gt(0))
        }
        const SEARCH_FIELDS: &'static [__cbv::filter::SearchField<Book>] = &[
            |word| __cbv::filter::word::icontains(<Book>::TITLE, word),
            |word| __cbv::filter::word::istartswith(<Book>::ISBN, word),
            |word| __cbv::__private::across::<
                <[(); {
                    __cbv::__private::leads(
                        &<<Book as __cbv::__private::Whole>::Model>::PUBLISHER,
                    )
                }] as __cbv::__private::Known<Book>>::Type,
                1938415974132763807u64,
            >(
                __cbv::filter::word::icontains(
                    <__cbv::__private::RelatedTo<
                        <[(); {
                            __cbv::__private::leads(
                                &<<Book as __cbv::__private::Whole>::Model>::PUBLISHER,
                            )
                        }] as __cbv::__private::Known<Book>>::Type,
                        1938415974132763807u64,
                    >>::NAME,
                    word,
                ),
            ),
        ];
        const SEARCH_PARAM: &'static __cbv::__private::core::primitive::str = "words";
        const FILTER_FIELDS: &'static [__cbv::filter::FilterField<Book>] = &[
            __cbv::filter::FilterField {
                name: "price__gte",
                condition: |texts| __cbv::filter::by::gte(<Book>::PRICE, texts),
            },
            __cbv::filter::FilterField {
                name: "most",
                condition: |texts| __cbv::filter::by::lte(<Book>::PRICE, texts),
            },
            __cbv::filter::FilterField {
                name: "city",
                condition: |texts| {
                    __cbv::filter::by::eq(
                            <__cbv::__private::RelatedTo<
                                <[(); {
                                    __cbv::__private::leads(
                                        &<<Book as __cbv::__private::Whole>::Model>::PUBLISHER,
                                    )
                                }] as __cbv::__private::Known<Book>>::Type,
                                1938415974132763807u64,
                            >>::CITY,
                            texts,
                        )
                        .map(
                            __cbv::__private::across::<
                                <[(); {
                                    __cbv::__private::leads(
                                        &<<Book as __cbv::__private::Whole>::Model>::PUBLISHER,
                                    )
                                }] as __cbv::__private::Known<Book>>::Type,
                                1938415974132763807u64,
                            >,
                        )
                },
            },
        ];
        const FILTER_STRICT: bool = true;
        const ORDERING_FIELDS: &'static [__cbv::filter::OrderingField<Book>] = &[
            __cbv::filter::OrderingField {
                key: "title",
                asc: <Book>::TITLE.asc(),
                desc: <Book>::TITLE.desc(),
            },
            __cbv::filter::OrderingField {
                key: "date",
                asc: <Book>::PUBLICATION_DATE.asc(),
                desc: <Book>::PUBLICATION_DATE.desc(),
            },
        ];
        const SORT_PARAM: &'static __cbv::__private::core::primitive::str = "o";
        const PAGE_SIZE_PARAM: __cbv::__private::core::option::Option<
            __cbv::filter::PageSizeParam,
        > = __cbv::__private::page_size_param("rows", 100u32);
        type Mixins<'__m> = &'__m Below;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.below
        }
    }
    impl __cbv::ListView for BookList {}
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookList
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        LoginRequired<Visitor>: __cbv::ViewField<__S>,
        Object<Publisher>: __cbv::ViewField<__S>,
        Below: __cbv::ViewField<__S>,
        __S: __cbv::RouterState,
        Site: __cbv::ViewField<__S>,
    {
        type Rejection = __cbv::Error;
        #[allow(unused_variables)]
        async fn from_request_parts(
            parts: &mut __cbv::__private::axum::http::request::Parts,
            state: &__S,
        ) -> __cbv::Result<Self> {
            let view = Self {
                user: <LoginRequired<
                    Visitor,
                > as __cbv::ViewField<__S>>::take(parts, state)
                    .await?,
                publisher: __cbv::__private::found_by::<
                    Object<Publisher>,
                    __S,
                >(
                        parts,
                        state,
                        __cbv::__private::core::option::Option::Some(
                            Publisher::objects().filter(Publisher::CITY.ne("")),
                        ),
                        __cbv::ByArgument {
                            kwarg: "publisher",
                            condition: |text| __cbv::__private::iexact(
                                <Publisher>::NAME,
                                text,
                            ),
                        },
                    )
                    .await?,
                below: <Below as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::take_site::<Site, __S>(parts, state).await?;
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for BookList {
        const PATH: &'static __cbv::__private::core::primitive::str = "/publishers/{publisher}/books/";
    }
    #[allow(dead_code)]
    impl BookList {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Object<Publisher>: __cbv::ViewField<__S>,
            Below: __cbv::ViewField<__S>,
            __S: __cbv::RouterState,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{ListViaDefaults as _, ListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log), CompressionLayer::new()))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::list::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Object<Publisher>: __cbv::ViewField<__S>,
            Below: __cbv::ViewField<__S>,
            __S: __cbv::RouterState,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{ListViaDefaults as _, ListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).list_view::<__S>()
            }
                .layered(|router| router.layer((from_fn(log), CompressionLayer::new())))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Object<Publisher>: __cbv::ViewField<__S>,
            Below: __cbv::ViewField<__S>,
            __S: __cbv::RouterState,
            Site: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new()
                .route("/publishers/{publisher}/books/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/publishers/{publisher}/books/";
        ///The URL of `/publishers/{publisher}/books/`, with its arguments percent-encoded.
        pub fn url(
            publisher: impl __cbv::__private::core::fmt::Display,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/publishers/")
                .argument(&publisher)
                .text("/books/")
                .finish()
        }
    }
};
