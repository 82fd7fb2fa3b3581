//! The filters `date` and `time`: Django's format characters over chrono's values. Templates call them through
//! [`crate::filters`], where their documentation stands. The time between two moments is in `ago.rs`.

use std::fmt::{Display, Write};

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike,
};

use super::forward;
use crate::dates::Zone;

/// A value that `date`, `time`, `timesince` and `timeuntil` can read: chrono's dates, times and date-times, a
/// reference to one, or an `Option` of one (`None` renders nothing).
///
/// A type of your own joins in by handing on what it holds:
///
/// ```
/// use cbv_runtime::filters::{Moment, Parts};
///
/// struct Published(chrono::NaiveDate);
///
/// impl Moment for Published {
///     fn parts(&self) -> Parts {
///         self.0.parts()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a date or a time that a filter can read",
    label = "not a date or a time",
    note = "the filters read chrono's NaiveDate, NaiveTime, NaiveDateTime and DateTime, and an Option of these"
)]
pub trait Moment {
    /// The date, the time of day and the zone of the value, as far as it has them.
    fn parts(&self) -> Parts;
}

/// What a [`Moment`] knows of itself. Made by the `parts()` of chrono's types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    date: Option<NaiveDate>,
    time: Option<NaiveTime>,
    zone: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    offset: FixedOffset,
    name: String,
}

impl Parts {
    /// The date with its time (midnight when it has none), as the clock on the wall shows it.
    pub(super) fn local(&self) -> Option<NaiveDateTime> {
        Some(self.date?.and_time(self.time.unwrap_or_default()))
    }

    /// The offset to UTC; a naive value has none.
    pub(super) fn offset(&self) -> Option<FixedOffset> {
        self.zone.as_ref().map(|zone| zone.offset)
    }

    fn is_empty(&self) -> bool {
        self.date.is_none() && self.time.is_none()
    }
}

impl Moment for NaiveDate {
    fn parts(&self) -> Parts {
        Parts { date: Some(*self), ..Parts::default() }
    }
}

impl Moment for NaiveTime {
    fn parts(&self) -> Parts {
        Parts { time: Some(*self), ..Parts::default() }
    }
}

impl Moment for NaiveDateTime {
    fn parts(&self) -> Parts {
        Parts { date: Some(self.date()), time: Some(self.time()), zone: None }
    }
}

impl<Tz: TimeZone> Moment for DateTime<Tz>
where
    Tz::Offset: Display,
{
    fn parts(&self) -> Parts {
        let instant = self.to_utc();
        let (offset, name) = match Zone::shown() {
            Some(zone) => (zone.offset_at(instant), zone.name_at(instant)),
            None => (self.offset().fix(), self.offset().to_string()),
        };
        // `naive_local` panics at the two ends of chrono's calendar.
        let Some(local) = self.naive_utc().checked_add_offset(offset) else {
            return Parts::default();
        };
        Parts { zone: Some(Place { offset, name }), ..local.parts() }
    }
}

impl<T: Moment> Moment for Option<T> {
    fn parts(&self) -> Parts {
        self.as_ref().map(Moment::parts).unwrap_or_default()
    }
}

forward!(Moment: parts -> Parts);

/// Documented at [`crate::filters::date`].
#[askama::filter_fn]
pub fn date<D: Moment>(
    value: D,
    _: &dyn askama::Values,
    #[optional("DATE_FORMAT")] format: &str,
) -> askama::Result<String> {
    Ok(render(&value.parts(), format))
}

/// Documented at [`crate::filters::time`].
#[askama::filter_fn]
pub fn time<D: Moment>(
    value: D,
    _: &dyn askama::Values,
    #[optional("TIME_FORMAT")] format: &str,
) -> askama::Result<String> {
    Ok(render(&Parts { date: None, ..value.parts() }, format))
}

/// The whole text, or nothing when the value cannot answer one of the characters: half a date would pass for a date.
fn render(parts: &Parts, format: &str) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let (mut before, mut escaped) = (' ', false);
    for symbol in named(format).chars() {
        if SYMBOLS.contains(symbol) && before != '\\' {
            if write_symbol(&mut out, symbol, parts).is_none() {
                return String::new();
            }
        } else if symbol == '\\' && !escaped {
            escaped = true;
        } else {
            escaped = false;
            out.push(symbol);
        }
        before = symbol;
    }
    if escaped {
        out.push('\\');
    }
    out
}

/// Django's names for the formats of its English locale.
fn named(format: &str) -> &str {
    match format {
        "DATE_FORMAT" => "N j, Y",
        "TIME_FORMAT" => "P",
        "DATETIME_FORMAT" => "N j, Y, P",
        "YEAR_MONTH_FORMAT" => "F Y",
        "MONTH_DAY_FORMAT" => "F j",
        "SHORT_DATE_FORMAT" => "m/d/Y",
        "SHORT_DATETIME_FORMAT" => "m/d/Y P",
        other => other,
    }
}

const SYMBOLS: &str = "aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTuUwWyYzZ";

