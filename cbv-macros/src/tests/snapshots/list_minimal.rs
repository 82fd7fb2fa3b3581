// What the author writes:

#[derive(ListView)]
#[view(model = Book)]
struct BookList;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    use __cbv::__private::askama::Template as book_list_html;
    #[derive(book_list_html)]
    #[template(path = "book_list.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct BookListContext<'a> {
        object_list: &'a [Book],
        book_list: &'a [Book],
        page_obj: &'a __cbv::Page<Book>,
        paginator: &'a __cbv::Paginator,
        is_paginated: __cbv::__private::core::primitive::bool,
        pagination: __cbv::Pagination<'a>,
        view: &'a BookList,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookListContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for BookList {
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
            let template = BookListContext {
                object_list: &context.data.object_list,
                book_list: &context.data.object_list,
                page_obj: context.data,
                paginator: &context.data.paginator,
                is_paginated: context.data.has_other_pages(),
                pagination: __cbv::Pagination::new(
                    context.data,
                    req,
                    <Self as __cbv::MultipleObject>::page_kwarg(req),
                ),
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for BookList {
        type Data = __cbv::Page<Book>;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookList";
    }
    impl __cbv::MultipleObject for BookList {
        type Model = Book;
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
    }
    impl __cbv::ListView for BookList {}
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookList
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
    #[allow(dead_code)]
    impl BookList {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{ListViaDefaults as _, ListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::list::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{ListViaDefaults as _, ListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).list_view::<__S>()
            }
        }
    }
};
