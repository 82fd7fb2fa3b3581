//! `Zone`: the time zone whose days are the days of archives. Called by `request`, by the date views and by `query/dates.rs`.

use std::{cell::Cell, fmt, str::FromStr};

use axum::Extension;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, Utc};
#[cfg(feature = "chrono-tz")]
use chrono::{Days, TimeDelta, TimeZone as _};

/// A time zone: UTC, a fixed offset, or, by the feature `chrono-tz` (a default one), a place of the IANA database.
///
/// It says when a day begins. In most places that is at midnight; where the clock is put forward over midnight it is the first
/// instant behind the gap, and where midnight comes twice it is the first of them.
///
/// ```
/// use cbv_runtime::{chrono::NaiveDate, dates::Zone};
///
/// # #[cfg(feature = "chrono-tz")]
/// # fn main() -> Result<(), cbv_runtime::dates::NoSuchZone> {
/// let zone: Zone = "Europe/Berlin".parse()?;
/// let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default();
/// assert_eq!(zone.start_of_day(day).to_string(), "2026-11-20 23:00:00 UTC");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "chrono-tz"))]
/// # fn main() {}
/// ```
///
/// Django: <https://docs.djangoproject.com/en/5.2/topics/i18n/timezones/>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Utc,
    Fixed(FixedOffset),
    #[cfg(feature = "chrono-tz")]
    Named(chrono_tz::Tz),
}

/// The text is no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone")]
pub struct NoSuchZone(String);

/// Gives an application its time zone: `router.layer(cbv::time_zone(chrono_tz::Europe::Berlin))`. Without it days are those of
/// UTC. What stands nearer to a view decides: middleware inside, or an extractor that is a field of the view, may set another
/// [`Zone`] among the request's extensions, such as the one that a user has chosen.
///
/// Pages that several people share then depend on who asks: the same URL may list other rows. Where that is not wanted, keep the
/// day in a date column.
///
/// Django: `TIME_ZONE`, and `timezone.activate`.
pub fn time_zone(zone: impl Into<Zone>) -> Extension<Zone> {
    Extension(zone.into())
}

impl Zone {
    /// UTC, the zone of applications that name none.
    pub const UTC: Self = Self(Kind::Utc);

    /// The offset to UTC at an instant.
    pub fn offset_at(self, instant: DateTime<Utc>) -> FixedOffset {
        let _ = instant; // only places ask
        match self.0 {
            Kind::Utc => Utc.fix(),
            Kind::Fixed(offset) => offset,
            #[cfg(feature = "chrono-tz")]
            Kind::Named(zone) => zone.offset_from_utc_datetime(&instant.naive_utc()).fix(),
        }
    }

    /// The offset of a zone that has only one.
    pub(super) fn fixed(self) -> Option<FixedOffset> {
        match self.0 {
            Kind::Utc => Some(Utc.fix()),
            Kind::Fixed(offset) => Some(offset),
            #[cfg(feature = "chrono-tz")]
            Kind::Named(_) => None,
        }
    }

    /// What the clock on the wall shows at an instant. At the very ends of chrono's calendar it shows UTC.
    pub fn local(self, instant: DateTime<Utc>) -> NaiveDateTime {
        let utc = instant.naive_utc();
        utc.checked_add_offset(self.offset_at(instant)).unwrap_or(utc)
    }

    /// The day that an instant belongs to: the one whose beginning is the last before it.
    pub fn day_of(self, instant: DateTime<Utc>) -> NaiveDate {
        let mut day = self.local(instant).date();
        // The clock that is put back over midnight shows the day before once more.
        while let Some(next) = day.succ_opt().filter(|next| self.start_of_day(*next) <= instant) {
            day = next;
        }
        day
    }

    /// The instant at which a day begins. A day that the zone has left out begins where the next one does.
    pub fn start_of_day(self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        let earliest = match self.0 {
            Kind::Utc => None,
            Kind::Fixed(offset) => midnight.checked_sub_offset(offset),
            #[cfg(feature = "chrono-tz")]
            Kind::Named(zone) => zone.offset_from_local_datetime(&midnight).earliest().map_or_else(
                || self.behind_the_gap(midnight),
                |offset| midnight.checked_sub_offset(offset.fix()),
            ),
        };
        earliest.unwrap_or(midnight).and_utc()
    }

    /// The first instant at which the clock shows a time behind one that it leaves out.
    #[cfg(feature = "chrono-tz")]
    fn behind_the_gap(self, left_out: NaiveDateTime) -> Option<NaiveDateTime> {
        // Offsets have never been as large as a day.
        let mut before = left_out.checked_sub_days(Days::new(1))?;
        let mut behind = left_out.checked_add_days(Days::new(1))?;
        while behind - before > TimeDelta::seconds(1) {
            let middle = before + TimeDelta::seconds((behind - before).num_seconds() / 2);
            if self.local(middle.and_utc()) < left_out { before = middle } else { behind = middle }
        }
        Some(behind)
    }
}

thread_local! {
    /// The zone in which the template that is being rendered shows instants.
    static SHOWN: Cell<Option<Zone>> = const { Cell::new(None) };
}

/// Sets the zone back, also when rendering panics.
struct Before(Option<Zone>);

impl Drop for Before {
    fn drop(&mut self) {
        SHOWN.set(self.0);
    }
}

impl Zone {
    /// Renders, with template filters showing instants in this zone; `None` leaves them as they are. Rendering does not wait
    /// for anything, so that it stays on its thread.
    pub(crate) fn showing<T>(zone: Option<Self>, render: impl FnOnce() -> T) -> T {
        let _before = Before(SHOWN.replace(zone));
        render()
    }

    /// The zone in which filters show instants.
    pub(crate) fn shown() -> Option<Self> {
        SHOWN.get()
    }

    /// What the zone is called at an instant: `CET`, or its offset where it has no name.
    pub(crate) fn name_at(self, instant: DateTime<Utc>) -> String {
        let _ = instant; // only places ask
        match self.0 {
            #[cfg(feature = "chrono-tz")]
            Kind::Named(zone) => zone.offset_from_utc_datetime(&instant.naive_utc()).to_string(),
            _ => self.to_string(),
        }
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl From<Utc> for Zone {
    fn from(_: Utc) -> Self {
        Self::UTC
    }
}

impl From<FixedOffset> for Zone {
    fn from(offset: FixedOffset) -> Self {
        Self(if offset == Utc.fix() { Kind::Utc } else { Kind::Fixed(offset) })
    }
}

#[cfg(feature = "chrono-tz")]
impl From<chrono_tz::Tz> for Zone {
    fn from(zone: chrono_tz::Tz) -> Self {
        Self(Kind::Named(zone))
    }
}

/// `UTC`, an offset such as `+05:30`, or the name of a place such as `Europe/Berlin`.
impl FromStr for Zone {
    type Err = NoSuchZone;

    fn from_str(text: &str) -> Result<Self, NoSuchZone> {
        if text == "UTC" {
            return Ok(Self::UTC);
        }
        #[cfg(feature = "chrono-tz")]
        if let Ok(zone) = text.parse::<chrono_tz::Tz>() {
            return Ok(zone.into());
        }
        text.parse::<FixedOffset>().map(Self::from).map_err(|_| NoSuchZone(text.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Utc => f.write_str("UTC"),
            Kind::Fixed(offset) => offset.fmt(f),
            #[cfg(feature = "chrono-tz")]
            Kind::Named(zone) => f.write_str(zone.name()),
        }
    }
}
