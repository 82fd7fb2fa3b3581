//! Details by their date: one row of a model, found by its day and by its key or slug. `#[derive(DateDetailView)]` implements
//! [`DateDetailView`] beside `DetailView`, whose hooks and whose way of a request such a view has: the date is looked at in the
//! default of `get_object`.

use super::{parts::part, settings::of_detail};
use crate::{
    Error, Result,
    dates::{DayFormat, MonthFormat, Period, YearFormat},
    model::Model,
    query::{DateField, QuerySet},
    request::Request,
    view::detail::DetailView,
};

/// What a detail by its date adds to a [`DetailView`]. Derived.
///
/// Django: <https://docs.djangoproject.com/en/5.2/ref/class-based-views/generic-date-based/#datedetailview>.
pub trait DateDetailView: DetailView {
    /// The column of the date.
    const DATE_FIELD: DateField<Self::Model>;
    /// Whether a row of a day in the future is shown; else it is 404.
    const ALLOW_FUTURE: bool = false;
    /// The year, where the view fixes it.
    const YEAR: Option<&'static str> = None;
    /// How the URL writes the year.
    const YEAR_FORMAT: YearFormat = YearFormat::FourDigits;
    /// The month, where the view fixes it.
    const MONTH: Option<&'static str> = None;
    /// How the URL writes the month.
    const MONTH_FORMAT: MonthFormat = MonthFormat::Short;
    /// The day, where the view fixes it.
    const DAY: Option<&'static str> = None;
    /// How the URL writes the day.
    const DAY_FORMAT: DayFormat = DayFormat::Number;
}

/// What [`DetailView::ON_DATE`] of such a view is.
#[doc(hidden)]
pub type OnDate<M> = fn(&Request, QuerySet<M>) -> Result<QuerySet<M>>;

/// Of the rows those of the day that the URL names. A day in the future is refused before anything is read.
#[doc(hidden)]
pub fn on_date<V: DateDetailView>(req: &Request, queryset: QuerySet<V::Model>) -> Result<QuerySet<V::Model>> {
    let (year, month, day) =
        (part(req, V::YEAR, "year")?, part(req, V::MONTH, "month")?, part(req, V::DAY, "day")?);
    let period =
        Period::parse_day((&year, V::YEAR_FORMAT), (&month, V::MONTH_FORMAT), (&day, V::DAY_FORMAT))?;
    let allowed = of_detail::<V>(req).and_then(|set| set.allow_future).unwrap_or(V::ALLOW_FUTURE);
    if !allowed && period.first() > req.today() {
        let (rows, view) = (V::Model::VERBOSE_NAME_PLURAL, V::NAME);
        return Err(Error::not_found(format!(
            "Future {rows} not available because {view}.allow_future is False."
        )));
    }
    Ok(queryset.filter(V::DATE_FIELD.within(&period, req.time_zone())))
}
