//! What may be a primary key, and how it is read from a URL. Called by detail views and by `url(..)`.

use std::{fmt::Display, hash::Hash};

use uuid::Uuid;

use crate::{
    query::Comparable,
    value::{Field, Value},
};

/// A primary key: `i32`, `i64`, `String` or `Uuid`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a primary key",
    label = "not a key type",
    note = "primary keys are i32, i64, String and Uuid"
)]
pub trait Key: Field<Value = Self> + Value<Repr = Self> + Comparable + Clone + Eq + Hash + Display {
    /// Reads it from a part of a URL; `None` when no key looks like that.
    fn parse(text: &str) -> Option<Self>;

    /// Whether it stands for a row that has no key yet: the database gives one when the row is inserted.
    fn is_unset(&self) -> bool {
        false
    }

    /// The key that the database counted up for a new row; `None` when it counts no keys of this type, or none that fits.
    fn from_generated(number: i64) -> Option<Self> {
        let _ = number;
        None
    }
}

macro_rules! integer {
    ($($type:ty),*) => {$(
        impl Key for $type {
            fn parse(text: &str) -> Option<Self> {
                // `parse` alone would also take a plus sign
                text.starts_with(|first: char| first.is_ascii_digit() || first == '-').then(|| text.parse().ok())?
            }

            fn is_unset(&self) -> bool {
                *self == 0
            }

            fn from_generated(number: i64) -> Option<Self> {
                Self::try_from(number).ok().filter(|key| !key.is_unset())
            }
        }
    )*};
}

integer!(i32, i64);

impl Key for String {
    fn parse(text: &str) -> Option<Self> {
        // no database stores it in a key, and PostgreSQL refuses to look
        (!text.contains('\0')).then(|| text.to_owned())
    }
}

impl Key for Uuid {
    fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok()
    }
}
