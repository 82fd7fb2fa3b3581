//! Years, months and days of dates: conditions that an index serves, and what rows are grouped by. Called by users.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::{
    Comparable, Condition, Expression,
    expression::{COMPUTED, Expr},
    span::Span,
    sql::Statement,
};
use crate::{
    dates::Unit,
    db::Dialect,
    model::Column,
    value::{Field, Native, Value},
};

/// Dates, and dates with times. Sealed, as [`Native`](crate::value::Native) is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no year, month and day",
    label = "not a date",
    note = "dates are NaiveDate, NaiveDateTime and DateTime<Utc>"
)]
pub trait Dated: Comparable {}

impl Dated for NaiveDate {}
impl Dated for NaiveDateTime {}
impl Dated for DateTime<Utc> {}

/// Periods: from the beginning of the first day up to, and without, the beginning of the day behind the last. A month always
/// belongs to a year, so that "this month" is not the same month of all years. Times are UTC.
///
/// ```
/// # use cbv_runtime::{chrono::{DateTime, Utc}, model::Column, query::Condition};
/// # struct Post;
/// const CREATED_AT: Column<Post, DateTime<Utc>> = Column::new("created_at");
/// let november: Condition<Post> = CREATED_AT.in_month(2026, 11);
/// # drop(november);
/// ```
///
/// Django: [`year`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#year),
/// [`month`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#month) and
/// [`date`](https://docs.djangoproject.com/en/5.2/ref/models/querysets/#date).
impl<M, T> Column<M, T>
where
    T: Field<Value: Value<Repr: Dated>>,
{
    /// In that year.
    pub fn in_year(self, year: i32) -> Condition<M> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        self.between(first, first.and_then(|first| first.checked_add_months(Months::new(12))))
    }

    /// In that month of that year, the months counted from 1. A month that does not exist has no rows.
    pub fn in_month(self, year: i32, month: u32) -> Condition<M> {
        let first = NaiveDate::from_ymd_opt(year, month, 1);
        self.between(first, first.and_then(|first| first.checked_add_months(Months::new(1))))
    }

    /// On that day.
    pub fn on_day(self, day: NaiveDate) -> Condition<M> {
        self.between(Some(day), day.checked_add_days(Days::new(1)))
    }

    fn between(self, first: Option<NaiveDate>, end: Option<NaiveDate>) -> Condition<M> {
        let (Some(first), Some(end)) = (first, end) else { return Condition::any([]) };
        let midnight = |day: NaiveDate| Some(day.and_time(NaiveTime::MIN));
        let (kind, meta) = (<<T::Value as Value>::Repr as Native>::KIND, *self.meta());
        Condition::new(
            Span { target: self.target(), kind, meta, from: midnight(first), until: midnight(end) }.node(),
        )
    }
}

macro_rules! truncated {
    ($($holds:ty => $date:ty;)*) => {$(
        /// The first day of the period that a date lies in, to group by. Times are UTC.
        ///
        /// Django: [`Trunc`](https://docs.djangoproject.com/en/5.2/ref/models/database-functions/#trunc).
        impl<M, V: Value<Repr: Dated>> Column<M, $holds> {
            /// The first day of the year.
            pub fn trunc_year(self) -> Expression<M, $date> {
                truncated(self.expression().expr, Unit::Year)
            }

            /// The first day of the month.
            pub fn trunc_month(self) -> Expression<M, $date> {
                truncated(self.expression().expr, Unit::Month)
            }

            /// The first day of the week, a Monday.
            pub fn trunc_week(self) -> Expression<M, $date> {
                truncated(self.expression().expr, Unit::Week)
            }

            /// The day, without the time.
            pub fn trunc_day(self) -> Expression<M, $date> {
                truncated(self.expression().expr, Unit::Day)
            }
        }
    )*};
}

truncated! {
    V => NaiveDate;
    Option<V> => Option<NaiveDate>;
}

fn truncated<M, D>(of: Expr, unit: Unit) -> Expression<M, D> {
    Expression::new(Expr::Truncated(Box::new(of), unit), COMPUTED)
}

impl Unit {
    /// The connections of all three have UTC for their time zone.
    pub(super) fn write(self, of: &Expr, alias: &str, out: &mut Statement) {
        let (before, behind) = match (out.dialect(), self) {
            (Dialect::Sqlite, Self::Year) => ("date(", ", 'start of year')"),
            (Dialect::Sqlite, Self::Month) => ("date(", ", 'start of month')"),
            (Dialect::Sqlite, Self::Week) => ("date(", ", 'weekday 0', '-6 days')"),
            (Dialect::Sqlite, Self::Day) => ("date(", ")"),
            (Dialect::Postgres, Self::Year) => ("CAST(date_trunc('year', ", ") AS DATE)"),
            (Dialect::Postgres, Self::Month) => ("CAST(date_trunc('month', ", ") AS DATE)"),
            (Dialect::Postgres, Self::Week) => ("CAST(date_trunc('week', ", ") AS DATE)"),
            (Dialect::Postgres, Self::Day) => ("CAST(", " AS DATE)"),
            (Dialect::MySql, Self::Year) => ("CAST(DATE_FORMAT(", ", '%Y-01-01') AS DATE)"),
            (Dialect::MySql, Self::Month) => ("CAST(DATE_FORMAT(", ", '%Y-%m-01') AS DATE)"),
            (Dialect::MySql, Self::Week) => ("FROM_DAYS((TO_DAYS(", ") - 2) DIV 7 * 7 + 2)"),
            (Dialect::MySql, Self::Day) => ("DATE(", ")"),
        };
        of.write(alias, out.push(before)).push(behind);
    }
}
