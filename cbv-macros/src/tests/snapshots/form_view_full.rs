// What the author writes:

#[derive(FormView)]
#[view(
    form_class = ContactForm,
    initial(name = "Ada"),
    prefix = "contact",
    success_url = Thanks,
    success_message = "Saved.",
    template_name = "contact.html",
    templates(compact = "compact.html"),
    fragments(form),
    formats(html, json),
    content_type = "text/html; charset=utf-8",
    extra_context = Counts,
    site = Site,
    path = "/contact/",
    http_method_names(get, post, head, options),
    layer(from_fn(log)),
    csrf_exempt,
    crate = shop::cbv
)]
pub(crate) struct Contact {
    user: LoginRequired<Visitor>,
    #[view(mixin)]
    cached: Cached,
}

// What the derive adds:

///The templates of [`Contact`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(dead_code)]
pub(crate) enum ContactTemplate {
    ///`contact.html`
    #[default]
    Default,
    ///`compact.html`
    Compact,
}
impl shop::cbv::TemplateName for ContactTemplate {
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
    type __Form = <[(); <ContactForm as __cbv::form::Form>::PREFIX
        .len()] as __cbv::__private::Known<ContactForm>>::Type;
    use __cbv::__private::askama::Template as compact_html;
    use __cbv::__private::askama::Template as contact_html;
    #[derive(contact_html)]
    #[template(
        path = "contact.html",
        askama = __cbv::__private::askama,
        blocks = ["form"]
    )]
    #[allow(dead_code)]
    struct ContactContext<'a> {
        form: &'a __cbv::form::Bound<__Form>,
        view: &'a Contact,
        request: &'a __cbv::Request,
        site: &'a Site,
        user: &'a LoginRequired<Visitor>,
        cached: &'a Cached,
        __extra: &'a Counts,
    }
    impl<'a> __cbv::__private::core::ops::Deref for ContactContext<'a> {
        type Target = Counts;
        fn deref(&self) -> &Counts {
            self.__extra
        }
    }
    #[derive(compact_html)]
    #[template(path = "compact.html", askama = __cbv::__private::askama)]
    struct ContactContextCompact<'a>(ContactContext<'a>);
    impl<'a> __cbv::__private::core::ops::Deref for ContactContextCompact<'a> {
        type Target = ContactContext<'a>;
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
    impl<'a> __Fragments for ContactContext<'a> {}
    const _: () = __cbv::__private::core::assert!(
        __cbv::__private::size_hint(ContactContext:: < 'static > ::as_form) > 0, "{}",
        "the template has no block `form`, or an empty one"
    );
    impl __cbv::TemplateResponse for Contact {
        type Extra = Counts;
        type Template = ContactTemplate;
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
            let template = ContactContext {
                form: context.data,
                view: view,
                request: req,
                site: __cbv::__private::site::<Site>(req)?,
                user: &view.user,
                cached: &view.cached,
                __extra: &context.extra,
            };
            if context.fragment == __cbv::__private::core::option::Option::Some("form") {
                return __cbv::__private::rendered(&template.as_form());
            }
            if context.template == ContactTemplate::Compact {
                return __cbv::__private::rendered(&ContactContextCompact(template));
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
    impl __cbv::View for Contact {
        type Data = __cbv::form::Bound<__Form>;
        const NAME: &'static __cbv::__private::core::primitive::str = "Contact";
        const HTTP_METHOD_NAMES: &'static [__cbv::Verb] = &[
            __cbv::Verb::Get,
            __cbv::Verb::Post,
            __cbv::Verb::Head,
            __cbv::Verb::Options,
        ];
        const CSRF_EXEMPT: __cbv::__private::core::primitive::bool = true;
        const FORMATS: &'static [__cbv::Format] = &[
            __cbv::Format::Html,
            __cbv::Format::Json,
        ];
    }
    impl __cbv::FormMixin for Contact {
        type Form = __Form;
        const PREFIX: &'static __cbv::__private::core::primitive::str = "contact";
        const TELLS: __cbv::__private::core::primitive::bool = true;
        fn initial(_: &Self) -> __cbv::form::Initial<__Form> {
            __cbv::form::Initial::new().with(<__Form>::NAME, "Ada")
        }
    }
    impl __cbv::FormView for Contact {
        type Mixins<'__m> = &'__m Cached;
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            &view.cached
        }
        #[allow(unused_variables)]
        fn success_url(
            view: &Self,
            req: &__cbv::Request,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            __cbv::__private::reverse(<Thanks as __cbv::Located>::PATH, req)
        }
        #[allow(unused_variables)]
        fn success_message(
            view: &Self,
            form: &__Form,
        ) -> __cbv::__private::core::option::Option<
            __cbv::__private::std::string::String,
        > {
            const _: () = __cbv::__private::needs_messages();
            __cbv::__private::core::option::Option::Some(
                __cbv::__private::std::format!("Saved."),
            )
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for Contact
    where
        __S: __cbv::__private::core::marker::Send + __cbv::__private::core::marker::Sync,
        LoginRequired<Visitor>: __cbv::ViewField<__S>,
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
                user: <LoginRequired<
                    Visitor,
                > as __cbv::ViewField<__S>>::take(parts, state)
                    .await?,
                cached: <Cached as __cbv::ViewField<__S>>::take(parts, state).await?,
            };
            __cbv::__private::take_site::<Site, __S>(parts, state).await?;
            __cbv::__private::core::result::Result::Ok(view)
        }
    }
    impl __cbv::Located for Contact {
        const PATH: &'static __cbv::__private::core::primitive::str = "/contact/";
    }
    #[allow(dead_code)]
    impl Contact {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Cached: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{FormViaDefaults as _, FormViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
                .layer((from_fn(log),))
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::form_view::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Cached: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{FormViaDefaults as _, FormViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).form_view::<__S>()
            }
                .layered(|router| router.layer((from_fn(log),)))
        }
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
            LoginRequired<Visitor>: __cbv::ViewField<__S>,
            Cached: __cbv::ViewField<__S>,
            Site: __cbv::ViewField<__S>,
        {
            __cbv::__private::axum::Router::new().route("/contact/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/contact/";
        ///The URL of `/contact/`, with its arguments percent-encoded.
        pub fn url() -> __cbv::__private::std::string::String {
            __cbv::__private::Url::new().text("/contact/").finish()
        }
    }
};
