// What the author writes:

#[derive(UpdateView)]
#[view(
    model = Book,
    queryset = Book::objects().filter(Book::PRICE.gt(0)),
    pk_url_kwarg = "id",
    slug_url_kwarg = "isbn",
    slug_field = isbn,
    query_pk_and_slug,
    context_object_name = "item",
    form_class = BookForm,
    initial(title = "New"),
    set(updated_at = Utc::now()),
    version = edition,
    prefix = "book",
    success_url = "/books/{isbn}/",
    success_message = "Saved.",
    template_name_suffix = "_change",
    app_label = "shop",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A book"),
    site = Site,
    path = "/books/{id}/{isbn}/edit/",
    http_method_names(get, post),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct BookUpdate {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    owned: Owned,
}

// What the derive adds:

///The templates of [`BookUpdate`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum BookUpdateTemplate {
    ///`shop/book_change.html`
    #[default]
    Default,
    ///`compact.html`
    Compact,
}
impl shop::cbv::TemplateName for BookUpdateTemplate {
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
    type __Form = <[(); <BookForm as __cbv::__private::FormOf<
        __Model,
    >>::KNOWN] as __cbv::__private::Known<BookForm>>::Type;
    use __cbv::__private::askama::Template as compact_html;
    use __cbv::__private::askama::Template as shop_book_change_html;
    #[derive(shop_book_change_html)]
    #[template(
        path = "shop/book_change.html",
        askama = __cbv::__private::askama,
        blocks = ["form"]
    )]
    #[allow(dead_code)]
    struct BookUpdateContext<'a> {
        object: &'a __Model,
        item: &'a __Model,
        form: &'a __cbv::form::Bound<__Form>,
        view: &'a BookUpdate,
        request: &'a __cbv::Request,
        site: &'a Site,
        user: &'a LoginRequired<Visitor>,
        owned: &'a Owned,
        title: &'static __cbv::__private::core::primitive::str,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookUpdateContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    #[derive(compact_html)]
    #[template(path = "compact.html", askama = __cbv::__private::askama)]
    struct BookUpdateContextCompact<'a>(BookUpdateContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for BookUpdateContextCompact<'a> {
        type Target = BookUpdateContext<'a>;
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
    impl<'a> __Fragments for BookUpdateContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(BookUpdateContext:: < 'static > ::as_form) > 0, "{}",
        "the template has no block `form`, or an empty one"
    );
    impl __cbv::TemplateResponse for BookUpdate {
        type Extra = ();
        type Template = BookUpdateTemplate;
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
            let template = BookUpdateContext {
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
            if context.template == BookUpdateTemplate::Compact {
                return __cbv::__private::rendered(&BookUpdateContextCompact(template));
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
    impl __cbv::View for BookUpdate {
        type Data = __cbv::form::Editing<__Model, __Form>;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookUpdate";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Post,
        ];
        const CSRF_EXEMPT: __cbv::__private::core::primitive::bool = true;
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::FormMixin for BookUpdate {
        type Form = __Form;
        const PREFIX: &'static __cbv::__private::core::primitive::str = "book";
        const TELLS: __cbv::__private::core::primitive::bool = true;
        fn initial(_: &Self) -> __cbv::form::Initial<__Form> {
            __cbv::form::Initial::new().with(<__Form>::TITLE, "New")
        }
    }
    impl __cbv::SingleObject for BookUpdate {
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
    impl __cbv::UpdateView for BookUpdate {
        #[allow(unused_variables)]
        fn set(
            view: &Self,
            req: &__cbv::Request,
        ) -> __cbv::__private::std::vec::Vec<__cbv::Assignment<__Model>> {
            __cbv::__private::std::vec![< __Model > ::UPDATED_AT.set(Utc::now())]
        }
        #[allow(unused_variables)]
        fn success_url(
            view: &Self,
            req: &__cbv::Request,
            object: &__Model,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            __cbv::__private::core::result::Result::Ok(
                __cbv::__private::Url::new()
                    .text("/books/")
                    .argument(&object.isbn)
                    .text("/")
                    .finish(),
            )
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
        const VERSION: __cbv::__private::core::option::Option<
            &'static __cbv::__private::core::primitive::str,
        > = __cbv::__private::core::option::Option::Some("edition");
        fn version_text(object: &__Model) -> __cbv::__private::std::string::String {
            __cbv::__private::versions_of(<__Model>::EDITION)
                .text(&<__Model>::EDITION.of_row(object).edition)
        }
        fn version(
            text: &__cbv::__private::core::primitive::str,
        ) -> __cbv::__private::core::option::Option<__cbv::Version<__Model>> {
            __cbv::__private::versions_of(<__Model>::EDITION).read(text)
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookUpdate
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
    impl __cbv::Located for BookUpdate {
        const PATH: &'static __cbv::__private::core::primitive::str = "/books/{id}/{isbn}/edit/";
    }
    #[allow(dead_code)]
    impl BookUpdate {
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
                use __cbv::__private::{UpdateViaDefaults as _, UpdateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::update::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Owned: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{UpdateViaDefaults as _, UpdateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).update_view::<__S>()
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
                .route("/books/{id}/{isbn}/edit/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/books/{id}/{isbn}/edit/";
        ///The URL of `/books/{id}/{isbn}/edit/`, with its arguments percent-encoded.
        pub fn url(
            id: impl __cbv::__private::KeyArgument<<__Model as __cbv::Model>::Pk>,
            isbn: &__cbv::__private::core::primitive::str,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/books/")
                .argument(&id)
                .text("/")
                .argument(&isbn)
                .text("/edit/")
                .finish()
        }
    }
};
