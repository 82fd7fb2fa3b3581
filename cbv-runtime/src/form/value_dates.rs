//! Dates and times in forms, as the browser's own controls send them. Called through `FormValue`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::{FormValue, Raw, ValidationError, Widget};

/// The first format that fits.
fn first<T>(
    text: &str,
    formats: &[&str],
    parse: fn(&str, &str) -> chrono::ParseResult<T>,
    otherwise: &'static str,
) -> Result<T, ValidationError> {
    formats.iter().find_map(|format| parse(text, format).ok()).ok_or(otherwise.into())
}

const DATES: &[&str] = &["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"];
const TIMES: &[&str] = &["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"];
const DATE_TIMES: &[&str] = &[
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S%.f",
];

impl FormValue for NaiveDate {
    const WIDGET: Widget = Widget::Date;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let date = first(raw.required_text()?, DATES, NaiveDate::parse_from_str, "Enter a valid date.")?;
        // what no database stores, and no browser's control sends
        in_range(date, date, "Enter a valid date.")
    }

    fn encode(&self) -> Vec<String> {
        vec![self.format("%Y-%m-%d").to_string()]
    }
}

impl FormValue for NaiveTime {
    const WIDGET: Widget = Widget::Time;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        first(raw.required_text()?, TIMES, NaiveTime::parse_from_str, "Enter a valid time.")
    }

    fn encode(&self) -> Vec<String> {
        vec![self.format("%H:%M:%S").to_string()]
    }
}

impl FormValue for NaiveDateTime {
    const WIDGET: Widget = Widget::DateTime;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let wrong = "Enter a valid date/time.";
        let moment = first(raw.required_text()?, DATE_TIMES, NaiveDateTime::parse_from_str, wrong)?;
        in_range(moment, moment.date(), wrong)
    }

    fn encode(&self) -> Vec<String> {
        vec![self.format("%Y-%m-%dT%H:%M:%S").to_string()]
    }
}

/// Entered and shown as UTC; with an offset behind it, it is read as that instant.
impl FormValue for DateTime<Utc> {
    const WIDGET: Widget = Widget::DateTime;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        match DateTime::parse_from_rfc3339(raw.text()) {
            Ok(moment) => in_range(moment.to_utc(), moment.to_utc().date_naive(), "Enter a valid date/time."),
            Err(_) => NaiveDateTime::decode(raw).map(|moment| moment.and_utc()),
        }
    }

    fn encode(&self) -> Vec<String> {
        self.naive_utc().encode()
    }
}

fn in_range<T>(value: T, date: NaiveDate, otherwise: &'static str) -> Result<T, ValidationError> {
    use chrono::Datelike as _;
    if (1..=9999).contains(&date.year()) { Ok(value) } else { Err(otherwise.into()) }
}
