//! A period of the texts of a URL, each in its format. Called by the date views.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::{DateError, DayFormat, MonthFormat, Period, Unit, WeekFormat, YearFormat};

impl Period {
    /// The year of a text.
    ///
    /// ```
    /// use cbv_runtime::dates::{Period, YearFormat};
    ///
    /// assert!(Period::parse_year(("2026", YearFormat::FourDigits)).is_ok());
    /// assert!(Period::parse_year(("26", YearFormat::FourDigits)).is_err());
    /// ```
    ///
    /// # Errors
    /// [`DateError::Invalid`] when it is none, [`DateError::OutOfRange`] for the year 9999; [`DateError::IsoYear`] with the
    /// year of ISO weeks.
    pub fn parse_year(year: (&str, YearFormat)) -> Result<Self, DateError> {
        Self::from(Unit::Year, date(year, None, None)?)
    }

    /// The month of the texts of a year and a month.
    ///
    /// # Errors
    /// As [`parse_year`](Period::parse_year).
    pub fn parse_month(year: (&str, YearFormat), month: (&str, MonthFormat)) -> Result<Self, DateError> {
        Self::from(Unit::Month, date(year, Some(month), None)?)
    }

    /// The day of the texts of a year, a month and a day.
    ///
    /// # Errors
    /// As [`parse_year`](Period::parse_year).
    pub fn parse_day(
        year: (&str, YearFormat),
        month: (&str, MonthFormat),
        day: (&str, DayFormat),
    ) -> Result<Self, DateError> {
        Self::from(Unit::Day, date(year, Some(month), Some(day))?)
    }

    /// The week of the texts of a year and a week. Weeks of `%U` and `%W` are numbered from 0 to 53: week 0 is the one of the
    /// days before the first Sunday or Monday, and begins in the year before; week 53 may begin in the next. An ISO week is
    /// one that the year has.
    ///
    /// # Errors
    /// As [`parse_year`](Period::parse_year); [`DateError::Incompatible`] when only one of the two is of ISO weeks.
    pub fn parse_week(year: (&str, YearFormat), week: (&str, WeekFormat)) -> Result<Self, DateError> {
        if (year.1 == YearFormat::Iso) != (week.1 == WeekFormat::Iso) {
            return Err(DateError::Incompatible { year: year.1, week: week.1 });
        }
        let first = year.1.read(year.0).zip(week.1.read(week.0));
        let first = first.and_then(|(year, number)| week_start(year, number, week.1));
        let invalid = || {
            let begins = if week.1 == WeekFormat::Sunday { "0" } else { "1" };
            invalid([(year.0, year.1.as_str()), (begins, "%w"), (week.0, week.1.as_str())])
        };
        Self::from(Unit::Week, first.filter(|first| first.year() > 0).ok_or_else(invalid)?)
    }
}

/// The first day of the period that the texts name.
fn date(
    year: (&str, YearFormat),
    month: Option<(&str, MonthFormat)>,
    day: Option<(&str, DayFormat)>,
) -> Result<NaiveDate, DateError> {
    if year.1 == YearFormat::Iso {
        return Err(DateError::IsoYear);
    }
    let read = || {
        let month = month.map_or(Some(1), |(text, format)| format.read(text))?;
        let day = day.map_or(Some(1), |(text, format)| format.read(text))?;
        NaiveDate::from_ymd_opt(year.1.read(year.0)?, month, day).filter(|date| date.year() > 0)
    };
    read().ok_or_else(|| {
        let month = month.map_or(("", ""), |(text, format)| (text, format.as_str()));
        let day = day.map_or(("", ""), |(text, format)| (text, format.as_str()));
        invalid([(year.0, year.1.as_str()), month, day])
    })
}

fn invalid(parts: [(&str, &str); 3]) -> DateError {
    let [value, format] = [parts.map(|part| part.0), parts.map(|part| part.1)].map(|texts| texts.join("__"));
    DateError::Invalid { value, format }
}

/// Where a week begins. strptime's rule: week 1 begins with the first Sunday or Monday of the year, and week 0 is the one
/// before it; where the year itself begins with that day, week 0 is week 1.
fn week_start(year: i32, week: u32, format: WeekFormat) -> Option<NaiveDate> {
    let begins = match format {
        WeekFormat::Iso => return NaiveDate::from_isoywd_opt(year, week, Weekday::Mon),
        WeekFormat::Sunday => Weekday::Sun,
        WeekFormat::Monday => Weekday::Mon,
    };
    let new_year = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let since = u64::from(new_year.weekday().days_since(begins));
    let before_first = new_year.checked_sub_days(Days::new(since))?;
    let weeks = if since == 0 { week.saturating_sub(1) } else { week };
    before_first.checked_add_days(Days::new(7 * u64::from(weeks)))
}
