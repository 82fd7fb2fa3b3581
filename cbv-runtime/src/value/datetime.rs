//! Dates and times as text: how they are read and written where a database has no type for them. By hand on bytes, because
//! chrono's general parser was 8 % of what a list page costs. Called by `sqlite`.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _};

use super::DateTimeForm;

/// Reads `2026-11-20 22:37:16` in any of the forms listed at [`DateTimeForm`]; an offset is taken off, to UTC.
pub(super) fn parse_date_time(text: &str) -> Option<NaiveDateTime> {
    let (date, rest) = take_date(text.as_bytes())?;
    let rest = match rest {
        [b' ' | b'T' | b't', rest @ ..] => rest,
        _ => return None,
    };
    let (time, rest) = take_time(rest)?;
    // An offset can lead out of the years that chrono knows.
    date.and_time(time).checked_sub_signed(offset(rest)?)
}

/// Reads `2026-11-20`, also when a time follows.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    match take_date(text.as_bytes())? {
        (date, []) => Some(date),
        _ => parse_date_time(text).map(|date_time| date_time.date()),
    }
}

/// Reads `22:37`, `22:37:16` or `22:37:16.25`.
pub(super) fn parse_time(text: &str) -> Option<NaiveTime> {
    match take_time(text.as_bytes())? {
        (time, []) => Some(time),
        _ => None,
    }
}

fn take_date(text: &[u8]) -> Option<(NaiveDate, &[u8])> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else { return None };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    let date =
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)?;
    Some((date, rest))
}

fn take_time(text: &[u8]) -> Option<(NaiveTime, &[u8])> {
    let [h1, h2, b':', m1, m2, rest @ ..] = text else { return None };
    let (hour, minute) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
    let (second, nanos, rest) = match rest {
        [b':', s1, s2, rest @ ..] => {
            let (nanos, rest) = take_fraction(rest)?;
            (number(&[*s1, *s2])?, nanos, rest)
        }
        _ => (0, 0, rest),
    };
    Some((NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?, rest))
}

/// The digits behind a point, as nanoseconds; what goes beyond them is dropped.
fn take_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', rest @ ..] = text else { return Some((0, text)) };
    let (mut nanos, mut unit, mut digits, mut rest) = (0, 100_000_000, 0, rest);
    while let [digit @ b'0'..=b'9', behind @ ..] = rest {
        nanos += u32::from(digit - b'0') * unit;
        unit /= 10;
        digits += 1;
        rest = behind;
    }
    (digits > 0).then_some((nanos, rest))
}

