//! Generated code in a hostile house: cbv has another name, the crate depends on neither axum nor askama nor sqlx, the prelude
//! is off, the usual names mean something else, and lints are strict. It is enough that this compiles without a warning; the
//! tests mount what was derived.

#![deny(
    missing_docs,
    unreachable_pub,
    unused,
    private_interfaces,
    private_bounds,
    unnameable_types,
    rust_2018_idioms
)]
#![deny(clippy::pedantic)]
#![allow(missing_debug_implementations)] // the lint is about our own structs

/// A model and views whose module has no prelude. Their templates have no loop: askama writes `.into_iter()` for one, and
/// finds that only where `IntoIterator` is in scope.
#[no_implicit_prelude]
pub mod bare {
    use ::web::{
        ArchiveIndexView, CreateView, DateDetailView, DayArchiveView, DeleteView, DetailView, Form, FormView,
        ListView, Model, RedirectView, TemplateView, TodayArchiveView, UpdateView, View, WeekArchiveView,
        YearArchiveView,
    };

    /// A row whose columns are called as awkwardly as they may be.
    #[derive(Model)]
    #[model(crate = ::web, table = "thing", ordering(r#type, -id), url = "/things/{pk}/")]
    pub struct Thing {
        /// The key.
        pub id: ::core::primitive::i64,
        /// A keyword.
        pub r#type: ::std::string::String,
        /// A method's name.
        pub name: ::std::string::String,
    }

    /// A list that clients search, filter and order.
    #[derive(ListView)]
    #[view(crate = ::web, model = Thing, path = "/things/", paginate_by = 2, template_name = "plain_list.html",
           search_fields(r#type, name(istartswith)), filter_fields(r#type, id(gte, lte as most)), filter = strict,
           ordering_fields(r#type as kind, name), page_size_param("rows", max = 10))]
    pub struct ThingList;

    /// A detail.
    #[derive(DetailView)]
    #[view(crate = ::web, model = Thing, path = "/things/{pk}/")]
    pub struct ThingDetail;

    /// A page.
    #[derive(TemplateView)]
    #[view(crate = ::web, path = "/page/", template_name = "page.html", extra_context(title = "A page"))]
    pub struct Page;

    /// A redirect.
    #[derive(RedirectView)]
    #[view(crate = ::web, path = "/old/{pk}/", pattern_name = ThingDetail)]
    pub struct Old;

    /// A row of a day.
    #[derive(Model)]
    #[model(crate = ::web)]
    pub struct Event {
        /// The key.
        pub id: ::core::primitive::i64,
        /// The day, by the name of the argument of a link.
        pub date: ::web::chrono::NaiveDate,
    }

    /// The events.
    #[derive(ArchiveIndexView)]
    #[view(crate = ::web, model = Event, date_field = date, path = "/events/", template_name = "page.html", extra_context(title = "Events"))]
    pub struct EventArchive;

    /// Those of a year.
    #[derive(YearArchiveView)]
    #[view(crate = ::web, model = Event, date_field = date, path = "/events/{year}/", template_name = "page.html", extra_context(title = "A year"),
           make_object_list, allow_future, allow_empty, paginate_by = 2, date_list_period = week)]
    pub struct EventYear;

    /// Those of a week.
    #[derive(WeekArchiveView)]
    #[view(crate = ::web, model = Event, date_field = date, path = "/events/{year}/week/{week}/", template_name = "page.html",
           extra_context(title = "A week"), year_format = "%G", week_format = "%V")]
    pub struct EventWeek;

    /// Those of a day of 2026.
    #[derive(DayArchiveView)]
    #[view(crate = ::web, model = Event, date_field = date, path = "/2026/{month}/{day}/", template_name = "page.html",
           extra_context(title = "A day"), year = "2026")]
    pub struct EventDay;

    /// Those of today.
    #[derive(TodayArchiveView)]
    #[view(crate = ::web, model = Event, date_field = date, path = "/today/", template_name = "page.html", extra_context(title = "Today"))]
    pub struct EventToday;

    /// One of them.
    #[derive(DateDetailView)]
    #[view(crate = ::web, model = Event, date_field = date, path = "/events/{year}/{month}/{day}/{pk}/", template_name = "page.html",
           extra_context(title = "An event"))]
    pub struct EventDetail;

    /// A form whose fields are called as awkwardly as they may be.
    #[derive(Form)]
    #[form(crate = ::web, prefix = "f")]
    pub struct Question {
        /// A name that generated code has.
        #[field(max_length = 10, initial = "x", attrs(placeholder = "?"))]
        pub decoder: ::std::string::String,
        /// A keyword, and an Option.
        #[field(min_value = 1, default)]
        pub r#type: ::core::option::Option<::core::primitive::i32>,
        /// Several.
        pub rules: ::std::vec::Vec<::core::primitive::i64>,
    }

    /// The form's page.
    #[derive(FormView)]
    #[view(crate = ::web, form_class = Question, path = "/question/", template_name = "form.html", success_url = "/",
           initial(decoder = "y"))]
    pub struct Ask;

    /// The form of a row.
    #[derive(Form)]
    #[form(crate = ::web, model = Thing)]
    pub struct ThingForm {
        /// A keyword.
        pub r#type: ::std::string::String,
        /// A method's name.
        #[field(required = false)]
        pub name: ::std::string::String,
        /// No column.
        #[field(extra)]
        pub errors: ::core::primitive::bool,
    }

    /// A new row.
    #[derive(CreateView)]
    #[view(crate = ::web, model = Thing, form_class = ThingForm, path = "/things/new/", template_name = "form.html")]
    pub struct ThingCreate;

    /// A new row by its columns.
    #[derive(CreateView)]
    #[view(crate = ::web, model = Thing, fields(r#type, name), path = "/things/more/", template_name = "form.html")]
    pub struct ThingFields;

    /// A changed row.
    #[derive(UpdateView)]
    #[view(crate = ::web, model = Thing, form_class = ThingForm, path = "/things/{pk}/edit/", template_name = "form.html",
           success_url = "/things/{pk}/")]
    pub struct ThingUpdate;

    /// A row that is gone.
    #[derive(DeleteView)]
    #[view(crate = ::web, model = Thing, path = "/things/{pk}/delete/", template_name = "form.html", success_url = ThingList)]
    pub struct ThingDelete;

    /// A base view.
    #[derive(View)]
    #[view(crate = ::web, path = "/base/")]
    pub struct Base;
}

