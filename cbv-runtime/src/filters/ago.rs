//! The filters `timesince` and `timeuntil`: the time between two moments in words. Templates call them through
//! [`crate::filters`], where their documentation stands. What a moment is stands in `dates.rs`.

use chrono::{Datelike, Months, NaiveDateTime};

use super::dates::{Moment, Parts};

/// Documented at [`crate::filters::timesince`].
#[askama::filter_fn]
pub fn timesince<D: Moment, N: Moment>(value: D, _: &dyn askama::Values, now: N) -> askama::Result<String> {
    Ok(between(&value.parts(), &now.parts()))
}

/// Documented at [`crate::filters::timeuntil`].
#[askama::filter_fn]
pub fn timeuntil<D: Moment, N: Moment>(value: D, _: &dyn askama::Values, now: N) -> askama::Result<String> {
    Ok(between(&now.parts(), &value.parts()))
}

/// The words for the way from one moment to the other; nothing when one of them has no date.
fn between(from: &Parts, to: &Parts) -> String {
    let Some((from, to)) = on_one_clock(from, to) else {
        return String::new();
    };
    let words = units(from, to).unwrap_or_default();
    if words.is_empty() { counted(0, "minute") } else { words.join(", ") }
}

/// Both moments in the zone of the first; a naive one is taken as it stands.
fn on_one_clock(from: &Parts, to: &Parts) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (start, end) = (from.local()?, to.local()?);
    match (from.offset(), to.offset()) {
        (Some(here), Some(there)) => Some((start, end.checked_sub_offset(there)?.checked_add_offset(here)?)),
        _ => Some((start, end)),
    }
}

/// The largest unit and the next smaller one, when both are there. Months have their real length: that is why the
/// weeks are counted from the day that lies whole months after the start.
fn units(from: NaiveDateTime, to: NaiveDateTime) -> Option<Vec<String>> {
    if to <= from {
        return None;
    }
    let months = whole_months(from, to);
    let rest = to.signed_duration_since(from.checked_add_months(Months::new(months))?).num_seconds();
    let counts = [
        (i64::from(months / 12), "year"),
        (i64::from(months % 12), "month"),
        (rest / 604_800, "week"),
        (rest / 86_400 % 7, "day"),
        (rest / 3_600 % 24, "hour"),
        (rest / 60 % 60, "minute"),
    ];
    let parts = counts.into_iter().skip_while(|(count, _)| *count == 0).take_while(|(count, _)| *count != 0);
    Some(parts.take(2).map(|(count, unit)| counted(count, unit)).collect())
}

fn whole_months(from: NaiveDateTime, to: NaiveDateTime) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month0() as i32 - from.month0() as i32;
    let unfinished = (to.day(), to.time()) < (from.day(), from.time());
    u32::try_from(months - i32::from(unfinished)).unwrap_or(0)
}

/// `3 weeks`, with a space that does not break, as Django writes it.
fn counted(count: i64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count}\u{a0}{unit}{plural}")
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;
    use crate::filters;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
    }

    #[track_caller]
    fn since(from: &str, to: &str) -> String {
        between(&at(from).parts(), &at(to).parts()).replace('\u{a0}', " ")
    }

    // The expected words are what Django 5.2's `timesince` answers.
    #[test]
    fn timesince_speaks_of_two_neighbouring_units() {
        assert_eq!(since("2024-05-01 00:00:00", "2024-05-05 06:00:00"), "4 days, 6 hours");
        assert_eq!(since("2007-08-10 12:00:00", "2008-09-10 12:00:00"), "1 year, 1 month");
        assert_eq!(since("2007-08-10 12:00:00", "2008-09-10 11:59:59"), "1 year");
        assert_eq!(since("2024-01-31 00:00:00", "2024-03-01 00:00:00"), "1 month");
        assert_eq!(since("2024-05-01 00:00:00", "2024-05-08 02:00:00"), "1 week");
        assert_eq!(since("2024-05-01 00:00:00", "2024-05-01 00:01:59"), "1 minute");
        assert_eq!(since("2024-05-01 00:00:00", "2024-05-01 00:00:59"), "0 minutes");
        assert_eq!(since("2024-05-01 00:00:00", "2024-04-01 00:00:00"), "0 minutes");
    }

    #[test]
    fn the_units_hold_together_with_a_space_that_does_not_break() {
        assert_eq!(counted(1, "day"), "1\u{a0}day");
        assert_eq!(counted(2, "day"), "2\u{a0}days");
    }

    #[test]
    fn zones_are_brought_to_one_clock() {
        let utc: DateTime<Utc> = "2024-05-01T10:00:00Z".parse().unwrap();
        let paris: DateTime<FixedOffset> = "2024-05-01T13:30:00+02:00".parse().unwrap();
        assert_eq!(between(&utc.parts(), &paris.parts()), "1\u{a0}hour, 30\u{a0}minutes");
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        let east = DateTime::<Utc>::MAX_UTC.with_timezone(&FixedOffset::east_opt(3_600).unwrap());
        for (from, to) in [
            (DateTime::<Utc>::MIN_UTC.parts(), DateTime::<Utc>::MAX_UTC.parts()),
            (DateTime::<Utc>::MAX_UTC.parts(), east.parts()),
            (NaiveDate::MIN.parts(), NaiveDate::MAX.parts()),
            (NaiveTime::MIN.parts(), NaiveDate::MAX.parts()),
        ] {
            let _ = between(&from, &to);
            let _ = between(&to, &from);
        }
        assert_eq!(between(&NaiveTime::MIN.parts(), &NaiveDate::MAX.parts()), "");
    }

    #[test]
    fn templates_give_the_present_moment_themselves() {
        #[derive(Template)]
        #[template(
            ext = "html",
            source = "{{ posted|filters::timesince(now) }}; {{ due|filters::timeuntil(now) }}; {{ never|filters::timesince(now) }}"
        )]
        struct Page {
            posted: NaiveDate,
            due: Option<NaiveDateTime>,
            never: Option<NaiveDateTime>,
            now: DateTime<Utc>,
        }
        let page = Page {
            posted: NaiveDate::from_ymd_opt(2024, 5, 1).unwrap(),
            due: Some(at("2024-06-10 00:00:00")),
            never: None,
            now: "2024-05-03T00:00:00Z".parse().unwrap(),
        };
        assert_eq!(page.render().unwrap(), "2\u{a0}days; 1\u{a0}month, 1\u{a0}week; ");
    }
}
