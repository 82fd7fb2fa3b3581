// What the author writes:

#[derive(DateDetailView)]
#[view(
    model = Entry,
    queryset = Entry::objects().filter(Entry::TOPIC.ne("private")),
    date_field = published,
    allow_future = false,
    year = "2026",
    year_format = "%Y",
    month_format = "%m",
    month = "11",
    day_format = "%d",
    day = "21",
    pk_url_kwarg = "id",
    slug_url_kwarg = "name",
    slug_field = slug,
    query_pk_and_slug,
    context_object_name = "item",
    template_name_suffix = "_card",
    app_label = "blog",
    templates(compact = "blog/compact.html"),
    fragments(text),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context = Latest,
    site = Site,
    path = "/that/day/{id}/{name}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = blog::cbv
)]
pub(crate) struct EntryDetail {
    #[view(mixin)]
    public: Public,
}

// What the derive adds:

///The templates of [`EntryDetail`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum EntryDetailTemplate {
    ///`blog/entry_card.html`
    #[default]
    Default,
    ///`blog/compact.html`
    Compact,
}
impl blog::cbv::TemplateName for EntryDetailTemplate {
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
    use __cbv::__private::askama::Template as blog_compact_html;
    use __cbv::__private::askama::Template as blog_entry_card_html;
    #[derive(blog_entry_card_html)]
    #[template(
        path = "blog/entry_card.html",
        askama = __cbv::__private::askama,
        blocks = ["text"]
    )]
    #[allow(dead_code)]
    struct EntryDetailContext<'a> {
        object: &'a Entry,
        item: &'a Entry,
        view: &'a EntryDetail,
        request: &'a __cbv::Request,
        site: &'a Site,
        public: &'a Public,
        __extra: &'a Latest,
    }
    impl<'a> __cbv::__private::core::ops::Deref for EntryDetailContext<'a> {
        type Target = Latest;
        fn deref(&self) -> &Latest {
            self.__extra
        }
    }
    #[derive(blog_compact_html)]
    #[template(path = "blog/compact.html", askama = __cbv::__private::askama)]
    struct EntryDetailContextCompact<'a>(EntryDetailContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for EntryDetailContextCompact<'a> {
        type Target = EntryDetailContext<'a>;
        fn deref(&self) -> &Self::Target {
            &self.0
        }
    }
    #[allow(dead_code)]
    trait __Fragments {
        fn as_text(&self) -> __cbv::__private::Unread {
            __cbv::__private::Unread
        }
    }
    impl<'a> __Fragments for EntryDetailContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(EntryDetailContext:: < 'static > ::as_text) > 0,
        "{}", "the template has no block `text`, or an empty one"
    );
    impl __cbv::TemplateResponse for EntryDetail {
        type Extra = Latest;
        type Template = EntryDetailTemplate;
        const CONTENT_TYPE: &'static __cbv::__private::core::primitive::str = "text/html; charset=utf-8";
        const FRAGMENTS: &'static [&'static __cbv::__private::core::primitive::str] = &[
            "text",
        ];
        #[allow(unused_variables)]
        fn render(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            let template = EntryDetailContext {
                object: context.data,
                item: context.data,
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                public: &view.public,
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("text") {
                return __cbv::__private::rendered(&template.as_text());
            }
            if context.template == EntryDetailTemplate::Compact {
                return __cbv::__private::rendered(&EntryDetailContextCompact(template));
            }
            __cbv::__private::rendered(&template)
        }
        #[allow(unused_variables)]
        fn data(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::Json> {
            <Entry as __cbv::__private::ToJson>::to_json(context.data)
        }
    }
    impl __cbv::View for EntryDetail {
        type Data = Entry;
        const NAME: &'static __cbv::__private::core::primitive::str = "EntryDetail";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Head,
        ];
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::SingleObject for EntryDetail {
        type Model = Entry;
        const PK_URL_KWARG: &'static __cbv::__private::core::primitive::str = "id";
        const SLUG_URL_KWARG: &'static __cbv::__private::core::primitive::str = "name";
        const QUERY_PK_AND_SLUG: bool = true;
        const SLUG_FIELD: __cbv::__private::core::option::Option<
            __cbv::Column<Entry, __cbv::__private::std::string::String>,
        > = __cbv::__private::core::option::Option::Some(<Entry>::SLUG);
        fn queryset() -> __cbv::QuerySet<Entry> {
            Entry::objects().filter(Entry::TOPIC.ne("private"))
        }
        const ON_DATE: __cbv::__private::core::option::Option<
            __cbv::__private::OnDate<Entry>,
        > = __cbv::__private::core::option::Option::Some(
            __cbv::__private::on_date::<Self>,
        );
        type Mixins<'__m> = &'__m Public;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.public
        }
    }
    impl __cbv::DetailView for EntryDetail {}
    impl __cbv::DateDetailView for EntryDetail {
        const DATE_FIELD: __cbv::DateField<Entry> = __cbv::__private::date_field(
            <Entry>::PUBLISHED,
        );
        const ALLOW_FUTURE: bool = false;
        const YEAR: __cbv::__private::core::option::Option<
            &'static __cbv::__private::core::primitive::str,
        > = __cbv::__private::core::option::Option::Some("2026");
        const YEAR_FORMAT: __cbv::dates::YearFormat = __cbv::dates::YearFormat::FourDigits;
        const MONTH: __cbv::__private::core::option::Option<
            &'static __cbv::__private::core::primitive::str,
        > = __cbv::__private::core::option::Option::Some("11");
        const MONTH_FORMAT: __cbv::dates::MonthFormat = __cbv::dates::MonthFormat::Number;
        const DAY: __cbv::__private::core::option::Option<
            &'static __cbv::__private::core::primitive::str,
        > = __cbv::__private::core::option::Option::Some("21");
        const DAY_FORMAT: __cbv::dates::DayFormat = __cbv::dates::DayFormat::Number;
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for EntryDetail
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
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
                public: <Public as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::take_site::<Site, __S>(parts, state).await?;
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for EntryDetail {
        const PATH: &'static __cbv::__private::core::primitive::str = "/that/day/{id}/{name}/";
    }
    #[allow(dead_code)]
    impl EntryDetail {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            Public: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DetailViaDefaults as _, DetailViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::detail::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            Public: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DetailViaDefaults as _, DetailViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).detail_view::<__S>()
            }
                .layered(|router| router.layer((from_fn(log),)))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            Public: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new()
                .route("/that/day/{id}/{name}/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/that/day/{id}/{name}/";
        ///The URL of `/that/day/{id}/{name}/`, with its arguments percent-encoded.
        pub fn url(
            id: impl __cbv::__private::KeyArgument<<Entry as __cbv::Model>::Pk>,
            name: &__cbv::__private::core::primitive::str,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/that/day/")
                .argument(&id)
                .text("/")
                .argument(&name)
                .text("/")
                .finish()
        }
    }
};
