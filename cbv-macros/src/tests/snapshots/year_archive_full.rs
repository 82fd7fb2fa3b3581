// What the author writes:

#[derive(YearArchiveView)]
#[view(
    model = Entry,
    queryset = Entry::objects().filter(Entry::TOPIC.ne("private")),
    date_field = published,
    allow_future,
    year = "2026",
    year_format = "%y",
    date_list_period = week,
    make_object_list,
    ordering(published, title),
    paginate_by = 20,
    paginate_orphans = 3,
    paginate = page,
    count = exact,
    overflow = last,
    page_kwarg = "p",
    search_fields(title),
    search_param = "words",
    filter_fields(topic),
    filter = strict,
    ordering_fields(title),
    sort_param = "o",
    page_size_param("rows", max = 100),
    allow_empty,
    context_object_name = "entries",
    template_name_suffix = "_dates",
    app_label = "blog",
    templates(compact = "blog/compact.html"),
    fragments(rows),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A year"),
    site = Site,
    path = "/by/{author}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = blog::cbv
)]
pub(crate) struct EntryYear {
    author: Object<Author>,
    #[view(mixin)]
    public: Public,
}

// What the derive adds:

///The templates of [`EntryYear`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum EntryYearTemplate {
    ///`blog/entry_dates.html`
    #[default]
    Default,
    ///`blog/compact.html`
    Compact,
}
impl blog::cbv::TemplateName for EntryYearTemplate {
    fn named(
        name: &blog::cbv::__private::core::primitive::str,
    ) -> blog::cbv::__private::core::option::Option<Self> {
        blog::cbv::__private::named(
            name,
            &[("default", Self::Default), ("compact", Self::Compact)],
        )
    }
}
const _: () = {
    use blog::cbv as __cbv;
    #[allow(dead_code, non_snake_case)]
    struct __Filters<'a> {
        topic: __cbv::filter::Filter<'a>,
    }
    #[allow(dead_code, non_snake_case)]
    struct __Keys<'a> {
        title: __cbv::filter::SortKey<'a>,
    }
    use __cbv::__private::askama::Template as blog_compact_html;
    use __cbv::__private::askama::Template as blog_entry_dates_html;
    #[derive(blog_entry_dates_html)]
    #[template(
        path = "blog/entry_dates.html",
        askama = __cbv::__private::askama,
        blocks = ["rows"]
    )]
    #[allow(dead_code)]
    struct EntryYearContext<'a> {
        object_list: &'a [Entry],
        entries: &'a [Entry],
        page_obj: &'a __cbv::Page<Entry>,
        paginator: &'a __cbv::Paginator,
        is_paginated: __cbv::__private::core::primitive::bool,
        pagination: __cbv::Pagination<'a>,
        search: __cbv::filter::Search<'a>,
        filters: __cbv::filter::Filters<'a, __Filters<'a>>,
        sort: __cbv::filter::Sort<'a, __Keys<'a>>,
        page_size: __cbv::filter::PageSize<'a>,
        date_list: &'a [__cbv::chrono::NaiveDate],
        next_year: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        previous_year: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        year: __cbv::chrono::NaiveDate,
        view: &'a EntryYear,
        request: &'a __cbv::Request,
        site: &'a Site,
        author: &'a Object<Author>,
        public: &'a Public,
        title: &'static __cbv::__private::core::primitive::str,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for EntryYearContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    #[derive(blog_compact_html)]
    #[template(path = "blog/compact.html", askama = __cbv::__private::askama)]
    struct EntryYearContextCompact<'a>(EntryYearContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for EntryYearContextCompact<'a> {
        type Target = EntryYearContext<'a>;
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
    impl<'a> __Fragments for EntryYearContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(EntryYearContext:: < 'static > ::as_rows) > 0, "{}",
        "the template has no block `rows`, or an empty one"
    );
    impl __cbv::TemplateResponse for EntryYear {
        type Extra = ();
        type Template = EntryYearTemplate;
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
            let template = EntryYearContext {
                object_list: &context.data.object_list,
                entries: &context.data.object_list,
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
                    >(req, |[topic]| __Filters { topic });
                    made
                },
                sort: {
                    #[allow(non_snake_case)]
                    let made = __cbv::filter::sorted::<
                        Self,
                        _,
                        _,
                    >(req, |[title]| __Keys { title });
                    made
                },
                page_size: __cbv::filter::page_size::<Self>(req, context.data),
                date_list: &context.data.date_list,
                next_year: context.data.next,
                previous_year: context.data.previous,
                year: context.data.date,
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                author: &view.author,
                public: &view.public,
                title: "A year",
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("rows") {
                return __cbv::__private::rendered(&template.as_rows());
            }
            if context.template == EntryYearTemplate::Compact {
                return __cbv::__private::rendered(&EntryYearContextCompact(template));
            }
            __cbv::__private::rendered(&template)
        }
        #[allow(unused_variables)]
        fn data(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::Json> {
            __cbv::__private::archive_data::<
                Self,
            >(context.data, req, <Self as __cbv::MultipleObject>::page_kwarg(req))
        }
    }
    impl __cbv::View for EntryYear {
        type Data = __cbv::Archive<Entry>;
        const NAME: &'static __cbv::__private::core::primitive::str = "EntryYear";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Head,
        ];
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::MultipleObject for EntryYear {
        type Model = Entry;
        const ORDERING: &'static [__cbv::Order<Entry>] = &[
            <Entry>::PUBLISHED.asc(),
            <Entry>::TITLE.asc(),
        ];
        const PAGINATE_BY: __cbv::__private::core::option::Option<
            __cbv::__private::core::num::NonZeroU32,
        > = __cbv::__private::core::num::NonZeroU32::new(20u32);
        const PAGINATE_ORPHANS: u32 = 3u32;
        const COUNT: __cbv::page::Count = __cbv::page::Count::Exact;
        const OVERFLOW: __cbv::page::Overflow = __cbv::page::Overflow::Last;
        const PAGE_KWARG: &'static __cbv::__private::core::primitive::str = "p";
        const ALLOW_EMPTY: bool = true;
        fn queryset() -> __cbv::QuerySet<Entry> {
            Entry::objects().filter(Entry::TOPIC.ne("private"))
        }
        const SEARCH_FIELDS: &'static [__cbv::filter::SearchField<Entry>] = &[
            |word| __cbv::filter::word::icontains(<Entry>::TITLE, word),
        ];
        const SEARCH_PARAM: &'static __cbv::__private::core::primitive::str = "words";
        const FILTER_FIELDS: &'static [__cbv::filter::FilterField<Entry>] = &[
            __cbv::filter::FilterField {
                name: "topic",
                condition: |texts| __cbv::filter::by::eq(<Entry>::TOPIC, texts),
            },
        ];
        const FILTER_STRICT: bool = true;
        const ORDERING_FIELDS: &'static [__cbv::filter::OrderingField<Entry>] = &[
            __cbv::filter::OrderingField {
                key: "title",
                asc: <Entry>::TITLE.asc(),
                desc: <Entry>::TITLE.desc(),
            },
        ];
        const SORT_PARAM: &'static __cbv::__private::core::primitive::str = "o";
        const PAGE_SIZE_PARAM: __cbv::__private::core::option::Option<
            __cbv::filter::PageSizeParam,
        > = __cbv::__private::page_size_param("rows", 100u32);
        type Mixins<'__m> = &'__m Public;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.public
        }
    }
    impl __cbv::DateListView for EntryYear {
        const KIND: __cbv::ArchiveKind = __cbv::ArchiveKind::Year;
        const DATE_FIELD: __cbv::DateField<Entry> = __cbv::__private::date_field(
            <Entry>::PUBLISHED,
        );
        const ALLOW_FUTURE: bool = true;
        const YEAR: __cbv::__private::core::option::Option<
            &'static __cbv::__private::core::primitive::str,
        > = __cbv::__private::core::option::Option::Some("2026");
        const YEAR_FORMAT: __cbv::dates::YearFormat = __cbv::dates::YearFormat::TwoDigits;
        const MAKE_OBJECT_LIST: bool = true;
        const DATE_LIST_PERIOD: __cbv::dates::Unit = __cbv::dates::Unit::Week;
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for EntryYear
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        Object<Author>: __cbv::ViewField<__S>,
        Public: __cbv::ViewField<__S>,
        Site: __cbv::ViewField<__S>,
    {
        type Rejection = __cbv::Error;
        #[allow(unused_variables)]
        async fn from_request_parts(
            parts: &mut __cbv::__private::axum::http::request::Parts,
            state: &__S,
        ) -> __cbv::Result<Self> {
            let view = Self {
                author: <Object<Author> as __cbv::ViewField<__S>>::take(parts, state)
                    .await?,
                public: <Public as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::take_site::<Site, __S>(parts, state).await?;
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for EntryYear {
        const PATH: &'static __cbv::__private::core::primitive::str = "/by/{author}/";
    }
    #[allow(dead_code)]
    impl EntryYear {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            Object<Author>: __cbv::ViewField<__S>,
            Public: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DateListViaDefaults as _, DateListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::date_list::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            Object<Author>: __cbv::ViewField<__S>,
            Public: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DateListViaDefaults as _, DateListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).date_list_view::<__S>()
            }
                .layered(|router| router.layer((from_fn(log),)))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            Object<Author>: __cbv::ViewField<__S>,
            Public: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new().route("/by/{author}/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/by/{author}/";
        ///The URL of `/by/{author}/`, with its arguments percent-encoded.
        pub fn url(
            author: impl __cbv::__private::core::fmt::Display,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/by/")
                .argument(&author)
                .text("/")
                .finish()
        }
    }
};
