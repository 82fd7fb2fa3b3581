//! The way of a request through an archive, the same for all six, and what its author may override. The defaults are in
//! `list.rs`.

use std::{future::Future, marker::PhantomData, num::NonZeroU32, pin::pin};

use axum::{body::Body, extract::FromRequestParts, response::Response, routing::MethodRouter};
use chrono::NaiveDate;

pub use super::super::multiple::Settings;
use super::{
    Archive, ArchiveKind, DatedItems,
    list::{DateListView, none_available},
    settings::of_list,
};
use crate::{
    Result,
    context::ContextData,
    dates::{DateError, Period, Unit},
    model::{Order, refuse_endless},
    page::Page,
    query::{Condition, QuerySet},
    request::Request,
    route::{Flow, RouterState, Verb, mount, mount_with},
    view::{
        Context,
        hooks::{ask, hooks, mounted, never, seen},
        multiple::paginate_queryset,
        response::wants_data,
    },
};

hooks! {
    /// What the author of an archive may override. The default of each is the function of the same name in [`DateListView`].
    #[diagnostic::on_unimplemented(
        message = "the generic view `{Self}` does not say whether it has hooks",
        label = "no `DateListHooks`",
        note = "write `impl<..> DateListHooks for {Self} {{}}` with the overrides, or with none"
    )]
    pub trait DateListHooks: DateListView, DateListFlow {
        /// The year, as the URL writes it. Asked of archives that have one, as the other parts of a date.
        ///
        /// Django: `YearMixin.get_year`.
        async fn get_year(&self, req: &Request) -> Result<String>;

        /// The month, as the URL writes it.
        ///
        /// Django: `MonthMixin.get_month`.
        async fn get_month(&self, req: &Request) -> Result<String>;

        /// The week, as the URL writes it.
        ///
        /// Django: `WeekMixin.get_week`.
        async fn get_week(&self, req: &Request) -> Result<String>;

        /// The day, as the URL writes it.
        ///
        /// Django: `DayMixin.get_day`.
        async fn get_day(&self, req: &Request) -> Result<String>;

        /// Whether rows of the future are shown.
        ///
        /// Django: `DateMixin.get_allow_future`.
        async fn get_allow_future(&self, req: &Request) -> Result<bool>;

        /// Which rows there are, of whatever date; the neighbours are looked for among them.
        ///
        /// Django: `MultipleObjectMixin.get_queryset`.
        async fn get_queryset(&self, req: &Request) -> Result<QuerySet<Self::Model>>;

        /// In which order; empty leaves it to the attribute, the queryset or the model. An order that `get_queryset` sets
        /// itself stays, also the one that a client asks for by `ordering_fields`.
        ///
        /// Django: `BaseDateListView.get_ordering`.
        async fn get_ordering(&self, req: &Request) -> Result<Vec<Order<Self::Model>>>;

        /// Of these rows those of the period; `lookup` says which that are, and that they are not of the future unless that is
        /// allowed.
        ///
        /// Django: `BaseDateListView.get_dated_queryset`.
        async fn get_dated_queryset(
            &self,
            req: &Request,
            queryset: QuerySet<Self::Model>,
            lookup: Condition<Self::Model>
        ) -> Result<QuerySet<Self::Model>>;

        /// The dates that the rows have, as long as `unit` says. Asked of the archives that list dates.
        ///
        /// Django: `BaseDateListView.get_date_list`.
        async fn get_date_list(
            &self,
            req: &Request,
            queryset: QuerySet<Self::Model>,
            unit: Unit
        ) -> Result<Vec<NaiveDate>>;

        /// Whether the rows are shown. Asked of the archive of a year.
        ///
        /// Django: `BaseYearArchiveView.get_make_object_list`.
        async fn get_make_object_list(&self, req: &Request) -> Result<bool>;

        /// The dates and the rows that are shown, before the page of them is read.
        ///
        /// Django: `BaseDateListView.get_dated_items`.
        async fn get_dated_items(
            &self,
            req: &Request,
            items: DatedItems<Self::Model>
        ) -> Result<DatedItems<Self::Model>>;

        /// How many rows are on a page; `None` shows all.
        ///
        /// Django: `MultipleObjectMixin.get_paginate_by`.
        async fn get_paginate_by(
            &self,
            req: &Request,
            queryset: &QuerySet<Self::Model>
        ) -> Result<Option<NonZeroU32>>;

        /// The first day of the period behind this one. Of the queryset's rows none is of the future, unless that is allowed.
        ///
        /// Django: `get_next_year`, `get_next_month`, `get_next_week` and `get_next_day`; `period.unit()` says which.
        async fn get_next(
            &self,
            req: &Request,
            queryset: QuerySet<Self::Model>,
            period: Period
        ) -> Result<Option<NaiveDate>>;

        /// The first day of the period before this one.
        ///
        /// Django: `get_previous_year`, `get_previous_month`, `get_previous_week` and `get_previous_day`.
        async fn get_previous(
            &self,
            req: &Request,
            queryset: QuerySet<Self::Model>,
            period: Period
        ) -> Result<Option<NaiveDate>>;

        /// Which of the view's templates is shown.
        ///
        /// Django: `TemplateResponseMixin.get_template_names`.
        async fn get_template_names(&self, req: &Request, archive: &Archive<Self::Model>) -> Result<Self::Template>;

        /// What JSON is made of, when that is asked for.
        ///
        /// Django: the `get_data` of the documentation's `JSONResponseMixin`.
        async fn get_data(&self, req: &Request, context: &Context<'_, Self>) -> Result<serde_json::Value>;

        /// Makes the response: headers are added to the default's, or another one is made of the context.
        ///
        /// Django: `TemplateResponseMixin.render_to_response`.
        async fn render_to_response(&self, req: &Request, context: Context<'_, Self>) -> Result<Response>;
    }
}

mounted!(DateListView, DateListHooks, DateListFlow, date_list_view, DateList, &[Verb::Get], finite, never);

/// Refuses rows that would load themselves without end.
fn finite<V: DateListView>() {
    refuse_endless::<V::Model>();
}

async fn run<V: DateListFlow<H>, H>(view: &mut V, req: &mut Request, _: Body) -> Result<Response> {
    ask!(view.setup(req))?;
    let rest = pin!(Some(get::<V, H>(view, req)));
    ask!(view.dispatch(req, rest))
}

async fn get<V: DateListFlow<H>, H>(view: &V, req: &Request) -> Result<Response> {
    let period = period::<V, H>(view, req).await?;
    let allow_future = ask!(view.get_allow_future(req))?;
    let queryset = ask!(view.get_queryset(req))?.order_unless_set(ask!(view.get_ordering(req))?);
    let lookup = lookup::<V>(req, period.as_ref(), allow_future);
    let dated = ask!(view.get_dated_queryset(req, queryset.clone(), lookup))?;
    let items = dated_items::<V, H>(view, req, dated).await?;
    let items = ask!(view.get_dated_items(req, items))?;
    let page = page::<V, H>(view, req, items.object_list).await?;
    let mut archive = Archive::new(page, items.date_list, period, req.today());
    if let Some(period) = period {
        around::<V, H>(view, req, queryset, period, allow_future, &mut archive).await?;
    }
    let extra = seen!(V::NAME, "get_context_data", V::Extra::get_context_data(view, req, &archive))?;
    let template = ask!(view.get_template_names(req, &archive))?;
    let mut context = Context::new(req, &archive, extra, template);
    if wants_data(req) {
        context.json = Some(ask!(view.get_data(req, &context))?);
    }
    ask!(view.render_to_response(req, context))
}

/// The period that the URL names; an index has none.
async fn period<V: DateListFlow<H>, H>(view: &V, req: &Request) -> Result<Option<Period>> {
    if V::KIND == ArchiveKind::Index {
        return Ok(None);
    }
    if V::KIND == ArchiveKind::Today {
        return Ok(Some(Period::of(Unit::Day, req.today()).ok_or(DateError::OutOfRange)?));
    }
    let year = ask!(view.get_year(req))?;
    let year = (year.as_str(), V::YEAR_FORMAT);
    let period = match V::KIND {
        ArchiveKind::Month => Period::parse_month(year, (&ask!(view.get_month(req))?, V::MONTH_FORMAT)),
        ArchiveKind::Week => Period::parse_week(year, (&ask!(view.get_week(req))?, V::WEEK_FORMAT)),
        ArchiveKind::Day => {
            let month = ask!(view.get_month(req))?;
            let day = ask!(view.get_day(req))?;
            Period::parse_day(year, (&month, V::MONTH_FORMAT), (&day, V::DAY_FORMAT))
        }
        _ => Period::parse_year(year),
    };
    Ok(Some(period?))
}

/// Which rows lie in the period, as far as they may be shown.
fn lookup<V: DateListView>(
    req: &Request,
    period: Option<&Period>,
    allow_future: bool,
) -> Condition<V::Model> {
    let (field, zone) = (V::DATE_FIELD, req.time_zone());
    let within = period.map(|period| field.within(period, zone));
    let not_future = (!allow_future).then(|| field.not_future(req.now(), zone));
    Condition::all(within.into_iter().chain(not_future))
}

/// How long its dates are: the attribute, or what the route sets.
fn date_list_period<V: DateListView>(req: &Request) -> Unit {
    of_list::<V>(req).and_then(|set| set.date_list_period).unwrap_or(V::DATE_LIST_PERIOD)
}

/// The dates of an archive that lists some, and its rows.
async fn dated_items<V: DateListFlow<H>, H>(
    view: &V,
    req: &Request,
    dated: QuerySet<V::Model>,
) -> Result<DatedItems<V::Model>> {
    let date_list = match V::KIND.date_list_period() {
        Some(_) => ask!(view.get_date_list(req, dated.clone(), date_list_period::<V>(req)))?,
        None => Vec::new(),
    };
    let object_list = match V::KIND {
        // rows without a date alone
        ArchiveKind::Index if date_list.is_empty() => Some(dated.none()),
        ArchiveKind::Year if !ask!(view.get_make_object_list(req))? => None,
        _ => Some(dated),
    };
    Ok(DatedItems { date_list, object_list })
}

/// The page that the request asks for.
async fn page<V: DateListFlow<H>, H>(
    view: &V,
    req: &Request,
    object_list: Option<QuerySet<V::Model>>,
) -> Result<Page<V::Model>> {
    let Some(rows) = object_list else { return Ok(Page::whole(Vec::new())) };
    let paginate_by = ask!(view.get_paginate_by(req, &rows))?;
    paginate_queryset::<V>(rows, paginate_by, req).await?.ok_or_else(none_available::<V>)
}

/// The periods before and behind; of a day also the months.
async fn around<V: DateListFlow<H>, H>(
    view: &V,
    req: &Request,
    queryset: QuerySet<V::Model>,
    period: Period,
    allow_future: bool,
    archive: &mut Archive<V::Model>,
) -> Result<()> {
    let queryset = match allow_future {
        true => queryset,
        false => queryset.filter(V::DATE_FIELD.not_future(req.now(), req.time_zone())),
    };
    // a period without rows is none of the future either
    let shown = |date: &NaiveDate| allow_future || *date <= req.today();
    archive.next = ask!(view.get_next(req, queryset.clone(), period))?.filter(shown);
    archive.previous = ask!(view.get_previous(req, queryset.clone(), period))?.filter(shown);
    if period.unit() == Unit::Day
        && let Some(month) = Period::of(Unit::Month, period.first())
    {
        archive.next_month = ask!(view.get_next(req, queryset.clone(), month))?.filter(shown);
        archive.previous_month = ask!(view.get_previous(req, queryset, month))?.filter(shown);
    }
    Ok(())
}
