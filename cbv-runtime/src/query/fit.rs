//! What a column of each database can hold at all. A value that cannot stand in any column is compared without being bound:
//! the answer is known, and binding it would be an error or, where dates are text, a wrong answer. Called by `predicate.rs`.

use chrono::{Datelike, NaiveDate};

use crate::{db::Dialect, value::Sql};

/// How a value stands to all that a column can hold.
pub(super) enum Fit {
    /// Among them: compare with it.
    Value(Sql),
    /// Larger than all of them.
    Above,
    /// Smaller than all of them.
    Below,
    /// Comparable with none of them.
    Nowhere,
    /// Just behind this text, and before any longer one.
    After(String),
}

/// How `value` stands to what a column of `dialect` can hold.
pub(super) fn fit(value: Sql, dialect: Dialect) -> Fit {
    match value {
        Sql::Text(text) if dialect == Dialect::Postgres => match text.split_once('\0') {
            // PostgreSQL stores no NUL, and refuses to be asked for one
            Some((before, _)) => Fit::After(before.to_owned()),
            None => Fit::Value(Sql::Text(text)),
        },
        Sql::Float(number) if number.is_nan() => Fit::Nowhere,
        Sql::Float(number) if number.is_infinite() && dialect == Dialect::MySql => {
            if number > 0.0 {
                Fit::Above
            } else {
                Fit::Below
            }
        }
        Sql::Date(date) => years(date, value, dialect),
        Sql::DateTime(at, _) => years(at.date(), value, dialect),
        Sql::Utc(at, _) => years(at.date_naive(), value, dialect),
        value => Fit::Value(value),
    }
}

/// MariaDB has years of four digits; SQLite has texts, which sort as dates only with four digits; PostgreSQL begins with the
/// Julian calendar and ends behind chrono.
fn years(date: NaiveDate, value: Sql, dialect: Dialect) -> Fit {
    let (first, last) = if dialect == Dialect::Postgres { (-4_712, i32::MAX) } else { (0, 9_999) };
    match date.year() {
        year if year < first => Fit::Below,
        year if year > last => Fit::Above,
        _ => Fit::Value(value),
    }
}
