// What the author writes:

#[derive(CreateView)]
#[view(model = Book, form_class = BookForm)]
struct BookCreate;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    type __Model = <[(); __cbv::__private::fit::writable::<
        <[(); <Book as __cbv::Model>::TABLE
            .len()] as __cbv::__private::Known<Book>>::Type,
    >()] as __cbv::__private::Known<Book>>::Type;
    type __Form = <[(); <BookForm as __cbv::__private::FormOf<
        __Model,
    >>::KNOWN] as __cbv::__private::Known<BookForm>>::Type;
    use __cbv::__private::askama::Template as book_form_html;
    #[derive(book_form_html)]
    #[template(path = "book_form.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct BookCreateContext<'a> {
        form: &'a __cbv::form::Bound<__Form>,
        view: &'a BookCreate,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for BookCreateContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for BookCreate {
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
            let template = BookCreateContext {
                form: context.data,
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for BookCreate {
        type Data = __cbv::form::Bound<__Form>;
        const NAME: &'static __cbv::__private::core::primitive::str = "BookCreate";
    }
    impl __cbv::FormMixin for BookCreate {
        type Form = __Form;
        const ALONE: __cbv::__private::core::primitive::bool = true;
    }
    impl __cbv::CreateView for BookCreate {
        type Model = __Model;
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
        #[allow(unused_variables)]
        fn success_url(
            view: &Self,
            req: &__cbv::Request,
            object: &__Model,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            __cbv::__private::core::result::Result::Ok(
                <__Model as __cbv::AbsoluteUrl>::absolute_url(object),
            )
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for BookCreate
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
    impl BookCreate {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{CreateViaDefaults as _, CreateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::create::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{CreateViaDefaults as _, CreateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).create_view::<__S>()
            }
        }
    }
};
