// What the author writes:

#[derive(ListView)]
#[view(items = Headline, path = "/news/", template_name = "headlines.html", paginate_by = 2, page_kwarg = "p",
       allow_empty = false, formats(html, json))]
struct News;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    use __cbv::__private::askama::Template as headlines_html;
    #[derive(headlines_html)]
    #[template(path = "headlines.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct NewsContext<'a> {
        object_list: &'a [Headline],
        page_obj: &'a __cbv::Page<Headline>,
        paginator: &'a __cbv::Paginator,
        is_paginated: __cbv::__private::core::primitive::bool,
        pagination: __cbv::Pagination<'a>,
        view: &'a News,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for NewsContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for News {
        type Extra = ();
        type Template = __cbv::OneTemplate;
        const PLAIN: __cbv::__private::core::option::Option<fn() -> (Self, ())> = __cbv::__private::core::option::Option::Some(||
        (Self {}, ()));
        #[allow(unused_variables)]
        fn render(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            let template = NewsContext {
                object_list: &context.data.object_list,
                page_obj: context.data,
                paginator: &context.data.paginator,
                is_paginated: context.data.has_other_pages(),
                pagination: __cbv::Pagination::new(
                    context.data,
                    req,
                    <Self as __cbv::ItemListView>::page_kwarg(req),
                ),
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
        #[allow(unused_variables)]
        fn data(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::Json> {
            __cbv::__private::list_data::<
                Headline,
            >(context.data, req, <Self as __cbv::ItemListView>::page_kwarg(req))
        }
    }
    impl __cbv::View for News {
        type Data = __cbv::Page<Headline>;
        const NAME: &'static __cbv::__private::core::primitive::str = "News";
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::ItemListView for News {
        type Item = Headline;
        const PAGINATE_BY: __cbv::__private::core::option::Option<
            __cbv::__private::core::num::NonZeroU32,
        > = __cbv::__private::core::num::NonZeroU32::new(2u32);
        const PAGE_KWARG: &'static __cbv::__private::core::primitive::str = "p";
        const ALLOW_EMPTY: bool = false;
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for News
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
    {
        type Rejection = __cbv::Error;
        fn from_request_parts(
            _: &mut __cbv::__private::axum::http::request::Parts,
            _: &__S,
        ) -> impl __cbv::__private::core::future::Future<
            Output = __cbv::Result<Self>,
        > + __cbv::__private::core::marker::Send {
            __cbv::__private::core::future::ready(
                __cbv::__private::core::result::Result::Ok(Self {}),
            )
        }
    }
    impl __cbv::Located for News {
        const PATH: &'static __cbv::__private::core::primitive::str = "/news/";
    }
    #[allow(dead_code)]
    impl News {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            { __cbv::items::as_view::<Self, __S>() }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::items::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            { __cbv::items::with::<Self, __S>() }
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
        {
            __cbv::__private::axum::Router::new().route("/news/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/news/";
        ///The URL of `/news/`, with its arguments percent-encoded.
        pub fn url() -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new().text("/news/").finish()
        }
    }
};
