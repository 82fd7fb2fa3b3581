// What the author writes:

#[derive(DetailView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    pk_url_kwarg = "id",
    slug_url_kwarg = "isbn",
    slug_field = isbn,
    query_pk_and_slug,
    context_object_name = "item",
    template_name_suffix = "_card",
    app_label = "shop",
    templates(compact = "shop/compact.html"),
    fragments(price),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context = Latest,
    site = Site,
    path = "/books/{id}/{isbn}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = shop::cbv
)]
pub(crate) struct BookDetail {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    below: Below,
}

// What the derive adds:

///The templates of [`BookDetail`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum BookDetailTemplate {
    ///`shop/book_card.html`
    #[default]
    Default,
    ///`shop/compact.html`
    Compact,
}
impl shop::cbv::TemplateName for BookDetailTemplate {
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
    use __cbv::__private::askama::Template as shop_book_card_html;
    use __cbv::__private::askama::Template as shop_compact_html;
    #[derive(shop_book_card_html)]
    #[template(
        path = "shop/book_card.html",
        askama = __cbv::__private::askama,
        blocks = ["price"]
    )]
    #[allow(dead_code)]
    struct BookDetailContext<'a> {
        object: &'a Book,
        item: &'a Book,
        view: &'a BookDetail,
        request: &'a __cbv::Request,
        site: &'a Site,
        user: &'a LoginRequired<Visitor>,
        below: &'a Below,
        __extra: &'a Latest,
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookDetailContext<'a> {
        type Target = Latest;
        fn deref(&self) -> &Latest {
            self.__extra
        }
    }
    #[derive(shop_compact_html)]
    #[template(path = "shop/compact.html", askama = __cbv::__private::askama)]
    struct BookDetailContextCompact<'a>(BookDetailContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for BookDetailContextCompact<'a> {
        type Target = BookDetailContext<'a>;
        fn deref(&self) -> &Self::Target {
            &self.0
        }
    }
    #[allow(dead_code)]
    trait __Fragments {
        fn as_price(&self) -> __cbv::__private::Unread {
            __cbv::__private::Unread
        }
    }
    impl<'a> __Fragments for BookDetailContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(BookDetailContext:: < 'static > ::as_price) > 0,
        "{}", "the template has no block `price`, or an empty one"
    );
    impl __cbv::TemplateResponse for BookDetail {
        type Extra = Latest;
        type Template = BookDetailTemplate;
        const CONTENT_TYPE: &'static __cbv::__private::core::primitive::str = "text/html; charset=utf-8";
        const FRAGMENTS: &'static [&'static __cbv::__private::core::primitive::str] = &[
            "price",
        ];
        #[allow(unused_variables)]
        fn render(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            let template = BookDetailContext {
                object: context.data,
                item: context.data,
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                user: &view.user,
                below: &view.below,
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("price")
            {
                return __cbv::__private::rendered(&template.as_price());
            }
            if context.template == BookDetailTemplate::Compact {
                return __cbv::__private::rendered(&BookDetailContextCompact(template));
            }
            __cbv::__private::rendered(&template)
        }
        #[allow(unused_variables)]
        fn data(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::Json> {
            <Book as __cbv::__private::ToJson>::to_json(context.data)
        }
    }
    impl __cbv::View for BookDetail {
        type Data = Book;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookDetail";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Head,
        ];
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::SingleObject for BookDetail {
        type Model = Book;
        const PK_URL_KWARG: &'static __cbv::__private::core::primitive::str = "id";
        const SLUG_URL_KWARG: &'static __cbv::__private::core::primitive::str = "isbn";
        const QUERY_PK_AND_SLUG: bool = true;
        const SLUG_FIELD: __cbv::__private::core::option::Option<
            __cbv::Column<Book, __cbv::__private::std::string::String>,
        > = __cbv::__private::core::option::Option::Some(<Book>::ISBN);
        fn queryset() -> __cbv::QuerySet<Book> {
            Book::objects().filter(Book::PRICE.gt(0))
        }
        type Mixins<'__m> = &'__m Below;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.below
        }
    }
    impl __cbv::DetailView for BookDetail {}
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookDetail
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        LoginRequired<Visitor>: __cbv::ViewField<__S>,
        Below: __cbv::ViewField<__S>,
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
                below: <Below as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::take_site::<Site, __S>(parts, state).await?;
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for BookDetail {
        const PATH: &'static __cbv::__private::core::primitive::str = "/books/{id}/{isbn}/";
    }
    #[allow(dead_code)]
    impl BookDetail {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Below: __cbv::ViewField<__S>,
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
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Below: __cbv::ViewField<__S>,
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
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Below: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new()
                .route("/books/{id}/{isbn}/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/books/{id}/{isbn}/";
        ///The URL of `/books/{id}/{isbn}/`, with its arguments percent-encoded.
        pub fn url(
            id: impl __cbv::__private::KeyArgument<<Book as __cbv::Model>::Pk>,
            isbn: &__cbv::__private::core::primitive::str,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/books/")
                .argument(&id)
                .text("/")
                .argument(&isbn)
                .text("/")
                .finish()
        }
    }
};
