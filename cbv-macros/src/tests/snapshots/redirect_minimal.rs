// What the author writes:

#[derive(RedirectView)]
#[view(url = "/books/")]
struct OldBooks;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    impl __cbv::View for OldBooks {
        type Data = ();
        const NAME: &'static __cbv::__private::core::primitive::str = "OldBooks";
    }
    impl __cbv::RedirectView for OldBooks {
        #[allow(unused_variables)]
        fn url(
            view: &Self,
            req: &__cbv::Request,
        ) -> __cbv::Result<
            __cbv::__private::core::option::Option<__cbv::__private::std::string::String>,
        > {
            __cbv::__private::reverse("/books/", req)
                .map(__cbv::__private::core::option::Option::Some)
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for OldBooks
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
    impl OldBooks {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{RedirectViaDefaults as _, RedirectViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::redirect::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{RedirectViaDefaults as _, RedirectViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).redirect_view::<__S>()
            }
        }
    }
};
