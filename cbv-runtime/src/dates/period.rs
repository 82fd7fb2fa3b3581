//! `Period`: a year, a month, a week or a day. Made by `parse` and by users; `query/dates.rs` asks for its rows.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

use super::DateError;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// From 1 January.
    Year,
    /// From the first of a month.
    Month,
    /// Seven days. Where a list of dates is made of weeks, they begin with Monday.
    Week,
    /// One day.
    Day,
}

impl Unit {
    /// The first day of the one that holds a date, also where that is no [`Period`].
    pub(crate) fn first_day(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1),
            Self::Month => date.with_day(1),
            Self::Week => week_start(date, Weekday::Mon),
            Self::Day => Some(date),
        }
    }
}

fn week_start(date: NaiveDate, begins: Weekday) -> Option<NaiveDate> {
    date.checked_sub_days(Days::new(date.weekday().days_since(begins).into()))
}

/// A year, a month, a week or a day of the calendar: from its first day up to, and without, [`end`](Period::end). In which
/// time zone its days begin is said where its rows are asked for.
///
/// There are the years 1 to 9999. As with Django's views, a year, month or week whose end lies outside of them is none; the
/// last day, 31 December 9999, is one.
///
/// ```
/// use cbv_runtime::{chrono::NaiveDate, dates::{Period, Unit}};
///
/// # fn example() -> Option<()> {
/// let day = NaiveDate::from_ymd_opt(2026, 11, 21)?;
/// let november = Period::of(Unit::Month, day)?;
/// assert_eq!(november.first().to_string(), "2026-11-01");
/// assert_eq!(november.end().to_string(), "2026-12-01");
/// assert_eq!(november.next()?.first().to_string(), "2026-12-01");
/// # Some(())
/// # }
/// # assert!(example().is_some());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    unit: Unit,
    first: NaiveDate,
    end: NaiveDate,
}

impl Period {
    /// The period that holds a date; weeks begin with Monday (see [`week_of`](Period::week_of)). `None` outside the years 1
    /// to 9999.
    pub fn of(unit: Unit, date: NaiveDate) -> Option<Self> {
        Self::from(unit, unit.first_day(date)?).ok()
    }

    /// The week that holds a date, where weeks begin with the day `begins`.
    pub fn week_of(date: NaiveDate, begins: Weekday) -> Option<Self> {
        Self::from(Unit::Week, week_start(date, begins)?).ok()
    }

    /// The period of that length that begins with a day.
    pub(super) fn from(unit: Unit, first: NaiveDate) -> Result<Self, DateError> {
        let end = match unit {
            Unit::Year => first.checked_add_months(Months::new(12)),
            Unit::Month => first.checked_add_months(Months::new(1)),
            Unit::Week => first.checked_add_days(Days::new(7)),
            Unit::Day => first.checked_add_days(Days::new(1)),
        };
        let last = if unit == Unit::Day { first } else { end.unwrap_or(first) };
        match end {
            Some(end) if is_known(first) && is_known(last) => Ok(Self { unit, first, end }),
            _ => Err(DateError::OutOfRange),
        }
    }

    /// How long it is.
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    /// Its first day. Django's `year`, `month`, `week` and `day` of a template are this day.
    pub const fn first(&self) -> NaiveDate {
        self.first
    }

    /// The day behind its last.
    pub const fn end(&self) -> NaiveDate {
        self.end
    }

    /// Whether it holds a date.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.first <= date && date < self.end
    }

    /// The period of the same length that holds another date; weeks begin with the same day.
    pub fn around(&self, date: NaiveDate) -> Option<Self> {
        match self.unit {
            Unit::Week => Self::week_of(date, self.first.weekday()),
            unit => Self::of(unit, date),
        }
    }

    /// The period behind it, whether it has rows or not; `None` when that is none.
    pub fn next(&self) -> Option<Self> {
        Self::from(self.unit, self.end).ok()
    }

    /// The period before it, whether it has rows or not; `None` when that is none.
    pub fn previous(&self) -> Option<Self> {
        self.around(self.first.pred_opt()?)
    }
}

fn is_known(date: NaiveDate) -> bool {
    (1..=9999).contains(&date.year())
}
