//! What a route may set of a view of dates: `PostMonth::with().allow_future(true).as_view()`. How its URL writes dates is fixed,
//! because `url(..)` writes them alike.

use super::{
    super::{MultipleObject, With, multiple::Settings},
    detail::DateDetailView,
    list::DateListView,
};
use crate::{dates::Unit, request::Request, view::detail};

/// The settings of dates among those of a list or a detail.
#[derive(Debug, Default)]
pub(in crate::view) struct DateSet {
    pub(super) allow_future: Option<bool>,
    pub(super) make_object_list: Option<bool>,
    pub(super) date_list_period: Option<Unit>,
    pub(super) year: Option<&'static str>,
    pub(super) month: Option<&'static str>,
    pub(super) week: Option<&'static str>,
    pub(super) day: Option<&'static str>,
}

/// Those of an archive.
pub(super) fn of_list<V: MultipleObject>(req: &Request) -> Option<&DateSet> {
    req.settings().kind::<Settings<V>>().map(|set| &set.dates)
}

/// Those of a detail.
pub(super) fn of_detail<V: DateDetailView>(req: &Request) -> Option<&DateSet> {
    req.settings().kind::<detail::Settings<V>>().map(|set| &set.dates)
}

/// What an archive has beside what a list has.
impl<V: DateListView, S> With<V, Settings<V>, S> {
    /// Whether rows of the future are shown.
    pub fn allow_future(self, allowed: bool) -> Self {
        self.set(|settings| settings.dates.allow_future = Some(allowed))
    }

    /// Whether a year shows its rows beside its months.
    pub fn make_object_list(self, made: bool) -> Self {
        self.set(|settings| settings.dates.make_object_list = Some(made))
    }

    /// How long the dates are that are listed.
    pub fn date_list_period(self, unit: Unit) -> Self {
        self.set(|settings| settings.dates.date_list_period = Some(unit))
    }

    /// Which year, as the URL would write it.
    pub fn year(self, year: &'static str) -> Self {
        self.set(|settings| settings.dates.year = Some(year))
    }

    /// Which month, as the URL would write it.
    pub fn month(self, month: &'static str) -> Self {
        self.set(|settings| settings.dates.month = Some(month))
    }

    /// Which week, as the URL would write it.
    pub fn week(self, week: &'static str) -> Self {
        self.set(|settings| settings.dates.week = Some(week))
    }

    /// Which day, as the URL would write it.
    pub fn day(self, day: &'static str) -> Self {
        self.set(|settings| settings.dates.day = Some(day))
    }
}

/// What a detail by its date has beside what a detail has.
impl<V: DateDetailView, S> With<V, detail::Settings<V>, S> {
    /// Whether rows of the future are shown.
    pub fn allow_future(self, allowed: bool) -> Self {
        self.set(|settings| settings.dates.allow_future = Some(allowed))
    }
}
