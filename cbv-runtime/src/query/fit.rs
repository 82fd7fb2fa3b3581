//! What a column of each database can hold at all. A value that cannot stand in any column is compared without being bound:
//! the answer is known, and binding it would be an error or, where dates are text, a wrong answer. Called by `predicate.rs`.

use chrono::{Datelike as _, SubsecRound, Timelike};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive as _};

use crate::{
    db::Dialect,
    value::{Digits, Sql},
};

/// How a value stands to all that a column can hold.
#[derive(Debug, PartialEq)]
pub(super) enum Fit {
    /// Among them: compare with it.
    Value(Sql),
    /// Not among them, but between this one and the next larger.
    After(Sql),
    /// Larger than all of them.
    Above,
    /// Smaller than all of them.
    Below,
    /// Comparable with none of them.
    Nowhere,
}

/// How `value` stands to what a column of `dialect` can hold.
pub(super) fn fit(value: Sql, dialect: Dialect) -> Fit {
    match value {
        Sql::Text(text) if dialect == Dialect::Postgres => match text.split_once('\0') {
            // PostgreSQL stores no NUL, and refuses to be asked for one
            Some((before, _)) => Fit::After(Sql::from(before)),
            None => Fit::Value(Sql::Text(text)),
        },
        Sql::Float(number) => float(number, dialect),
        Sql::Decimal(number, Some(digits)) => decimal(number, digits),
        Sql::Decimal(number, None) if dialect == Dialect::Sqlite => Fit::Value(real(number)),
        Sql::Date(date) => year(date.year(), dialect, || Fit::Value(value)),
        Sql::Time(time) => second(time, Sql::Time),
        Sql::DateTime(at, form) => year(at.year(), dialect, || second(at, |at| Sql::DateTime(at, form))),
        Sql::Utc(at, form) => year(at.year(), dialect, || second(at, |at| Sql::Utc(at, form))),
        value => Fit::Value(value),
    }
}

fn float(number: f64, dialect: Dialect) -> Fit {
    match number {
        _ if number.is_nan() => Fit::Nowhere,
        f64::INFINITY if dialect == Dialect::MySql => Fit::Above,
        f64::NEG_INFINITY if dialect == Dialect::MySql => Fit::Below,
        _ => Fit::Value(Sql::Float(number)),
    }
}

fn decimal(number: Decimal, digits: Digits) -> Fit {
    let whole = digits.precision.saturating_sub(digits.scale);
    let limit = 10_i128.checked_pow(whole.into());
    let limit = limit.and_then(|limit| Decimal::try_from_i128_with_scale(limit, 0).ok());
    let floor = number.round_dp_with_strategy(digits.scale.into(), RoundingStrategy::ToNegativeInfinity);
    match limit {
        Some(limit) if floor >= limit => Fit::Above,
        Some(limit) if floor <= -limit => Fit::Below,
        _ if floor == number => Fit::Value(Sql::Decimal(number, Some(digits))),
        _ => Fit::After(Sql::Decimal(floor, Some(digits))),
    }
}

/// SQLite has decimal numbers as far as its REAL keeps them; beyond, they are compared as the REAL they are nearest to.
fn real(number: Decimal) -> Sql {
    let number = number.normalize();
    let exact = number.mantissa().unsigned_abs() < 10_u128.pow(15) && number.scale() <= 22;
    match number.to_f64() {
        Some(float) if !exact => Sql::Float(float),
        _ => Sql::Decimal(number, None),
    }
}

/// MariaDB has years of four digits; SQLite has texts, which sort as dates only with four digits; PostgreSQL begins with the
/// Julian calendar and ends behind chrono.
fn year(year: i32, dialect: Dialect, fits: impl FnOnce() -> Fit) -> Fit {
    let (first, last) = if dialect == Dialect::Postgres { (-4_712, i32::MAX) } else { (1, 9_999) };
    match year {
        _ if year < first => Fit::Below,
        _ if year > last => Fit::Above,
        _ => fits(),
    }
}

/// Databases keep six digits of a second, as a value that is stored does; they have no leap seconds.
fn second<T: Timelike + SubsecRound + Copy>(at: T, sql: impl Fn(T) -> Sql) -> Fit {
    if at.nanosecond() < 1_000_000_000 {
        return Fit::Value(sql(at.trunc_subsecs(6)));
    }
    at.with_nanosecond(999_999_000).map_or(Fit::Nowhere, |before| Fit::After(sql(before)))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    const PRICE: Digits = Digits { precision: 5, scale: 2 };

    fn price(text: &str) -> Fit {
        fit(Sql::Decimal(text.parse().unwrap(), Some(PRICE)), Dialect::Postgres)
    }

    fn exact(text: &str) -> Sql {
        Sql::Decimal(text.parse().unwrap(), Some(PRICE))
    }

    #[test]
    fn a_decimal_lies_between_those_of_the_column() {
        assert_eq!(price("1.23"), Fit::Value(exact("1.23")));
        assert_eq!(price("-999.99"), Fit::Value(exact("-999.99")));
        assert_eq!(price("1.230"), Fit::Value(exact("1.230")));
        assert_eq!(price("1.239"), Fit::After(exact("1.23")));
        assert_eq!(price("-1.239"), Fit::After(exact("-1.24")));
        assert_eq!(price("999.999"), Fit::After(exact("999.99")));
        assert_eq!(price("-999.999"), Fit::Below);
        assert_eq!(price("1000"), Fit::Above);
        assert_eq!(price("-79228162514264337593543950335"), Fit::Below);
    }

    #[test]
    fn a_decimal_without_digits_is_a_real_on_sqlite_when_it_is_long() {
        let long = Sql::Decimal(Decimal::MAX, None);
        assert_eq!(
            fit(long.clone(), Dialect::Sqlite),
            Fit::Value(Sql::Float(79_228_162_514_264_337_593_543_950_335.0))
        );
        assert_eq!(fit(long.clone(), Dialect::Postgres), Fit::Value(long));
        let short = Sql::Decimal("1.5".parse().unwrap(), None);
        assert_eq!(fit(short.clone(), Dialect::Sqlite), Fit::Value(short));
    }

    #[test]
    fn a_leap_second_is_behind_the_last_fraction_of_its_second() {
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
        let before = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap();
        assert_eq!(fit(Sql::Time(leap), Dialect::Sqlite), Fit::After(Sql::Time(before)));
        let fine = NaiveTime::from_hms_nano_opt(1, 2, 3, 4_567).unwrap();
        let kept = NaiveTime::from_hms_micro_opt(1, 2, 3, 4).unwrap();
        assert_eq!(fit(Sql::Time(fine), Dialect::Sqlite), Fit::Value(Sql::Time(kept)));
    }
}
