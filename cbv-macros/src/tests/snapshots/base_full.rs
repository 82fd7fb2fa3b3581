// What the author writes:

#[derive(View)]
#[view(
    path = "/years/{year}/",
    http_method_names(get, post, head, options),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct Year {
    year: Path<u16>,
}

// What the derive adds:

const _: () = {
    use shop::cbv as __cbv;
    impl __cbv::View for Year {
        type Data = ();
        const NAME: &'static __cbv::__private::core::primitive::str = "Year";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Post,
            __cbv::Verb::Head,
            __cbv::Verb::Options,
        ];
        const CSRF_EXEMPT: __cbv::__private::core::primitive::bool = true;
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for Year
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        Path<u16>: __cbv::ViewField<__S>,
    {
        type Rejection = __cbv::Error;
        #[allow(unused_variables)]
        async fn from_request_parts(
            parts: &mut __cbv::__private::axum::http::request::Parts,
            state: &__S,
        ) -> __cbv::Result<Self> {
            let view = Self {
                year: <Path<u16> as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for Year {
        const PATH: &'static __cbv::__private::core::primitive::str = "/years/{year}/";
    }
    #[allow(dead_code)]
    impl Year {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            Path<u16>: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{
                    WithGet as _, WithPost as _, WithPut as _, WithPatch as _,
                    WithDelete as _, WithHead as _, WithOptions as _, WithTrace as _,
                    WithoutGet as _, WithoutPost as _, WithoutPut as _,
                    WithoutPatch as _, WithoutDelete as _, WithoutHead as _,
                    WithoutOptions as _, WithoutTrace as _,
                };
                let probe = __cbv::__private::Probe::<Self>::new();
                let router = {
                    #[allow(unused_imports)]
                    use __cbv::__private::{ViewViaDefaults as _, ViewViaHooks as _};
                    (&probe).verbs::<__S>()
                };
                let router = (&probe).get(router);
                let router = (&probe).post(router);
                let router = (&probe).put(router);
                let router = (&probe).patch(router);
                let router = (&probe).delete(router);
                let router = (&probe).head(router);
                let router = (&probe).options(router);
                let router = (&probe).trace(router);
                router.finish()
            }
                .layer((from_fn(log),))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            Path<u16>: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new()
                .route("/years/{year}/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/years/{year}/";
        ///The URL of `/years/{year}/`, with its arguments percent-encoded.
        pub fn url(
            year: impl __cbv::__private::core::fmt::Display,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new()
                .text("/years/")
                .argument(&year)
                .text("/")
                .finish()
        }
    }
};
