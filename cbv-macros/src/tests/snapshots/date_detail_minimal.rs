// What the author writes:

#[derive(DateDetailView)]
#[view(model = Entry, date_field = published)]
struct EntryDetail;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    use __cbv::__private::askama::Template as entry_detail_html;
    #[derive(entry_detail_html)]
    #[template(path = "entry_detail.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct EntryDetailContext<'a> {
        object: &'a Entry,
        entry: &'a Entry,
        view: &'a EntryDetail,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for EntryDetailContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for EntryDetail {
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
            let template = EntryDetailContext {
                object: context.data,
                entry: context.data,
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for EntryDetail {
        type Data = Entry;
        const NAME: &'static __cbv::__private::core::primitive::str = "EntryDetail";
    }
    impl __cbv::SingleObject for EntryDetail {
        type Model = Entry;
        const ON_DATE: __cbv::__private::core::option::Option<
            __cbv::__private::OnDate<Entry>,
        > = __cbv::__private::core::option::Option::Some(
            __cbv::__private::on_date::<Self>,
        );
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
    }
    impl __cbv::DetailView for EntryDetail {}
    impl __cbv::DateDetailView for EntryDetail {
        const DATE_FIELD: __cbv::DateField<Entry> = __cbv::__private::date_field(
            <Entry>::PUBLISHED,
        );
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for EntryDetail
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
    impl EntryDetail {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DetailViaDefaults as _, DetailViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::detail::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DetailViaDefaults as _, DetailViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).detail_view::<__S>()
            }
        }
    }
};
