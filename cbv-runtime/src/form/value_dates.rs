//! Dates and times in forms, as the browser's own controls send them. Called through `FormValue`.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::{Attribute, FormValue, Raw, ValidationError, Widget, errors::invalid};

/// The first format that fits.
fn first<T>(text: &str, formats: &[&str], parse: fn(&str, &str) -> chrono::ParseResult<T>) -> Option<T> {
    formats.iter().find_map(|format| parse(text, format).ok())
}

/// What a browser's control sends; the rest is Django's `DATE_INPUT_FORMATS`. `%B` reads short names of months, too.
const DATES: &[&str] = &["%Y-%m-%d", "%m/%d/%Y", "%B %d %Y", "%B %d, %Y", "%d %B %Y", "%d %B, %Y"];
/// chrono's `%Y` takes two digits as well: they are the year 24, and not 2024.
const SHORT_DATES: &[&str] = &["%m/%d/%y"];
const TIMES: &[&str] = &["%H:%M", "%H:%M:%S%.f"];

/// A date whose year has four digits, or two where a format says so.
fn date(text: &str) -> Option<NaiveDate> {
    let date = first(text, DATES, NaiveDate::parse_from_str)
        .filter(|date| text.contains(&format!("{:04}", date.year())))
        .or_else(|| first(text, SHORT_DATES, NaiveDate::parse_from_str));
    // what no database stores, and no browser's control sends
    date.filter(|date| (1..=9999).contains(&date.year()))
}

/// A date alone is its midnight.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let Some((day, time)) = text.split_once(['T', ' ']) else {
        return Some(date(text)?.and_time(NaiveTime::MIN));
    };
    let day = date(day)?;
    Some(day.and_time(first(time.trim_start(), TIMES, NaiveTime::parse_from_str)?))
}

impl FormValue for NaiveDate {
    const WIDGET: Widget = Widget::Date;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        date(raw.required_text()?).ok_or_else(|| invalid("Enter a valid date."))
    }

    fn encode(&self) -> Vec<String> {
        vec![self.format("%Y-%m-%d").to_string()]
    }
}

impl FormValue for NaiveTime {
    const WIDGET: Widget = Widget::Time;
    const ATTRS: &'static [Attribute] = ANY_STEP;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        first(raw.required_text()?, TIMES, NaiveTime::parse_from_str)
            .ok_or_else(|| invalid("Enter a valid time."))
    }

    fn encode(&self) -> Vec<String> {
        vec![self.format("%H:%M:%S").to_string()]
    }
}

impl FormValue for NaiveDateTime {
    const WIDGET: Widget = Widget::DateTime;
    const ATTRS: &'static [Attribute] = ANY_STEP;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        moment(raw.required_text()?).ok_or_else(|| invalid(NO_MOMENT))
    }

    fn encode(&self) -> Vec<String> {
        vec![self.format("%Y-%m-%dT%H:%M:%S").to_string()]
    }
}

/// Entered and shown as UTC; with an offset behind it, it is read as that instant.
impl FormValue for DateTime<Utc> {
    const WIDGET: Widget = Widget::DateTime;
    const ATTRS: &'static [Attribute] = ANY_STEP;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let Some(instant) = first(raw.text(), INSTANTS, DateTime::parse_from_str) else {
            return NaiveDateTime::decode(raw).map(|moment| moment.and_utc());
        };
        let instant = instant.to_utc();
        if (1..=9999).contains(&instant.year()) { Ok(instant) } else { Err(invalid(NO_MOMENT)) }
    }

    fn encode(&self) -> Vec<String> {
        self.naive_utc().encode()
    }
}

const NO_MOMENT: &str = "Enter a valid date/time.";

/// With an offset behind, or `Z`.
const INSTANTS: &[&str] = &["%Y-%m-%dT%H:%M%#z", "%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z"];

/// Any second may be entered: browsers refuse what is no whole minute away from what the control begins with.
const ANY_STEP: &[Attribute] = &[("step", "any")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{FieldMeta, FormData};

    fn read<T: FormValue>(text: &str) -> Result<T, String> {
        let data = FormData::from_pairs([("at".to_owned(), text.to_owned())]);
        T::decode(&Raw::new(&FieldMeta::new::<T>("at", "At"), &data, "at")).map_err(|error| error.to_string())
    }

    #[test]
    fn dates_are_read_as_django_reads_them() {
        let day = NaiveDate::from_ymd_opt(2006, 10, 25).unwrap();
        for text in [
            "2006-10-25",
            "10/25/2006",
            "10/25/06",
            "Oct 25 2006",
            "October 25 2006",
            "October 25, 2006",
            "25 October 2006",
            "25 October, 2006",
            "25 Oct 2006",
            " 25 Oct, 2006 ",
        ] {
            assert_eq!(read(text), Ok(day), "{text}");
        }
        assert_eq!(read("2008-4-1"), Ok(NaiveDate::from_ymd_opt(2008, 4, 1).unwrap()));
        for text in
            ["06-10-25", "2006-4-31", "200a-10-25", "25/10/06", "25/10/2006", "0-0-0", "12345-01-01", "hello"]
        {
            assert_eq!(read::<NaiveDate>(text), Err("Enter a valid date.".into()), "{text}");
        }
    }

    #[test]
    fn moments_are_read_as_django_reads_them() {
        let at = |hour, minute, micro| {
            let day = NaiveDate::from_ymd_opt(2006, 10, 25).unwrap();
            day.and_hms_micro_opt(hour, minute, if micro == 0 { 0 } else { 45 }, micro).unwrap()
        };
        for (text, expected) in [
            ("2006-10-25 14:30:45.000200", at(14, 30, 200)),
            ("2006-10-25 14:30:45.0002", at(14, 30, 200)),
            ("2006-10-25T14:30", at(14, 30, 0)),
            ("2006-10-25T14:30:00", at(14, 30, 0)),
            ("2006-10-25", at(0, 0, 0)),
            ("10/25/2006 14:30", at(14, 30, 0)),
            ("10/25/06 14:30:45.0002", at(14, 30, 200)),
            (" 10/25/06 ", at(0, 0, 0)),
            ("2006-10-25   14:30:00 ", at(14, 30, 0)),
        ] {
            assert_eq!(read(text), Ok(expected), "{text}");
        }
        for text in ["2006-10-25 4:30 p.m.", "2014-09-23T28:23", "06-10-25T14:30", "hello"] {
            assert_eq!(read::<NaiveDateTime>(text), Err(NO_MOMENT.into()), "{text}");
        }
        for text in
            ["2006-10-25T14:30Z", "2006-10-25T21:30+07:00", "2006-10-25T14:30:00.0Z", "2006-10-25 14:30"]
        {
            assert_eq!(read(text), Ok(at(14, 30, 0).and_utc()), "{text}");
        }
        assert_eq!(read::<DateTime<Utc>>("   "), Err("This field is required.".into()));
        assert_eq!(read::<NaiveTime>("1:25"), Ok(NaiveTime::from_hms_opt(1, 25, 0).unwrap()));
        assert_eq!(read::<NaiveTime>("1:25 p.m."), Err("Enter a valid time.".into()));
    }
}
