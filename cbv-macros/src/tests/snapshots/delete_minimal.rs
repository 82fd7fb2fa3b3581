// What the author writes:

#[derive(DeleteView)]
#[view(model = Book, success_url = "/books/")]
struct BookDelete;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    type __Model = <[(); __cbv::__private::fit::writable::<
        <[(); <Book as __cbv::Model>::TABLE
            .len()] as __cbv::__private::Known<Book>>::Type,
    >()] as __cbv::__private::Known<Book>>::Type;
    use __cbv::__private::askama::Template as book_confirm_delete_html;
    #[derive(book_confirm_delete_html)]
    #[template(path = "book_confirm_delete.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct BookDeleteContext<'a> {
        object: &'a __Model,
        book: &'a __Model,
        form: &'a __cbv::form::Bound<__cbv::form::NoFields>,
        view: &'a BookDelete,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookDeleteContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for BookDelete {
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
            let template = BookDeleteContext {
                object: &context.data.object,
                book: &context.data.object,
                form: &context.data.form,
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for BookDelete {
        type Data = __cbv::form::Editing<__Model, __cbv::form::NoFields>;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookDelete";
    }
    impl __cbv::FormMixin for BookDelete {
        type Form = __cbv::form::NoFields;
        const ALONE: __cbv::__private::core::primitive::bool = true;
    }
    impl __cbv::SingleObject for BookDelete {
        type Model = __Model;
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
    }
    impl __cbv::DeleteView for BookDelete {
        #[allow(unused_variables)]
        fn success_url(
            view: &Self,
            req: &__cbv::Request,
            object: &__Model,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            __cbv::__private::core::result::Result::Ok(
                __cbv::__private::Url::new().text("/books/").finish(),
            )
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookDelete
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
    impl BookDelete {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DeleteViaDefaults as _, DeleteViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::delete::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DeleteViaDefaults as _, DeleteViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).delete_view::<__S>()
            }
        }
    }
};
