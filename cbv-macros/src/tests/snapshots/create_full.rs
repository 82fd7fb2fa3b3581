// What the author writes:

#[derive(CreateView)]
#[view(
    model = Book,
    form_class = BookForm,
    initial(title = "New"),
    set(author_id = view.user.id),
    prefix = "book",
    success_url = "/books/{slug}/",
    success_message = "Saved.",
    template_name = "shop/book.html",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context(title = "A new book"),
    site = Site,
    path = "/books/new/",
    http_method_names(get, post),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct BookCreate {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    owned: Owned,
}

// What the derive adds:

///The templates of [`BookCreate`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum BookCreateTemplate {
    ///`shop/book.html`
    #[default]
    Default,
    ///`compact.html`
    Compact,
}
impl shop::cbv::TemplateName for BookCreateTemplate {
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
    use __cbv::__private::askama::Template as shop_book_html;
    #[derive(shop_book_html)]
    #[template(
        path = "shop/book.html",
        askama = __cbv::__private::askama,
        blocks = ["form"]
    )]
    #[allow(dead_code)]
    struct BookCreateContext<'a> {
        form: &'a __cbv::form::Bound<__Form>,
        view: &'a BookCreate,
        request: &'a __cbv::Request,
        site: &'a Site,
        user: &'a LoginRequired<Visitor>,
        owned: &'a Owned,
        title: &'static __cbv::__private::core::primitive::str,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookCreateContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    #[derive(compact_html)]
    #[template(path = "compact.html", askama = __cbv::__private::askama)]
    struct BookCreateContextCompact<'a>(BookCreateContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for BookCreateContextCompact<'a> {
        type Target = BookCreateContext<'a>;
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
    impl<'a> __Fragments for BookCreateContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(BookCreateContext:: < 'static > ::as_form) > 0, "{}",
        "the template has no block `form`, or an empty one"
    );
    impl __cbv::TemplateResponse for BookCreate {
        type Extra = ();
        type Template = BookCreateTemplate;
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
            let template = BookCreateContext {
                form: context.data,
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                user: &view.user,
                owned: &view.owned,
                title: "A new book",
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("form") {
                return __cbv::__private::rendered(&template.as_form());
            }
            if context.template == BookCreateTemplate::Compact {
                return __cbv::__private::rendered(&BookCreateContextCompact(template));
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
    impl __cbv::View for BookCreate {
        type Data = __cbv::form::Bound<__Form>;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookCreate";
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
    impl __cbv::FormMixin for BookCreate {
        type Form = __Form;
        const PREFIX: &'static __cbv::__private::core::primitive::str = "book";
        const TELLS: __cbv::__private::core::primitive::bool = true;
        fn initial(_: &Self) -> __cbv::form::Initial<__Form> {
            __cbv::form::Initial::new().with(<__Form>::TITLE, "New")
        }
    }
    impl __cbv::CreateView for BookCreate {
        type Model = __Model;
        type Mixins<'__m> = &'__m Owned;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.owned
        }
        #[allow(unused_variables)]
        fn set(
            view: &Self,
            req: &__cbv::Request,
        ) -> __cbv::__private::std::vec::Vec<__cbv::Assignment<__Model>> {
            __cbv::__private::std::vec![< __Model > ::AUTHOR_ID.set(view.user.id)]
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
                    .argument(&object.slug)
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
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookCreate
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
    impl __cbv::Located for BookCreate {
        const PATH: &'static __cbv::__private::core::primitive::str = "/books/new/";
    }
    #[allow(dead_code)]
    impl BookCreate {
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
                use __cbv::__private::{CreateViaDefaults as _, CreateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::create::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Owned: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{CreateViaDefaults as _, CreateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).create_view::<__S>()
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
            __cbv::__private::axum::Router::new().route("/books/new/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/books/new/";
        ///The URL of `/books/new/`, with its arguments percent-encoded.
        pub fn url() -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new().text("/books/new/").finish()
        }
    }
};
