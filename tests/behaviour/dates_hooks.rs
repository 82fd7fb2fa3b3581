//! The order of a request for an archive, read from the spans of its hooks; and these hooks one by one.

use std::{convert::Infallible, num::NonZeroU32};

use axum::{Router, extract::FromRequestParts};
use cbv::{
    ArchiveKind, Context, DateField, MultipleObject, OneTemplate, TemplateResponse,
    chrono::NaiveDate,
    dates::{Period, Unit},
    prelude::*,
};
use cbv_tests::{
    db::TestDb,
    log::watch,
    on_every_database,
    web::get,
    weblog::{self, Entry, at_noon},
};
use http::request::Parts;

use crate::dates_views::lines;

#[derive(MonthArchiveView)]
#[view(model = Entry, date_field = published, path = "/plain/{year}/{month}/")]
struct Plain;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = published, path = "/plain/{year}/")]
struct Year;

#[derive(DayArchiveView)]
#[view(model = Entry, date_field = published, path = "/plain/{year}/{month}/{day}/")]
struct Day;

#[derive(ArchiveIndexView)]
#[view(model = Entry, date_field = published, path = "/plain/")]
struct Index;

#[derive(DateDetailView)]
#[view(model = Entry, date_field = published, path = "/plain/{year}/{month}/{day}/{pk}/")]
struct Detail;

#[derive(YearArchiveView)]
#[view(model = Entry, date_field = published, path = "/hooked/{era}/", extra_context = Found, template_name = "entry_hooked.txt")]
struct Hooked;

impl DateListHooks for Hooked {
    async fn get_year(&self, req: &Request) -> Result<String> {
        match req.kwarg("era") {
            Some("now") => Ok("2026".to_owned()),
            Some("never") => DateListView::get_year(self, req).await,
            era => Ok(era.unwrap_or_default().to_owned()),
        }
    }

    async fn get_allow_future(&self, req: &Request) -> Result<bool> {
        Ok(req.query("future").is_some() || DateListView::get_allow_future(self, req).await?)
    }

    async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Entry>> {
        Ok(DateListView::get_queryset(self, req).await?.exclude(Entry::SLUG.eq("monday")))
    }

    async fn get_dated_queryset(
        &self,
        req: &Request,
        queryset: QuerySet<Entry>,
        lookup: Condition<Entry>,
    ) -> Result<QuerySet<Entry>> {
        Ok(DateListView::get_dated_queryset(self, req, queryset, lookup)
            .await?
            .exclude(Entry::SLUG.eq("sunday")))
    }

    async fn get_date_list(
        &self,
        req: &Request,
        queryset: QuerySet<Entry>,
        unit: Unit,
    ) -> Result<Vec<NaiveDate>> {
        assert_eq!(unit, Unit::Month);
        DateListView::get_date_list(self, req, queryset, Unit::Day).await
    }

    async fn get_make_object_list(&self, req: &Request) -> Result<bool> {
        Ok(req.query("rows").is_some())
    }

    async fn get_dated_items(&self, _: &Request, mut items: DatedItems<Entry>) -> Result<DatedItems<Entry>> {
        items.date_list.reverse();
        items.object_list = items.object_list.map(|rows| rows.exclude(Entry::SLUG.eq("morning")));
        Ok(items)
    }

    async fn get_paginate_by(&self, req: &Request, _: &QuerySet<Entry>) -> Result<Option<NonZeroU32>> {
        Ok(req.query("rows").and_then(|text| text.parse().ok()))
    }

    async fn get_next(
        &self,
        req: &Request,
        queryset: QuerySet<Entry>,
        period: Period,
    ) -> Result<Option<NaiveDate>> {
        let next = DateListView::get_next(self, req, queryset, period).await?;
        Ok(next.and_then(|date| date.succ_opt()))
    }

    async fn get_previous(
        &self,
        _: &Request,
        _: QuerySet<Entry>,
        period: Period,
    ) -> Result<Option<NaiveDate>> {
        Ok(period.previous().map(|period| period.first()))
    }
}

/// What `get_context_data` is given.
struct Found {
    found: String,
}

impl ContextData<Hooked> for Found {
    async fn get_context_data(_: &Hooked, _: &Request, archive: &Archive<Entry>) -> Result<Self> {
        let year = archive.period.map(|period| period.first());
        let found = format!(
            "{} rows, {} dates, {year:?}, {:?}",
            archive.len(),
            archive.date_list.len(),
            archive.next
        );
        Ok(Self { found })
    }
}

/// An archive without any derive and without a template.
struct ByHand;

impl View for ByHand {
    type Data = Archive<Entry>;
    const NAME: &'static str = "ByHand";
}

impl<S: Send + Sync> FromRequestParts<S> for ByHand {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

impl TemplateResponse for ByHand {
    type Extra = ();
    type Template = OneTemplate;
    const CONTENT_TYPE: &'static str = "text/csv";