/// The usual names mean something else here.
pub mod shadowed {
    use web::{CreateView, Form, ListView, Model};

    #[expect(dead_code, reason = "their names are the point")]
    mod names {
        pub(super) struct Result;
        pub(super) struct Option;
        pub(super) struct String;
        pub(super) struct Vec;
        pub(super) struct Box;
    }
    #[expect(unused_imports, reason = "their names are the point")]
    use names::{Box, Option, Result, String, Vec};

    /// A row.
    #[derive(Model)]
    #[model(crate = web)]
    pub struct Thing {
        /// The key.
        pub id: i64,
        /// Text.
        pub r#type: std::string::String,
    }

    /// Its template reads names that generated code uses for itself.
    #[derive(ListView)]
    #[view(crate = web, model = Thing, path = "/shadowed/", extra_context(parts = 1, state = 2))]
    pub struct ThingList;

    /// Its form.
    #[derive(Form)]
    #[form(crate = web, model = Thing)]
    pub struct ThingForm {
        /// Text.
        pub r#type: std::string::String,
    }

    /// A new row.
    #[derive(CreateView)]
    #[view(crate = web, model = Thing, form_class = ThingForm, path = "/shadowed/new/", template_name = "form.html", success_url = "/")]
    pub struct ThingCreate;
}

/// Re-exported under a deep path.
pub mod deep {
    /// One more level.
    pub mod deeper {
        pub use web as renamed;
    }

    /// A page by that path.
    #[derive(web::TemplateView)]
    #[view(crate = crate::deep::deeper::renamed, template_name = "page.html", extra_context(title = "Deep"))]
    pub struct Page;
}

#[test]
fn everything_can_be_mounted() {
    let _ = bare::ThingList::router::<web::Db>();
    let _ = bare::ThingDetail::router::<web::Db>();
    let _ = bare::Ask::router::<web::Db>();
    let _ = bare::ThingCreate::router::<web::Db>();
    let _ = bare::ThingFields::router::<web::Db>();
    let _ = bare::ThingUpdate::router::<web::Db>();
    let _ = bare::ThingDelete::router::<web::Db>();
    let _ = bare::Page::router::<web::Db>();
    let _ = bare::Old::router::<web::Db>();
    let _ = bare::Base::router::<web::Db>();
    let _ = bare::EventArchive::router::<web::Db>().merge(bare::EventYear::router());
    let _ = bare::EventWeek::router::<web::Db>().merge(bare::EventDay::router());
    let _ = bare::EventToday::router::<web::Db>().merge(bare::EventDetail::router());
    let _ = shadowed::ThingList::router::<web::Db>();
    let _ = deep::Page::as_view::<web::Db>();
}

#[test]
fn urls_and_constants_have_their_names() {
    assert_eq!(bare::ThingDetail::url(7), "/things/7/");
    assert_eq!((bare::Thing::TYPE.name(), bare::Thing::NAME.name()), ("type", "name"));
    let day = web::chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default();
    assert_eq!(
        (bare::EventYear::url(day), bare::EventWeek::url(day)),
        ("/events/2026/".into(), "/events/2026/week/47/".into())
    );
    assert_eq!(
        (bare::EventDay::url(day), bare::EventDetail::url(day, 7)),
        ("/2026/nov/21/".into(), "/events/2026/nov/21/7/".into())
    );
    let thing = bare::Thing { id: 3, r#type: "a".into(), name: "b".into() };
    assert_eq!(
        (thing.absolute_url(), thing.r#type.as_str(), thing.name.as_str()),
        ("/things/3/".into(), "a", "b")
    );
}

#[test]
fn a_view_may_stand_in_a_function() {
    #[derive(web::TemplateView)]
    #[view(crate = web, template_name = "page.html", extra_context(title = "Local"))]
    struct Local;

    let _ = Local::as_view::<web::Db>();
}

macro_rules! table {
    ($name:ident, $key:ty, $text:ty) => {
        /// A row whose types come from the author's macro.
        #[derive(Debug, Clone, web::Model)]
        #[model(crate = web)]
        pub struct $name {
            /// The key.
            pub id: $key,
            /// A name.
            pub name: $text,
        }
    };
}

table!(Generated, i64, String);

#[test]
fn a_models_types_may_come_from_a_macro() {
    assert_eq!((Generated::NAME.name(), <Generated as web::Model>::TABLE), ("name", "generated"));
}
