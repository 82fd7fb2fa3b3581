//! How a value is read from the text of a parameter. Called by `lookup.rs`; the value is bound, never written into SQL.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::query::Comparable;

/// A native type that the text of a parameter can be read as. Sealed, as [`Native`](crate::value::Native) is.
pub trait FromText: Comparable {
    /// What is expected, for the client: "a whole number".
    const EXPECTED: &'static str;

    /// Reads it; `None` when the text is none.
    fn from_text(text: &str) -> Option<Self>;
}

macro_rules! from_text {
    ($($expected:literal: $($type:ty),* => $read:expr;)*) => {$($(
        impl FromText for $type {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                let read: fn(&str) -> Option<Self> = $read;
                read(text)
            }
        }
    )*)*};
}

from_text! {
    "true or false": bool => |text| boolean(text.trim());
    "a whole number": i8, i16, i32, i64 => |text| text.trim().parse().ok();
    "a whole number from 0": u8, u16, u32, u64 => |text| text.trim().parse().ok();
    "a number": f32, f64 => |text| text.trim().parse().ok().filter(|number: &Self| number.is_finite());
    "a number": Decimal => |text| Decimal::from_str_exact(text.trim()).ok();
    "text": String => |text| (!text.contains('\0')).then(|| text.to_owned());
    "a date such as 2026-11-21": NaiveDate => |text| date(text.trim());
    "a time such as 18:30": NaiveTime => |text| time(text.trim());
    "a date and time such as 2026-11-21T18:30": NaiveDateTime => |text| date_time(text.trim());
    "a date and time such as 2026-11-21T18:30Z": DateTime<Utc> => |text| instant(text.trim());
    "a UUID": Uuid => |text| Uuid::try_parse(text.trim()).ok();
}

/// What Rust, Django and HTML's check boxes write.
fn boolean(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(&["true", "1", "on", "yes"]) {
        return Some(true);
    }
    is(&["false", "0", "off", "no"]).then_some(false)
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn time(text: &str) -> Option<NaiveTime> {
    ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// What `<input type="datetime-local">` sends, the same with a space, or a date, which is its midnight.
fn date_time(text: &str) -> Option<NaiveDateTime> {
    match text.split_once(['T', ' ']) {
        Some((day, hour)) => Some(date(day)?.and_time(time(hour)?)),
        None => Some(date(text)?.and_time(NaiveTime::MIN)),
    }
}

/// The same with `Z` or an offset; without them it is UTC. The plus of an offset that was not encoded arrives as a space.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let utc = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    if let Some(at) = date_time(utc) {
        return Some(at.and_utc());
    }
    let plus = text.rsplit_once(' ').map(|(at, offset)| format!("{at}+{offset}"));
    let text = plus.as_deref().unwrap_or(text);
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};
    use rust_decimal::Decimal;

    use super::FromText as _;

    #[test]
    fn values_are_read_as_their_type_alone() {
        assert_eq!(
            (bool::from_text("TRUE"), bool::from_text("0"), bool::from_text("2")),
            (Some(true), Some(false), None)
        );
        assert_eq!(
            (i32::from_text(" -7 "), i32::from_text("7.0"), i32::from_text("1e3")),
            (Some(-7), None, None)
        );
        assert_eq!(
            (u8::from_text("256"), u8::from_text("-1"), i32::from_text("1 OR 1=1")),
            (None, None, None)
        );
        assert_eq!(
            (f64::from_text("2.5"), f64::from_text("NaN"), f64::from_text("inf")),
            (Some(2.5), None, None)
        );
        assert_eq!(Decimal::from_text("12.50"), Some(Decimal::new(1250, 2)));
        assert_eq!((Decimal::from_text("12,50"), Decimal::from_text(&"9".repeat(40))), (None, None));
        assert_eq!((String::from_text(" a "), String::from_text("a\0")), (Some(" a ".to_owned()), None));
        assert_eq!((uuid::Uuid::from_text("x"), NaiveTime::from_text("25:00")), (None, None));
    }

    #[test]
    fn times_are_read_in_the_forms_that_browsers_send() {
        let at = |text| NaiveDateTime::from_text(text).map(|at| at.to_string());
        assert_eq!(at("2026-11-21T18:30").as_deref(), Some("2026-11-21 18:30:00"));
        assert_eq!(at("2026-11-21 18:30:05").as_deref(), Some("2026-11-21 18:30:05"));
        assert_eq!(at("2026-11-21").as_deref(), Some("2026-11-21 00:00:00"));
        assert_eq!((at("2026-02-30"), at("yesterday")), (None, None));
        let utc = |text| DateTime::<Utc>::from_text(text).map(|at| at.to_rfc3339());
        for text in [
            "2026-11-21T18:30Z",
            "2026-11-21T18:30",
            "2026-11-21T19:30:00+01:00",
            "2026-11-21T19:30:00 01:00",
        ] {
            assert_eq!(utc(text).as_deref(), Some("2026-11-21T18:30:00+00:00"), "{text}");
        }
        assert_eq!(utc("2026-11-21T18:30+"), None);
    }
}
