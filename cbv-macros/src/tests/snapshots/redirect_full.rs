// What the author writes:

#[derive(RedirectView)]
#[view(
    pattern_name = BookDetail,
    permanent,
    query_string,
    path = "/titles/{slug}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct OldBook {
    user: LoginRequired<Visitor>,
}

// What the derive adds:

const _: () = {
    use shop::cbv as __cbv;
    impl __cbv::View for OldBook {
        type Data = ();
        const NAME: &'static __cbv::__private::core::primitive::str = "OldBook";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Head,
        ];
        const CSRF_EXEMPT: __cbv::__private::core::primitive::bool = true;
    }
    impl __cbv::RedirectView for OldBook {
        const PERMANENT: bool = true;
        const QUERY_STRING: bool = true;
        #[allow(unused_variables)]
        fn url(
            view: &Self,
            req: &__cbv::Request,
        ) -> __cbv::Result<
            __cbv::__private::core::option::Option<__cbv::__private::std::string::String>,
        > {
            __cbv::__private::reverse(<BookDetail as __cbv::Located>::PATH, req)
                .map(__cbv::__private::core::option::Option::Some)
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for OldBook
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        LoginRequired<Visitor>: __cbv::ViewField<__S>,
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
            };
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for OldBook {
        const PATH: &'static __cbv::__private::core::primitive::str = "/titles/{slug}/";
    }
    #[allow(dead_code)]
    impl OldBook {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{RedirectViaDefaults as _, RedirectViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::redirect::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{RedirectViaDefaults as _, RedirectViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).redirect_view::<__S>()
            }
                .layered(|router| router.layer((from_fn(log),)))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new()
                .route("/titles/{slug}/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/titles/{slug}/";
        ///The URL of `/titles/{slug}/`, with its arguments percent-encoded.
        pub fn url(
            slug: impl __cbv::__private::core::fmt::Display,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/titles/")
                .argument(&slug)
                .text("/")
                .finish()
        }
    }
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::has_arguments(< BookDetail as __cbv::Located > ::PATH,
        "/titles/{slug}/"), "{}",
        "the view named here has an argument in its path that `/titles/{slug}/` lacks"
    );
};
