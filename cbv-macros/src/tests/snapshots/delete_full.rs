// What the author writes:

#[derive(DeleteView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    pk_url_kwarg = "id",
    slug_url_kwarg = "isbn",
    slug_field = isbn,
    query_pk_and_slug,
    context_object_name = "item",
    form_class = Sure,
    initial(why = "sold out"),
    prefix = "sure",
    success_url = BookList,
    success_message = "Saved.",
    template_name_suffix = "_gone",
    app_label = "shop",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A book"),
    site = Site,
    path = "/books/{id}/{isbn}/delete/",
    http_method_names(get, post, delete),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct BookDelete {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    owned: Owned,
}

// What the derive adds:

///The templates of [`BookDelete`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum BookDeleteTemplate {
    ///`shop/book_gone.html`
    #[default]
    Default,
    ///`compact.html`
    Compact,
}
impl shop::cbv::TemplateName for BookDeleteTemplate {
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
    type __Model = <[(); __cbv::__private::fit::writable::<
        <[(); <Book as __cbv::Model>::TABLE
            .len()] as __cbv::__private::Known<Book>>::Type,
    >()] as __cbv::__private::Known<Book>>::Type;
    type __Form = <[(); <Sure as __cbv::form::Form>::PREFIX
        .len()] as __cbv::__private::Known<Sure>>::Type;
    use __cbv::__private::askama::Template as compact_html;
    use __cbv::__private::askama::Template as shop_book_gone_html;
    #[derive(shop_book_gone_html)]
    #[template(
        path = "shop/book_gone.html",
        askama = __cbv::__private::askama,
        blocks = ["form"]
    )]
    #[allow(dead_code)]
    struct BookDeleteContext<'a> {
        object: &'a __Model,
        item: &'a __Model,
        form: &'a __cbv::form::Bound<__Form>,
        view: &'a BookDelete,
        request: &'a __cbv::Request,
        site: &'a Site,
        user: &'a LoginRequired<Visitor>,
        owned: &'a Owned,
        title: &'static __cbv::__private::core::primitive::str,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookDeleteContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    #[derive(compact_html)]
    #[template(path = "compact.html", askama = __cbv::__private::askama)]
    struct BookDeleteContextCompact<'a>(BookDeleteContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for BookDeleteContextCompact<'a> {
        type Target = BookDeleteContext<'a>;
        fn deref(&self) -> &Self::Target {
            &self.0
        }
    }
    #[allow(dead_code)]
    trait __Fragments {
        fn as_form(&self) -> __cbv::__private::Unread {
            __cbv::__private::Unread
        }
    }
    impl<'a> __Fragments for BookDeleteContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(BookDeleteContext:: < 'static > ::as_form) > 0, "{}",
        "the template has no block `form`, or an empty one"
    );
    impl __cbv::TemplateResponse for BookDelete {
        type Extra = ();
        type Template = BookDeleteTemplate;
        const CONTENT_TYPE: &'static __cbv::__private::core::primitive::str = "text/html; charset=utf-8";
        const FRAGMENTS: &'static [&'static __cbv::__private::core::primitive::str] = &[
            "form",
        ];
        #[allow(unused_variables)]
        fn render(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            let template = BookDeleteContext {
                object: &context.data.object,
                item: &context.data.object,
                form: &context.data.form,
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                user: &view.user,
                owned: &view.owned,
                title: "A book",
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("form") {
                return __cbv::__private::rendered(&template.as_form());
            }
            if context.template == BookDeleteTemplate::Compact {
                return __cbv::__private::rendered(&BookDeleteContextCompact(template));
            }
            __cbv::__private::rendered(&template)
        }
        #[allow(unused_variables)]
        fn data(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::Json> {
            __cbv::__private::core::result::Result::Ok(
                __cbv::form::Shown::form(context.data).to_json(),
            )
        }
    }
    impl __cbv::View for BookDelete {
        type Data = __cbv::form::Editing<__Model, __Form>;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookDelete";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Post,
            __cbv::Verb::Delete,
        ];
        const CSRF_EXEMPT: __cbv::__private::core::primitive::bool = true;
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::FormMixin for BookDelete {
        type Form = __Form;
        const PREFIX: &'static __cbv::__private::core::primitive::str = "sure";
        const TELLS: __cbv::__private::core::primitive::bool = true;
        fn initial(_: &Self) -> __cbv::form::Initial<__Form> {
            __cbv::form::Initial::new().with(<__Form>::WHY, "sold out")
        }
    }
    impl __cbv::SingleObject for BookDelete {
        type Model = __Model;
        const PK_URL_KWARG: &'static __cbv::__private::core::primitive::str = "id";
        const SLUG_URL_KWARG: &'static __cbv::__private::core::primitive::str = "isbn";
        const QUERY_PK_AND_SLUG: bool = true;
        const SLUG_FIELD: __cbv::__private::core::option::Option<
            __cbv::Column<__Model, __cbv::__private::std::string::String>,
        > = __cbv::__private::core::option::Option::Some(<__Model>::ISBN);
        fn queryset() -> __cbv::QuerySet<__Model> {
            Book::objects().filter(Book::PRICE.gt(0))
        }
        type Mixins<'__m> = &'__m Owned;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.owned
        }
    }
    impl __cbv::DeleteView for BookDelete {
        #[allow(unused_variables)]
        fn success_url(
            view: &Self,
            req: &__cbv::Request,
            object: &__Model,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            __cbv::__private::reverse(<BookList as __cbv::Located>::PATH, req)
        }
        #[allow(unused_variables)]
        fn success_message(
            view: &Self,
            object: &__Model,
        ) -> __cbv::__private::core::option::Option<
            __cbv::__private::std::string::String,
        > {
            const _: () = __cbv::__private::needs_messages();
            __cbv::__private::core::option::Option::Some(
                __cbv::__private::std::format!("Saved."),
            )
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookDelete
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        LoginRequired<Visitor>: __cbv::ViewField<__S>,
        Owned: __cbv::ViewField<__S>,
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
                owned: <Owned as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::take_site::<Site, __S>(parts, state).await?;
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for BookDelete {
        const PATH: &'static __cbv::__private::core::primitive::str = "/books/{id}/{isbn}/delete/";
    }
    #[allow(dead_code)]
    impl BookDelete {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Owned: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DeleteViaDefaults as _, DeleteViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::delete::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Owned: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DeleteViaDefaults as _, DeleteViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).delete_view::<__S>()
            }
                .layered(|router| router.layer((from_fn(log),)))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Owned: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new()
                .route("/books/{id}/{isbn}/delete/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/books/{id}/{isbn}/delete/";
        ///The URL of `/books/{id}/{isbn}/delete/`, with its arguments percent-encoded.
        pub fn url(
            id: impl __cbv::__private::KeyArgument<<__Model as __cbv::Model>::Pk>,
            isbn: &__cbv::__private::core::primitive::str,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/books/")
                .argument(&id)
                .text("/")
                .argument(&isbn)
                .text("/delete/")
                .finish()
        }
    }
};