    fn render(_: &Self, _: &Request, context: &Context<'_, Self>) -> Result<String> {
        let mut slugs: Vec<&str> = context.data.iter().map(|entry| entry.slug.as_str()).collect();
        slugs.sort_unstable(); // two are of one day
        Ok(slugs.join(","))
    }
}

impl MultipleObject for ByHand {
    type Model = Entry;
    type Mixins<'a> = ();
    const ALLOW_EMPTY: bool = false;

    fn mixins(_: &Self) {}
}

impl DateListView for ByHand {
    const KIND: ArchiveKind = ArchiveKind::Month;
    const DATE_FIELD: DateField<Entry> = DateField::new(Entry::DAY);
}

impl DateListHooks for ByHand {}

fn router() -> Router<Db> {
    at_noon(
        Router::new()
            .merge(Index::router())
            .merge(Year::router())
            .merge(Plain::router())
            .merge(Day::router())
            .merge(Detail::router())
            .merge(Hooked::router())
            .route("/by-hand/{year}/{month}/", cbv::date_list::as_view::<ByHand, _>()),
    )
}

/// The hooks of a request between `dispatch` and `get_context_data`.
async fn hooks(db: &TestDb, uri: &str) -> Vec<String> {
    let (page, log) = watch(get(&router(), db.db(), uri)).await;
    assert_eq!(page.code(), 200, "{uri}: {}", page.reason());
    let hooks = log.hooks();
    let end = hooks.len() - 3;
    assert_eq!(hooks[..2], ["setup", "dispatch"]);
    assert_eq!(hooks[end..], ["get_context_data", "get_template_names", "render_to_response"]);
    hooks[2..end].iter().map(|hook| (*hook).to_owned()).collect()
}

on_every_database! {
    #[test]
    async fn co_10_the_order_of_an_archive(db: &TestDb) {
        weblog::create(db).await;
        let rows = ["get_allow_future", "get_queryset", "get_ordering", "get_dated_queryset"];
        let page = ["get_dated_items", "get_paginate_by"];
        let around = ["get_next", "get_previous"];
        let month: Vec<&str> =
            [&["get_year", "get_month"][..], &rows, &["get_date_list"], &page, &around].concat();
        assert_eq!(hooks(db, "/plain/2026/nov/").await, month);
        let year: Vec<&str> =
            [&["get_year"][..], &rows, &["get_date_list", "get_make_object_list", "get_dated_items"], &around].concat();
        assert_eq!(hooks(db, "/plain/2026/").await, year);
        let day: Vec<&str> =
            [&["get_year", "get_month", "get_day"][..], &rows, &page, &around, &around].concat();
        assert_eq!(hooks(db, "/plain/2026/nov/16/").await, day);
        let index: Vec<&str> = [&rows[..], &["get_date_list"], &page].concat();
        assert_eq!(hooks(db, "/plain/").await, index);
    }

    #[test]
    async fn co_11_the_order_of_a_detail_by_its_date(db: &TestDb) {
        weblog::create(db).await;
        assert_eq!(hooks(db, "/plain/2026/nov/16/6/").await, ["get_queryset", "get_object"]);
    }

    #[test]
    async fn dt_33__dt_34_each_hook_of_an_archive_has_its_say(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let page = get(&router, db.db(), "/hooked/now/").await;
        assert_eq!(
            lines(&page),
            ["", "2026-11-21", "2026-01-01 next none previous 2025-01-01", "0 rows, 1 dates, Some(2026-01-01), None"]
        );
        // `sunday` and `morning` are left out, `monday` is nowhere
        let page = get(&router, db.db(), "/hooked/now/?rows=5&future").await;
        assert_eq!(
            lines(&page),
            [
                "tomorrow evening",
                "2026-11-22 2026-11-21",
                "2026-01-01 next 2027-01-02 previous 2025-01-01",
                "2 rows, 2 dates, Some(2026-01-01), Some(2027-01-02)",
            ]
        );
        assert_eq!(get(&router, db.db(), "/hooked/never/").await.reason(), "No year specified");
        assert_eq!(lines(&get(&router, db.db(), "/hooked/2025/?rows=1").await)[0], "night");
    }

    #[test]
    async fn dt_42__dt_43_context_data_gets_rows_dates_and_period(db: &TestDb) {
        weblog::create(db).await;
        let page = get(&router(), db.db(), "/hooked/2025/?rows=9").await;
        assert_eq!(lines(&page)[3], "3 rows, 2 dates, Some(2025-01-01), Some(2026-01-02)");
    }

    #[test]
    async fn dt_61_an_archive_needs_neither_a_derive_nor_a_template(db: &TestDb) {
        weblog::create(db).await;
        let router = router();
        let page = get(&router, db.db(), "/by-hand/2026/nov/").await;
        assert_eq!((page.text.as_str(), page.header("content-type")), ("evening,monday,morning,sunday", "text/csv"));
        assert_eq!(get(&router, db.db(), "/by-hand/2026/oct/").await.code(), 404);
    }
}
