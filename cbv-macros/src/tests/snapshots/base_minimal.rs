// What the author writes:

#[derive(cbv::View)]
struct Year;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    impl __cbv::View for Year {
        type Data = ();
        const NAME: &'static __cbv::__private::core::primitive::str = "Year";
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for Year
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
    impl Year {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
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
        }
    }
};
