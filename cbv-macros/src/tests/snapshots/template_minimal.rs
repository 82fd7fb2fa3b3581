// What the author writes:

#[derive(TemplateView)]
#[view(template_name = "about.html")]
struct About;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    use __cbv::__private::askama::Template as about_html;
    #[derive(about_html)]
    #[template(path = "about.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct AboutContext<'a> {
        view: &'a About,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for AboutContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for About {
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
            let template = AboutContext {
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for About {
        type Data = ();
        const NAME: &'static __cbv::__private::core::primitive::str = "About";
    }
    impl __cbv::TemplateView for About {
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for About
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
    impl About {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{TemplateViaDefaults as _, TemplateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::template::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{TemplateViaDefaults as _, TemplateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).template_view::<__S>()
            }
        }
    }
};
