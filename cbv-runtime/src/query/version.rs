//! Versions of rows: what shows that nobody has changed a row since it was read. Called by `update_versioned` and by the edit
//! views, which carry the version through a form as text.

use chrono::{DateTime, NaiveDateTime, SubsecRound as _, TimeDelta, Timelike as _, Utc};

use super::{
    Assignment, Condition, Node,
    condition::{Operator, Target},
    expression::Expr,
};
use crate::{
    model::Column,
    value::{Field, Sql},
};

/// The version of a row that was read, and the one it gets by a change: [`Column::version`].
#[must_use = "a version does nothing by itself: give it to `update_versioned`"]
pub struct Version<M> {
    unchanged: Condition<M>,
    next: Assignment<M>,
}

impl<M> std::fmt::Debug for Version<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Version").field(&self.unchanged).finish()
    }
}

impl<M> Version<M> {
    pub(super) fn parts(self) -> (Condition<M>, Assignment<M>) {
        (self.unchanged, self.next)
    }
}

impl<M, T: Versioned> Column<M, T> {
    /// The version `read` of a row, for [`update_versioned`](super::QuerySet::update_versioned): the column must still hold
    /// it, and gets the next one.
    pub fn version(self, read: T) -> Version<M> {
        let next = Assignment::of_value(self.name(), read.next().bind(self.meta()));
        let target = Target { expr: Expr::Column(self.place()), null: false };
        let unchanged = match read.bind(self.meta()) {
            Sql::Null(_) => Node::IsNull(target),
            value => Node::Compare(target, Operator::Eq, value),
        };
        Version { unchanged: Condition::new(unchanged), next }
    }
}

/// What a column may hold that says which version a row is: a number that is counted up (`i16`, `i32`, `i64`), or the time of
/// the last change (`NaiveDateTime`, taken as UTC, and `DateTime<Utc>`), by the application's clock; an `Option` of these,
/// too.
///
/// A time never stays the same, also where the clock or the column is coarse: the next one is later at least by the smallest
/// unit that the one before shows. A column that keeps whole seconds may so be up to one second ahead of the clock.
///
/// ```
/// use cbv_runtime::query::Versioned;
///
/// assert_eq!(7.next(), 8);
/// assert_eq!(i32::of_text(&7.to_text()), Some(7));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot tell one version of a row from the next",
    label = "no version",
    note = "a version is a number (`i16`, `i32`, `i64`) or a time (`NaiveDateTime`, `DateTime<Utc>`)"
)]
pub trait Versioned: Field + PartialEq {
    /// The version after this one: another.
    #[must_use]
    fn next(&self) -> Self;

    /// As a form carries it to the client and back.
    fn to_text(&self) -> String;

    /// From that text; `None` when it is none.
    fn of_text(text: &str) -> Option<Self>;
}

macro_rules! counter {
    ($($type:ty),*) => {$(
        impl Versioned for $type {
            fn next(&self) -> Self {
                self.checked_add(1).unwrap_or(1)
            }

            fn to_text(&self) -> String {
                self.to_string()
            }

            fn of_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

counter!(i16, i32, i64);

/// Six digits of a second are what all databases keep.
const TIME: &str = "%Y-%m-%dT%H:%M:%S%.6f";

impl Versioned for NaiveDateTime {
    fn next(&self) -> Self {
        let unit = match self.nanosecond() {
            0 => TimeDelta::seconds(1),
            ms if ms % 1_000_000 == 0 => TimeDelta::milliseconds(1),
            _ => TimeDelta::microseconds(1),
        };
        let now = Utc::now().naive_utc().trunc_subsecs(6);
        self.checked_add_signed(unit).map_or(now, |least| least.max(now))
    }

    fn to_text(&self) -> String {
        self.format(TIME).to_string()
    }

    fn of_text(text: &str) -> Option<Self> {
        Self::parse_from_str(text, TIME).ok()
    }
}

impl Versioned for DateTime<Utc> {
    fn next(&self) -> Self {
        self.naive_utc().next().and_utc()
    }

    fn to_text(&self) -> String {
        self.naive_utc().to_text()
    }

    fn of_text(text: &str) -> Option<Self> {
        NaiveDateTime::of_text(text).map(|time| time.and_utc())
    }
}

impl<T> Versioned for Option<T>
where
    T: Versioned + crate::value::Value + First,
    Self: Field,
{
    fn next(&self) -> Self {
        Some(self.as_ref().map_or_else(T::first, T::next))
    }

    fn to_text(&self) -> String {
        self.as_ref().map(T::to_text).unwrap_or_default()
    }

    fn of_text(text: &str) -> Option<Self> {
        if text.is_empty() { Some(None) } else { T::of_text(text).map(Some) }
    }
}

/// The version of a row that had none.
#[doc(hidden)]
pub trait First {
    /// That version.
    fn first() -> Self;
}

macro_rules! first {
    ($($type:ty: $first:expr),* $(,)?) => {$(
        impl First for $type {
            fn first() -> Self {
                $first
            }
        }
    )*};
}

first! {
    i16: 1,
    i32: 1,
    i64: 1,
    NaiveDateTime: Utc::now().naive_utc().trunc_subsecs(6),
    DateTime<Utc>: Utc::now().trunc_subsecs(6),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_next_version_is_another() {
        assert_eq!(i16::MAX.next(), 1);
        assert_eq!(None::<i64>.next(), Some(1));
        // a clock that is behind, and columns of three precisions
        let next = |text| time(text).next();
        assert_eq!(next("2999-01-01T00:00:00"), time("2999-01-01T00:00:01"));
        assert_eq!(next("2999-01-01T00:00:00.250"), time("2999-01-01T00:00:00.251"));
        assert_eq!(next("2999-01-01T00:00:00.250001"), time("2999-01-01T00:00:00.250002"));
        assert!(next("2020-01-01T00:00:00") > time("2026-01-01T00:00:00"));
        assert_ne!(NaiveDateTime::MAX.next(), NaiveDateTime::MAX);
    }

    #[test]
    fn a_form_carries_it_unchanged() {
        for version in [time("2026-11-20T22:37:16"), time("2026-11-20T22:37:16.000001")] {
            assert_eq!(NaiveDateTime::of_text(&version.to_text()), Some(version));
            assert_eq!(DateTime::of_text(&version.and_utc().to_text()), Some(version.and_utc()));
        }
        assert_eq!(Option::<i32>::of_text(&None::<i32>.to_text()), Some(None));
        assert_eq!(Option::<i32>::of_text("3"), Some(Some(3)));
        assert_eq!(i64::of_text("three"), None);
    }
}
