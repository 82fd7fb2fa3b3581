// What the author writes:

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = published)]
struct EntryDay;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    use __cbv::__private::askama::Template as entry_archive_day_html;
    #[derive(entry_archive_day_html)]
    #[template(path = "entry_archive_day.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct EntryDayContext<'a> {
        object_list: &'a [Entry],
        entry_list: &'a [Entry],
        page_obj: &'a __cbv::Page<Entry>,
        paginator: &'a __cbv::Paginator,
        is_paginated: __cbv::__private::core::primitive::bool,
        pagination: __cbv::Pagination<'a>,
        next_day: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        previous_day: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        next_month: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        previous_month: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        day: __cbv::chrono::NaiveDate,
        view: &'a EntryDay,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for EntryDayContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for EntryDay {
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
            let template = EntryDayContext {
                object_list: &context.data.object_list,
                entry_list: &context.data.object_list,
                page_obj: context.data,
                paginator: &context.data.paginator,
                is_paginated: context.data.has_other_pages(),
                pagination: __cbv::Pagination::new(
                    context.data,
                    req,
                    <Self as __cbv::MultipleObject>::page_kwarg(req),
                ),
                next_day: context.data.next,
                previous_day: context.data.previous,
                next_month: context.data.next_month,
                previous_month: context.data.previous_month,
                day: context.data.date,
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for EntryDay {
        type Data = __cbv::Archive<Entry>;
        const NAME: &'static __cbv::__private::core::primitive::str = "EntryDay";
    }
    impl __cbv::MultipleObject for EntryDay {
        type Model = Entry;
        const ALLOW_EMPTY: bool = false;
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
    }
    impl __cbv::DateListView for EntryDay {
        const KIND: __cbv::ArchiveKind = __cbv::ArchiveKind::Day;
        const DATE_FIELD: __cbv::DateField<Entry> = __cbv::__private::date_field(
            <Entry>::PUBLISHED,
        );
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for EntryDay
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
    impl EntryDay {
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
