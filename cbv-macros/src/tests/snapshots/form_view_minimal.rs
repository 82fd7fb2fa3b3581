// What the author writes:

#[derive(FormView)]
#[view(form_class = ContactForm, template_name = "contact.html", success_url = "/thanks/")]
struct Contact;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    type __Form = <[(); <ContactForm as __cbv::form::Form>::PREFIX
        .len()] as __cbv::__private::Known<ContactForm>>::Type;
    use __cbv::__private::askama::Template as contact_html;
    #[derive(contact_html)]
    #[template(path = "contact.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct ContactContext<'a> {
        form: &'a __cbv::form::Bound<__Form>,
        view: &'a Contact,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for ContactContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for Contact {
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
            let template = ContactContext {
                form: context.data,
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for Contact {
        type Data = __cbv::form::Bound<__Form>;
        const NAME: &'static __cbv::__private::core::primitive::str = "Contact";
    }
    impl __cbv::FormMixin for Contact {
        type Form = __Form;
    }
    impl __cbv::FormView for Contact {
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
        #[allow(unused_variables)]
        fn success_url(
            view: &Self,
            req: &__cbv::Request,
        ) -> __cbv::Result<__cbv::__private::std::string::String> {
            __cbv::__private::reverse("/thanks/", req)
        }
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for Contact
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
    impl Contact {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{FormViaDefaults as _, FormViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::form_view::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{FormViaDefaults as _, FormViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).form_view::<__S>()
            }
        }
    }
};
