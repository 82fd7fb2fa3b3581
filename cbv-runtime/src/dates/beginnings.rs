//! How far from UTC a zone's periods have begun: what `query/walk.rs` needs to know of a zone, to walk the dates of a column.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    sync::{LazyLock, PoisonError, RwLock},
};

use chrono::{NaiveDate, NaiveTime};

use super::{Period, Unit, Zone};

/// The years in which zones changed: none did before, and later the rules are not known.
const YEARS: (i32, i32) = (1840, 2110);

type Known = HashMap<(Zone, Unit), &'static [i64]>;

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

impl Zone {
    /// The seconds from the instant at which a day began to its midnight in UTC, of all days that a period of `unit` begins
    /// with: the zone's offsets at these instants. Few, and in order.
    pub(crate) fn beginnings(self, unit: Unit) -> Cow<'static, [i64]> {
        if let Some(offset) = self.fixed() {
            return Cow::Owned(vec![offset.local_minus_utc().into()]);
        }
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&(self, unit)).copied();
        let known = known.unwrap_or_else(|| {
            let mut all = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
            // There are as many as there are zones: they are kept for good.
            all.entry((self, unit)).or_insert_with(|| Vec::leak(self.search(unit).into_iter().collect()))
        });
        Cow::Borrowed(known)
    }

    fn search(self, unit: Unit) -> BTreeSet<i64> {
        let first = NaiveDate::from_ymd_opt(YEARS.0, 1, 1).and_then(|day| Period::of(unit, day));
        let days = std::iter::successors(first, Period::next).map(|period| period.first());
        let days = days.take_while(|day| chrono::Datelike::year(day) < YEARS.1);
        days.map(|day| (day.and_time(NaiveTime::MIN).and_utc() - self.start_of_day(day)).num_seconds())
            .collect()
    }
}
