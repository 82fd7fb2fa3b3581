//! What no database stores as it stands: such a value is refused when it is bound, so that one database does not round what
//! another refuses. Called by `native`.

use chrono::{DateTime, NaiveDateTime, NaiveTime, SubsecRound as _, Timelike as _, Utc};
use rust_decimal::Decimal;

use super::{Digits, Sql};
use crate::model::Meta;

pub(super) fn unsigned(value: u64, meta: &Meta) -> Sql {
    match i64::try_from(value) {
        Ok(value) => Sql::Int(value),
        Err(_) => invalid(meta, format!("{value} is larger than {}, the largest integer", i64::MAX)),
    }
}

pub(super) fn decimal(value: Decimal, meta: &Meta) -> Sql {
    match meta.digits {
        Some(digits) if !fits(value, digits) => {
            let Digits { precision, scale } = digits;
            invalid(meta, format!("{value} does not fit {precision} digits, {scale} of them decimals"))
        }
        digits => Sql::Decimal(value, digits),
    }
}

/// Whether a number is written with at most `precision` digits, `scale` of them behind the point.
fn fits(value: Decimal, digits: Digits) -> bool {
    let value = value.normalize();
    let whole = value.trunc().mantissa().unsigned_abs();
    let whole_digits = whole.checked_ilog10().map_or(0, |log| log + 1);
    value.scale() <= digits.scale.into()
        && whole_digits <= digits.precision.saturating_sub(digits.scale).into()
}

pub(super) fn time(value: NaiveTime, meta: &Meta) -> Sql {
    if is_leap(value) { leap(meta) } else { Sql::Time(value.trunc_subsecs(6)) }
}

pub(super) fn date_time(value: NaiveDateTime, meta: &Meta) -> Sql {
    if is_leap(value.time()) { leap(meta) } else { Sql::DateTime(value.trunc_subsecs(6), meta.datetime) }
}

pub(super) fn utc(value: DateTime<Utc>, meta: &Meta) -> Sql {
    match date_time(value.naive_utc(), meta) {
        Sql::DateTime(value, form) => Sql::Utc(value.and_utc(), form),
        invalid => invalid,
    }
}

/// chrono has leap seconds, databases have not. (Six digits of a second are what all three keep.)
fn is_leap(value: NaiveTime) -> bool {
    value.nanosecond() >= 1_000_000_000
}

fn leap(meta: &Meta) -> Sql {
    invalid(meta, "a leap second".to_owned())
}

fn invalid(meta: &Meta, reason: String) -> Sql {
    Sql::Invalid { column: meta.name, reason: reason.into() }
}

/// A year that MariaDB holds, and that sorts as text: it has four digits.
///
/// Only what is stored comes here: comparisons know the answer for later and earlier years without asking.
#[cfg(any(feature = "sqlite", feature = "mysql"))]
pub(super) fn four_digits(date: chrono::NaiveDate) -> crate::Result<chrono::NaiveDate> {
    use chrono::Datelike as _;

    match date.year() {
        0..=9999 => Ok(date),
        _ => Err(super::refused(format!("{date} lies outside the years 0 to 9999"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_count_what_is_written() {
        let digits = Digits { precision: 5, scale: 2 };
        for (text, expected) in [
            ("0", true),
            ("999.99", true),
            ("-999.99", true),
            ("1000", false),
            ("1.234", false),
            ("1.230", true),
            ("0.001", false),
            ("79228162514264337593543950335", false),
        ] {
            assert_eq!(fits(text.parse().unwrap(), digits), expected, "{text}");
        }
        assert!(fits("0.99".parse().unwrap(), Digits { precision: 2, scale: 2 }));
        assert!(!fits("1".parse().unwrap(), Digits { precision: 2, scale: 2 }));
        // Django allows a scale larger than the precision no more than we do, and nothing overflows
        assert!(!fits("1".parse().unwrap(), Digits { precision: 1, scale: 2 }));
    }
}
