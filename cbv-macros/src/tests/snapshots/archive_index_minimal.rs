// What the author writes:

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = published)]
struct EntryArchive;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    use __cbv::__private::askama::Template as entry_archive_html;
    #[derive(entry_archive_html)]
    #[template(path = "entry_archive.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct EntryArchiveContext<'a> {
        object_list: &'a [Entry],
        latest: &'a [Entry],
        page_obj: &'a __cbv::Page<Entry>,
        paginator: &'a __cbv::Paginator,
        is_paginated: __cbv::__private::core::primitive::bool,
        pagination: __cbv::Pagination<'a>,
        date_list: &'a [__cbv::chrono::NaiveDate],
        view: &'a EntryArchive,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for EntryArchiveContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for EntryArchive {
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
            let template = EntryArchiveContext {
                object_list: &context.data.object_list,
                latest: &context.data.object_list,
                page_obj: context.data,
                paginator: &context.data.paginator,
                is_paginated: context.data.has_other_pages(),
                pagination: __cbv::Pagination::new(
                    context.data,
                    req,
                    <Self as __cbv::MultipleObject>::page_kwarg(req),
                ),
                date_list: &context.data.date_list,
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for EntryArchive {
        type Data = __cbv::Archive<Entry>;
        const NAME: &'static __cbv::__private::core::primitive::str = "EntryArchive";
    }
    impl __cbv::MultipleObject for EntryArchive {
        type Model = Entry;
        const ALLOW_EMPTY: bool = false;
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
    }
    impl __cbv::DateListView for EntryArchive {
        const KIND: __cbv::ArchiveKind = __cbv::ArchiveKind::Index;
        const DATE_FIELD: __cbv::DateField<Entry> = __cbv::__private::date_field(
            <Entry>::PUBLISHED,
        );
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for EntryArchive
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
    impl EntryArchive {
        /// The view as a method router, for any path.
        pub fn as_view<__S>() -> __cbv::__private::axum::routing::MethodRouter<__S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DateListViaDefaults as _, DateListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).as_view::<__S>()
            }
        }
        /// The view with settings of one route, mounted by `as_view()` at the end: `with().content_type("text/plain").as_view()`.
        pub fn with<__S>() -> __cbv::With<Self, __cbv::date_list::Settings<Self>, __S>
        where
            __S: __cbv::RouterState,
        {
            {
                #[allow(unused_imports)]
                use __cbv::__private::{DateListViaDefaults as _, DateListViaHooks as _};
                (&__cbv::__private::Probe::<Self>::new()).date_list_view::<__S>()
            }
        }
    }
};