/// `Z`, `+01:00`, `+0100`, `+01`, or nothing, which is UTC.
fn offset(text: &[u8]) -> Option<TimeDelta> {
    let (sign, hours, minutes) = match text {
        [] | [b'Z' | b'z'] => return Some(TimeDelta::zero()),
        [sign, h1, h2] => (sign, number(&[*h1, *h2])?, 0),
        [sign, h1, h2, b':', m1, m2] | [sign, h1, h2, m1, m2] => {
            (sign, number(&[*h1, *h2])?, number(&[*m1, *m2])?)
        }
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let minutes = i64::from(hours * 60 + minutes);
    match sign {
        b'+' => Some(TimeDelta::minutes(minutes)),
        b'-' => Some(TimeDelta::minutes(-minutes)),
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

/// Writes a date and time in the form its column holds. The year has four digits: `check` saw to that.
pub(super) fn format_date_time(value: NaiveDateTime, form: DateTimeForm) -> String {
    let mut out = String::with_capacity(32);
    write_date(&mut out, value.date());
    out.push(if form == DateTimeForm::Sql { ' ' } else { 'T' });
    write_time(&mut out, value.time());
    if form == DateTimeForm::Rfc3339 {
        out.push_str("+00:00");
    }
    out
}

pub(super) fn format_date(value: NaiveDate) -> String {
    let mut out = String::with_capacity(10);
    write_date(&mut out, value);
    out
}

pub(super) fn format_time(value: NaiveTime) -> String {
    let mut out = String::with_capacity(15);
    write_time(&mut out, value);
    out
}

fn write_date(out: &mut String, value: NaiveDate) {
    let _ = write!(out, "{:04}-{:02}-{:02}", value.year(), value.month(), value.day()); // a String takes all
}

/// The fraction is written with all its six digits or not at all: both sort as time does.
fn write_time(out: &mut String, value: NaiveTime) {
    let _ = write!(out, "{:02}:{:02}:{:02}", value.hour(), value.minute(), value.second());
    let micros = value.nanosecond() / 1000;
    if micros > 0 {
        let _ = write!(out, ".{micros:06}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date_time(text: &str) -> Option<String> {
        parse_date_time(text).map(|value| format_date_time(value, DateTimeForm::Sql))
    }

    #[test]
    fn every_listed_form_is_read() {
        for (text, expected) in [
            ("2026-11-20 22:37:16", "2026-11-20 22:37:16"),
            ("2026-11-20T22:37:16", "2026-11-20 22:37:16"),
            ("2026-11-20 22:37", "2026-11-20 22:37:00"),
            ("2026-11-20 22:37:16.5", "2026-11-20 22:37:16.500000"),
            ("2026-11-20 22:37:16.123456789", "2026-11-20 22:37:16.123456"),
            ("2026-11-20 22:37:16.1234567891234", "2026-11-20 22:37:16.123456"),
            ("2026-11-20T22:37:16Z", "2026-11-20 22:37:16"),
            ("2026-11-20t22:37:16.25z", "2026-11-20 22:37:16.250000"),
            ("2026-11-20T22:37:16+01:00", "2026-11-20 21:37:16"),
            ("2026-11-20 22:37:16-0530", "2026-11-21 04:07:16"),
            ("2026-11-20 22:37:16+00", "2026-11-20 22:37:16"),
            ("0001-01-01 00:00:00", "0001-01-01 00:00:00"),
        ] {
            assert_eq!(date_time(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_read() {
        for text in [
            "",
            "2026",
            "2026-11-20",
            "2026-13-01 00:00:00",
            "2026-02-30 00:00:00",
            "2026-11-20 24:00:00",
            "2026-11-20 22:60:00",
            "2026-11-20 22:37:60",
            "2026-11-20 22:37:16.",
            "2026-11-20 22:37:16 UTC",
            "2026-11-20 22:37:16+1",
            "2026-11-20 22:37:16*01:00",
            "2026-11-20 22:37:16+24:00",
            "2026-11-20 22:37:16+01:60",
            "20261120T223716",
            "+026-11-20 22:37:16",
            "2026-11-20  22:37:16",
            "２０２６-11-20 22:37:16",
            "2026-11-20 22:37:16Z ",
        ] {
            assert_eq!(date_time(text), None, "{text}");
        }
        // the last instant that is written out leads out of the years that are, and is no panic
        assert!(parse_date_time("9999-12-31 23:59:59-23:59").is_some());
    }

    #[test]
    fn both_forms_sort_as_time_does() {
        let instants = [
            "2026-01-01 00:00:00",
            "2026-01-01 00:00:00.000001",
            "2026-01-01 00:00:00.5",
            "2026-01-01 00:00:01",
        ];
        for form in [DateTimeForm::Sql, DateTimeForm::Rfc3339] {
            let written = instants.map(|text| format_date_time(parse_date_time(text).unwrap(), form));
            assert!(written.is_sorted(), "{written:?}");
            let read = written.map(|text| parse_date_time(&text));
            assert_eq!(read, instants.map(parse_date_time));
        }
    }

    #[test]
    fn dates_and_times_are_read_alone() {
        assert_eq!(parse_date("2026-11-20").map(format_date).as_deref(), Some("2026-11-20"));
        assert_eq!(parse_date("2026-11-20 22:37:16").map(format_date).as_deref(), Some("2026-11-20"));
        assert_eq!(parse_date("2026-11-20 noon"), None);
        assert_eq!(parse_time("22:37").map(format_time).as_deref(), Some("22:37:00"));
        assert_eq!(parse_time("22:37:16.25").map(format_time).as_deref(), Some("22:37:16.250000"));
        assert_eq!(parse_time("22:37:16Z"), None);
    }
}