/// Writes what one format character stands for; `None` when the value has no such part.
fn write_symbol(out: &mut String, symbol: char, parts: &Parts) -> Option<()> {
    if let Some(pattern) = date_pattern(symbol) {
        return write!(out, "{}", parts.date?.format(pattern)).ok();
    }
    if let Some(pattern) = time_pattern(symbol) {
        return write!(out, "{}", parts.time?.format(pattern)).ok();
    }
    match symbol {
        'b' => out.push_str(&parts.date?.format("%b").to_string().to_lowercase()),
        'L' => out.push_str(if parts.date?.leap_year() { "True" } else { "False" }),
        'N' => out.push_str(ap_month(parts.date?)),
        'S' => out.push_str(ordinal_suffix(parts.date?.day())),
        't' => write!(out, "{}", parts.date?.num_days_in_month()).ok()?,
        'a' => out.push_str(meridiem(parts.time?)),
        'f' => write_hour(out, parts.time?)?,
        'P' => write_clock(out, parts.time?)?,
        // Chrono does not tell whether summer time is on: better nothing than a wrong 0.
        'I' => {
            parts.date?;
        }
        'U' => write!(out, "{}", timestamp(parts)?).ok()?,
        'c' => write_iso(out, parts)?,
        'r' => write_rfc(out, parts)?,
        _ => write_zone(out, symbol, parts)?,
    }
    Some(())
}

/// The characters of a date that strftime knows under another letter.
fn date_pattern(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        'd' => "%d",
        'j' => "%-d",
        'D' => "%a",
        'l' => "%A",
        'w' => "%w",
        'z' => "%-j",
        'W' => "%-V",
        'o' => "%G",
        'm' => "%m",
        'n' => "%-m",
        'M' => "%b",
        'F' | 'E' => "%B",
        'y' => "%y",
        'Y' => "%Y",
        _ => return None,
    })
}

/// The characters of a time of day that strftime knows under another letter.
fn time_pattern(symbol: char) -> Option<&'static str> {
    Some(match symbol {
        'A' => "%p",
        'g' => "%-I",
        'G' => "%-H",
        'h' => "%I",
        'H' => "%H",
        'i' => "%M",
        's' => "%S",
        'u' => "%6f",
        _ => return None,
    })
}

/// `e`, `T`, `O` and `Z`: nothing for a naive value, and no answer from a value without a time.
fn write_zone(out: &mut String, symbol: char, parts: &Parts) -> Option<()> {
    parts.time?;
    let Some(zone) = &parts.zone else {
        return Some(());
    };
    match symbol {
        'O' => out.push_str(&zone.offset.to_string().replace(':', "")),
        'Z' => write!(out, "{}", zone.offset.local_minus_utc()).ok()?,
        _ => out.push_str(&zone.name),
    }
    Some(())
}

/// Associated Press style: the long months are abbreviated, the short ones are not.
fn ap_month(date: NaiveDate) -> &'static str {
    match date.month() {
        1 => "Jan.",
        2 => "Feb.",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "Aug.",
        9 => "Sept.",
        10 => "Oct.",
        11 => "Nov.",
        _ => "Dec.",
    }
}

fn ordinal_suffix(day: u32) -> &'static str {
    match day {
        11..=13 => "th",
        _ => match day % 10 {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        },
    }
}

fn meridiem(time: NaiveTime) -> &'static str {
    if time.hour() > 11 { "p.m." } else { "a.m." }
}

/// `f`: the hour, and the minutes only when there are any.
fn write_hour(out: &mut String, time: NaiveTime) -> Option<()> {
    let pattern = if time.minute() == 0 { "%-I" } else { "%-I:%M" };
    write!(out, "{}", time.format(pattern)).ok()
}

/// `P`: the time as one says it.
fn write_clock(out: &mut String, time: NaiveTime) -> Option<()> {
    match (time.hour(), time.minute()) {
        (0, 0) => out.push_str("midnight"),
        (12, 0) => out.push_str("noon"),
        _ => {
            write_hour(out, time)?;
            out.push(' ');
            out.push_str(meridiem(time));
        }
    }
    Some(())
}

/// `U`: seconds since 1970; a naive value is read as UTC.
fn timestamp(parts: &Parts) -> Option<i64> {
    let offset = parts.offset().map_or(0, |offset| offset.local_minus_utc());
    Some(parts.local()?.and_utc().timestamp() - i64::from(offset))
}

/// `c`: ISO 8601, with microseconds only when there are any.
fn write_iso(out: &mut String, parts: &Parts) -> Option<()> {
    write!(out, "{}", parts.date?.format("%Y-%m-%d")).ok()?;
    let Some(time) = parts.time else {
        return Some(());
    };
    let micros = time.nanosecond() / 1_000 % 1_000_000;
    let pattern = if micros == 0 { "T%H:%M:%S" } else { "T%H:%M:%S%.6f" };
    write!(out, "{}", time.format(pattern)).ok()?;
    match parts.offset() {
        Some(offset) => write!(out, "{offset}").ok(),
        None => Some(()),
    }
}

/// `r`: RFC 5322; a naive value is read as UTC. By hand, because chrono's `to_rfc2822` panics after the year 9999.
fn write_rfc(out: &mut String, parts: &Parts) -> Option<()> {
    write!(out, "{}", parts.date?.and_time(parts.time?).format("%a, %d %b %Y %H:%M:%S ")).ok()?;
    match parts.offset() {
        Some(_) => write_zone(out, 'O', parts)?,
        None => out.push_str("+0000"),
    }
    Some(())
}
