// What the author writes:

#[derive(WeekArchiveView)]
#[view(model = Entry, date_field = published, year_format = "%G", week_format = "%V", path = "/{year}/week/{week}/")]
struct EntryWeek;

// What the derive adds:

const _: () = {
    use ::cbv as __cbv;
    use __cbv::__private::askama::Template as entry_archive_week_html;
    #[derive(entry_archive_week_html)]
    #[template(path = "entry_archive_week.html", askama = __cbv::__private::askama)]
    #[allow(dead_code)]
    struct EntryWeekContext<'a> {
        object_list: &'a [Entry],
        entry_list: &'a [Entry],
        page_obj: &'a __cbv::Page<Entry>,
        paginator: &'a __cbv::Paginator,
        is_paginated: __cbv::__private::core::primitive::bool,
        pagination: __cbv::Pagination<'a>,
        next_week: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        previous_week: __cbv::__private::core::option::Option<__cbv::chrono::NaiveDate>,
        week: __cbv::chrono::NaiveDate,
        view: &'a EntryWeek,
        request: &'a __cbv::Request,
        __extra: &'a (),
    }
    impl<'a> __cbv::__private::core::ops::Deref for EntryWeekContext<'a> {
        type Target = ();
        fn deref(&self) -> &() {
            self.__extra
        }
    }
    impl __cbv::TemplateResponse for EntryWeek {
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
            let template = EntryWeekContext {
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
                next_week: context.data.next,
                previous_week: context.data.previous,
                week: context.data.date,
                view: view,
                request: req,
                __extra: &context.extra,
            };
            __cbv::__private::rendered(&template)
        }
    }
    impl __cbv::View for EntryWeek {
        type Data = __cbv::Archive<Entry>;
        const NAME: &'static __cbv::__private::core::primitive::str = "EntryWeek";
    }
    impl __cbv::MultipleObject for EntryWeek {
        type Model = Entry;
        const ALLOW_EMPTY: bool = false;
        type Mixins<'__m> = ();
        #[allow(clippy::unused_unit, unused_variables)]
        fn mixins(view: &Self) -> Self::Mixins<'_> {
            ()
        }
    }
    impl __cbv::DateListView for EntryWeek {
        const KIND: __cbv::ArchiveKind = __cbv::ArchiveKind::Week;
        const DATE_FIELD: __cbv::DateField<Entry> = __cbv::__private::date_field(
            <Entry>::PUBLISHED,
        );
        const YEAR_FORMAT: __cbv::dates::YearFormat = __cbv::dates::YearFormat::Iso;
        const WEEK_FORMAT: __cbv::dates::WeekFormat = __cbv::dates::WeekFormat::Iso;
    }
    impl<__S> __cbv::__private::axum::extract::FromRequestParts<__S> for EntryWeek
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
    impl __cbv::Located for EntryWeek {
        const PATH: &'static __cbv::__private::core::primitive::str = "/{year}/week/{week}/";
    }
    #[allow(dead_code)]
    impl EntryWeek {
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
        /// A router with the view at its path.
        pub fn router<__S>() -> __cbv::__private::axum::Router<__S>
        where
            __S: __cbv::RouterState,
        {
            __cbv::__private::axum::Router::new()
                .route("/{year}/week/{week}/", Self::as_view())
        }
        /// Where the view lives.
        pub const PATH: &'static __cbv::__private::core::primitive::str = "/{year}/week/{week}/";
        ///The URL of `/{year}/week/{week}/`, with its arguments percent-encoded.
        pub fn url(
            date: impl __cbv::__private::DateArgument,
        ) -> __cbv::__private::std::string::String {
            let date = __cbv::__private::week_start(
                __cbv::__private::DateArgument::date(&date),
                <Self as __cbv::DateListView>::WEEK_FORMAT,
            );
            __cbv::__private::Url::new()
                .text("/")
                .argument(&<Self as __cbv::DateListView>::YEAR_FORMAT.text(date))
                .text("/week/")
                .argument(&<Self as __cbv::DateListView>::WEEK_FORMAT.text(date))
                .text("/")
                .finish()
        }
    }
};
