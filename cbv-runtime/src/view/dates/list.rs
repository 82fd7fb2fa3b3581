//! Date archives: rows of a model by their date. The derives of the six archives implement [`DateListView`], whose functions
//! are the defaults of the hooks. What may be overridden, and the way of a request, stand in `archive.rs`.

use std::{future::Future, num::NonZeroU32};

use axum::response::Response;
use chrono::NaiveDate;

#[cfg(doc)]
use super::archive::DateListHooks;
use super::{Archive, ArchiveKind, DatedItems, parts::part, settings::of_list};
use crate::{
    Error, Result,
    dates::{DayFormat, MonthFormat, Period, Unit, WeekFormat, YearFormat},
    model::{Model, Order},
    query::{Condition, DateField, QuerySet},
    request::Request,
    view::{
        Context, Mixins as _, MultipleObject, TemplateResponse, View,
        hooks::common_defaults,
        multiple::{self, allow_empty},
        response::template,
    },
};

/// An archive of rows by their date. Derived; the functions are the defaults that [`DateListHooks`] calls, Django's `super()`.
///
/// An archive that is written by hand sets `ALLOW_EMPTY` of [`MultipleObject`] to false, as the derives do.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-date-based/>.
pub trait DateListView:
    MultipleObject + TemplateResponse + View<Data = Archive<<Self as MultipleObject>::Model>>
{
    /// Which of the archives it is.
    const KIND: ArchiveKind;
    /// The column of the date.
    const DATE_FIELD: DateField<Self::Model>;
    /// Whether rows of the future are shown.
    const ALLOW_FUTURE: bool = false;
    /// Whether a year shows its rows beside its months.
    const MAKE_OBJECT_LIST: bool = false;
    /// Whether the queryset's own order stays where the view says none; else the latest come first.
    const OWN_ORDER: bool = false;
    /// How long the dates are that are listed, in an archive that lists dates.
    const DATE_LIST_PERIOD: Unit = match Self::KIND.date_list_period() {
        Some(unit) => unit,
        None => Unit::Day,
    };
    /// The year, where the view fixes it.
    const YEAR: Option<&'static str> = None;
    /// How the URL writes the year.
    const YEAR_FORMAT: YearFormat = YearFormat::FourDigits;
    /// The month, where the view fixes it.
    const MONTH: Option<&'static str> = None;
    /// How the URL writes the month.
    const MONTH_FORMAT: MonthFormat = MonthFormat::Short;
    /// The week, where the view fixes it.
    const WEEK: Option<&'static str> = None;
    /// How the URL writes the week, and with which day weeks begin.
    const WEEK_FORMAT: WeekFormat = WeekFormat::Sunday;
    /// The day, where the view fixes it.
    const DAY: Option<&'static str> = None;
    /// How the URL writes the day.
    const DAY_FORMAT: DayFormat = DayFormat::Number;

    common_defaults!();

    /// The default of [`DateListHooks::get_year`]: the attribute, the path's `{year}`, or the parameter `year`.
    fn get_year(_view: &Self, req: &Request) -> impl Future<Output = Result<String>> + Send {
        let set = of_list::<Self>(req).and_then(|set| set.year);
        std::future::ready(part(req, set.or(Self::YEAR), "year"))
    }

    /// The default of [`DateListHooks::get_month`]: the attribute, the path's `{month}`, or the parameter `month`.
    fn get_month(_view: &Self, req: &Request) -> impl Future<Output = Result<String>> + Send {
        let set = of_list::<Self>(req).and_then(|set| set.month);
        std::future::ready(part(req, set.or(Self::MONTH), "month"))
    }

    /// The default of [`DateListHooks::get_week`]: the attribute, the path's `{week}`, or the parameter `week`.
    fn get_week(_view: &Self, req: &Request) -> impl Future<Output = Result<String>> + Send {
        let set = of_list::<Self>(req).and_then(|set| set.week);
        std::future::ready(part(req, set.or(Self::WEEK), "week"))
    }

    /// The default of [`DateListHooks::get_day`]: the attribute, the path's `{day}`, or the parameter `day`.
    fn get_day(_view: &Self, req: &Request) -> impl Future<Output = Result<String>> + Send {
        let set = of_list::<Self>(req).and_then(|set| set.day);
        std::future::ready(part(req, set.or(Self::DAY), "day"))
    }

    /// The default of [`DateListHooks::get_allow_future`]: the attribute.
    fn get_allow_future(_view: &Self, req: &Request) -> impl Future<Output = Result<bool>> + Send {
        let set = of_list::<Self>(req).and_then(|set| set.allow_future);
        std::future::ready(Ok(set.unwrap_or(Self::ALLOW_FUTURE)))
    }

    /// The default of [`DateListHooks::get_queryset`]: as that of a list, the request's filters and search included.
    fn get_queryset(
        view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        multiple::queryset::<Self>(view, req)
    }

    /// The default of [`DateListHooks::get_ordering`]: the attribute, else the latest first.
    fn get_ordering(
        _view: &Self,
        req: &Request,
    ) -> impl Future<Output = Result<Vec<Order<Self::Model>>>> + Send {
        let said = Self::OWN_ORDER || !multiple::ordering::<Self>(req).is_empty();
        std::future::ready(Ok(if said { Vec::new() } else { vec![Self::DATE_FIELD.desc()] }))
    }

    /// The default of [`DateListHooks::get_dated_queryset`]: the rows of which the condition is true.
    fn get_dated_queryset(
        _view: &Self,
        _req: &Request,
        queryset: QuerySet<Self::Model>,
        lookup: Condition<Self::Model>,
    ) -> impl Future<Output = Result<QuerySet<Self::Model>>> + Send {
        std::future::ready(Ok(queryset.filter(lookup)))
    }

    /// The default of [`DateListHooks::get_date_list`]: the first days of the periods that have rows, latest first in an index,
    /// else earliest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there are none, and the view does not allow that.
    fn get_date_list(
        _view: &Self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
        unit: Unit,
    ) -> impl Future<Output = Result<Vec<NaiveDate>>> + Send {
        async move {
            let mut dates = queryset.date_list(req.db(), Self::DATE_FIELD, unit, req.time_zone()).await?;
            if dates.is_empty() && !allow_empty::<Self>(req) {
                return Err(none_available::<Self>());
            }
            if Self::KIND == ArchiveKind::Index {
                dates.reverse();
            }
            Ok(dates)
        }
    }

    /// The default of [`DateListHooks::get_make_object_list`]: of a year the attribute, else true.
    fn get_make_object_list(_view: &Self, req: &Request) -> impl Future<Output = Result<bool>> + Send {
        let set = of_list::<Self>(req).and_then(|set| set.make_object_list);
        std::future::ready(Ok(set.unwrap_or(Self::MAKE_OBJECT_LIST || Self::KIND != ArchiveKind::Year)))
    }

    /// The default of [`DateListHooks::get_dated_items`]: what was found.
    fn get_dated_items(
        _view: &Self,
        _req: &Request,
        items: DatedItems<Self::Model>,
    ) -> impl Future<Output = Result<DatedItems<Self::Model>>> + Send {
        std::future::ready(Ok(items))
    }

    /// The default of [`DateListHooks::get_paginate_by`]: the attribute, or what the request asks for by `page_size_param`.
    fn get_paginate_by(
        _view: &Self,
        req: &Request,
        _queryset: &QuerySet<Self::Model>,
    ) -> impl Future<Output = Result<Option<NonZeroU32>>> + Send {
        std::future::ready(Ok(multiple::paginate_by::<Self>(req)))
    }

    /// The default of [`DateListHooks::get_next`]: the next period, or where periods without rows are not shown the nearest one
    /// that has some.
    fn get_next(
        _view: &Self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
        period: Period,
    ) -> impl Future<Output = Result<Option<NaiveDate>>> + Send {
        async move {
            let next = match allow_empty::<Self>(req) {
                true => period.next(),
                false => queryset.next_period(req.db(), Self::DATE_FIELD, &period, req.time_zone()).await?,
            };
            Ok(next.map(|period| period.first()))
        }
    }

    /// The default of [`DateListHooks::get_previous`]: as that of `get_next`.
    fn get_previous(
        _view: &Self,
        req: &Request,
        queryset: QuerySet<Self::Model>,
        period: Period,
    ) -> impl Future<Output = Result<Option<NaiveDate>>> + Send {
        async move {
            let previous = match allow_empty::<Self>(req) {
                true => period.previous(),
                false => {
                    queryset.previous_period(req.db(), Self::DATE_FIELD, &period, req.time_zone()).await?
                }
            };
            Ok(previous.map(|period| period.first()))
        }
    }

    /// The default of [`DateListHooks::get_template_names`]: the template of `template_name`, or the one that the
    /// route sets.
    fn get_template_names(
        _view: &Self,
        req: &Request,
        _archive: &Archive<Self::Model>,
    ) -> impl Future<Output = Result<Self::Template>> + Send {
        std::future::ready(Ok(template::<Self>(req)))
    }

    /// The default of [`DateListHooks::get_data`]: the view's own data, for a view with `formats(json)`.
    fn get_data(
        view: &Self,
        req: &Request,
        context: &Context<'_, Self>,
    ) -> impl Future<Output = Result<serde_json::Value>> + Send {
        std::future::ready(Self::data(view, req, context))
    }

    /// The default of [`DateListHooks::render_to_response`]: the rendered template, through the mixins.
    fn render_to_response(
        view: &Self,
        req: &Request,
        context: Context<'_, Self>,
    ) -> impl Future<Output = Result<Response>> + Send {
        async move { Self::mixins(view).response(context.render(view, req)?, req).await }
    }
}

/// In Django's words.
pub(super) fn none_available<V: MultipleObject>() -> Error {
    Error::not_found(format!("No {} available", V::Model::VERBOSE_NAME_PLURAL))
}
