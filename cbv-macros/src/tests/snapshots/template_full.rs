// What the author writes:

#[derive(TemplateView)]
#[view(
    template_name = "home.html",
    templates(compact = "compact.html"),
    fragments(news),
    formats(html),
    content_type = "text/html; charset=utf-8",
    extra_context = Counts,
    site = Site,
    path = "/{lang}/",
    http_method_names(get, head),
    layer(from_fn(log)),
    crate = shop::cbv
)]
pub(crate) struct Home {
    lang: Path<String>,
    #[view(mixin)]
    cached: Cached,
}

// What the derive adds:

///The templates of [`Home`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum HomeTemplate {
    ///`home.html`
    #[default]
    Default,
    ///`compact.html`
    Compact,
}
impl shop::cbv::TemplateName for HomeTemplate {
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
    use __cbv::__private::askama::Template as compact_html;
    use __cbv::__private::askama::Template as home_html;
    #[derive(home_html)]
    #[template(path = "home.html", askama = __cbv::__private::askama, blocks = ["news"])]
    #[allow(dead_code)]
    struct HomeContext<'a> {
        view: &'a Home,
        request: &'a __cbv::Request,
        site: &'a Site,
        lang: &'a Path<String>,
        cached: &'a Cached,
        __extra: &'a Counts,
    }
    impl<'a> __cbv::__private::core::ops::Deref for HomeContext<'a> {
        type Target = Counts;
        fn deref(&self) -> &Counts {
            self.__extra
        }
    }
    #[derive(compact_html)]
    #[template(path = "compact.html", askama = __cbv::__private::askama)]
    struct HomeContextCompact<'a>(HomeContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for HomeContextCompact<'a> {
        type Target = HomeContext<'a>;
        fn deref(&self) -> &Self::Target {
            &self.0
        }
    }
    #[allow(dead_code)]
    trait __Fragments {
        fn as_news(&self) -> __cbv::__private::Unread {
            __cbv::__private::Unread
        }
    }
    impl<'a> __Fragments for HomeContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(HomeContext:: < 'static > ::as_news) > 0, "{}",
        "the template has no block `news`, or an empty one"
    );
    impl __cbv::TemplateResponse for Home {
        type Extra = Counts;
        type Template = HomeTemplate;
        const CONTENT_TYPE: &'static __cbv::__private::core::primitive::str = "text/html; charset=utf-8";
        const FRAGMENTS: &'static [&'static __cbv::__private::core::primitive::str] = &[
            "news",
        ];
        #[allow(unused_variables)]
        fn render(
            view: &Self,
            req: &__cbv::Request,
            context: &__cbv::Context<'_, Self>,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            let template = HomeContext {
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                lang: &view.lang,
                cached: &view.cached,
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("news") {
                return __cbv::__private::rendered(&template.as_news());
            }
            if context.template == HomeTemplate::Compact {
                return __cbv::__private::rendered(&HomeContextCompact(template));
            }
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for Home {
        type Data = ();
        const NAME: &'static __cbv::__private::core::primitive::str = "Home";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Head,
        ];
        const FORMATS: &'static [__cbv::Format] = &[__cbv::Format::Html];
    }
    impl __cbv::TemplateView for Home {
        type Mixins<'__m> = &'__m Cached;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.cached
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for Home
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        Path<String>: __cbv::ViewField<__S>,
        Cached: __cbv::ViewField<__S>,
        Site: __cbv::ViewField<__S>,
    {
        type Rejection = __cbv::Error;
        #[allow(unused_variables)]
        async fn from_request_parts(
            parts: &mut __cbv::__private::axum::http::request::Parts,
            state: &__S,
        ) -> __cbv::Result<Self> {
            let view = Self {
                lang: <Path<String> as __cbv::ViewField<__S>>::take(parts, state).await?,
                cached: <Cached as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::take_site::<Site, __S>(parts, state).await?;
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for Home {
        const PATH: &'static __cbv::__private::core::primitive::str = "/{lang}/";
    }
    #[allow(dead_code)]
    impl Home {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            Path<String>: __cbv::ViewField<__S>,
            Cached: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{TemplateViaDefaults as _, TemplateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::template::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            Path<String>: __cbv::ViewField<__S>,
            Cached: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{TemplateViaDefaults as _, TemplateViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).template_view::<__S>()
            }
                .layered(|router| router.layer((from_fn(log),)))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            Path<String>: __cbv::ViewField<__S>,
            Cached: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new().route("/{lang}/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/{lang}/";
        ///The URL of `/{lang}/`, with its arguments percent-encoded.
        pub fn url(
            lang: impl __cbv::__private::core::fmt::Display,
        ) -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new().text("/").argument(&lang).text("/").finish()
        }
    }
};
