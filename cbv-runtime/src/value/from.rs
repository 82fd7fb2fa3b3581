//! Plain Rust values as values of a statement, for SQL of the author's own. Called by `Condition::sql`. Columns bind through
//! `Field::bind`, which knows the form they store.

use super::{Native, Sql};
use crate::model::{Column, Meta};

/// What is known of a value that stands beside no column.
static PLAIN: Meta = *Column::<(), i64>::new("?").meta();

impl<T: Native> From<T> for Sql {
    fn from(value: T) -> Self {
        value.bind(&PLAIN)
    }
}

impl<T: Native> From<Option<T>> for Sql {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null(T::KIND), Self::from)
    }
}

impl From<&str> for Sql {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
