//! What a parameter asks of a column. The tables that the derive writes call the functions of [`by`]; they belong to columns of
//! any model, so that each is compiled once for a type of column.

use super::FromText;
use crate::value::Value;

/// A type whose columns a parameter can be compared with.
#[diagnostic::on_unimplemented(
    message = "a column of `{Self}` cannot be filtered by a parameter",
    label = "not read from a parameter",
    note = "`filter_fields` names columns of bool, numbers, text, dates, times, Uuid and `Choices`; filter others in `get_queryset`"
)]
pub trait Filterable: Value<Repr: FromText> {}

#[diagnostic::do_not_recommend]
impl<V: Value<Repr: FromText>> Filterable for V {}

/// A type whose columns hold text.
#[diagnostic::on_unimplemented(
    message = "a column of `{Self}` cannot be searched for text",
    label = "not text",
    note = "`search_fields`, and `filter_fields` with `icontains` and its like, name columns of text; filter others by their value"
)]
pub trait Searchable: Value<Repr = String> {}

#[diagnostic::do_not_recommend]
impl<V: Value<Repr = String>> Searchable for V {}

/// The lookups of `filter_fields`: the condition that a parameter's texts mean, or, where they are no values of the column, what
/// is expected.
pub mod by {
    use std::borrow::Cow;

    use super::{Filterable, Searchable};
    use crate::{
        filter::{FromText, Read},
        model::Column,
        value::{Field, Value},
    };

    /// The column has the value; one of the values when the parameter is repeated.
    pub fn eq<M, T: Field<Value: Filterable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        let mut values = texts.iter().map(|text| value::<T::Value>(text)).collect::<Result<Vec<_>, _>>()?;
        Ok(match (values.pop(), values.is_empty()) {
            (Some(only), true) => column.eq(only),
            (last, _) => column.is_in(values.into_iter().chain(last)),
        })
    }

    /// NULL for `true`, else not NULL.
    pub fn isnull<M, V: Value>(column: Column<M, Option<V>>, texts: &[Cow<'_, str>]) -> Read<M> {
        value::<bool>(last(texts)).map(|yes| column.is_null(yes))
    }

    /// More than the value.
    pub fn gt<M, T: Field<Value: Filterable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        value::<T::Value>(last(texts)).map(|value| column.gt(value))
    }

    /// The value or more.
    pub fn gte<M, T: Field<Value: Filterable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        value::<T::Value>(last(texts)).map(|value| column.ge(value))
    }

    /// Less than the value.
    pub fn lt<M, T: Field<Value: Filterable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        value::<T::Value>(last(texts)).map(|value| column.lt(value))
    }

    /// The value or less.
    pub fn lte<M, T: Field<Value: Filterable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        value::<T::Value>(last(texts)).map(|value| column.le(value))
    }

    /// Equals the text, upper and lower case alike.
    pub fn iexact<M, T: Field<Value: Searchable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        text(texts).map(|text| column.iexact(text))
    }

    /// Contains the text, letter for letter.
    pub fn contains<M, T: Field<Value: Searchable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        text(texts).map(|text| column.contains(text))
    }

    /// Contains the text, upper and lower case alike.
    pub fn icontains<M, T: Field<Value: Searchable>>(
        column: Column<M, T>,
        texts: &[Cow<'_, str>],
    ) -> Read<M> {
        text(texts).map(|text| column.icontains(text))
    }

    /// Starts with the text, letter for letter.
    pub fn startswith<M, T: Field<Value: Searchable>>(
        column: Column<M, T>,
        texts: &[Cow<'_, str>],
    ) -> Read<M> {
        text(texts).map(|text| column.startswith(text))
    }

    /// Starts with the text, upper and lower case alike.
    pub fn istartswith<M, T: Field<Value: Searchable>>(
        column: Column<M, T>,
        texts: &[Cow<'_, str>],
    ) -> Read<M> {
        text(texts).map(|text| column.istartswith(text))
    }

    /// Ends with the text, letter for letter.
    pub fn endswith<M, T: Field<Value: Searchable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
        text(texts).map(|text| column.endswith(text))
    }

    /// Ends with the text, upper and lower case alike.
    pub fn iendswith<M, T: Field<Value: Searchable>>(
        column: Column<M, T>,
        texts: &[Cow<'_, str>],
    ) -> Read<M> {
        text(texts).map(|text| column.iendswith(text))
    }

    fn last<'t>(texts: &'t [Cow<'_, str>]) -> &'t str {
        texts.last().map_or("", |text| text)
    }

    fn text(texts: &[Cow<'_, str>]) -> Result<String, String> {
        value::<String>(last(texts))
    }

    /// The value that a text is.
    fn value<V: Filterable>(text: &str) -> Result<V, String> {
        let expected = || format!("{} is expected", <V::Repr as FromText>::EXPECTED);
        V::from_repr(<V::Repr as FromText>::from_text(text).ok_or_else(expected)?)
    }
}

/// The lookups of `search_fields`: the condition for one word.
pub mod word {
    use super::Searchable;
    use crate::{model::Column, query::Condition, value::Field};

    /// Equals the text, upper and lower case alike.
    pub fn iexact<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
        column.iexact(word)
    }

    /// Contains the text, letter for letter.
    pub fn contains<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
        column.contains(word)
    }

    /// Contains the text, upper and lower case alike.
    pub fn icontains<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
        column.icontains(word)
    }

    /// Starts with the text, letter for letter.
    pub fn startswith<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
        column.startswith(word)
    }

    /// Starts with the text, upper and lower case alike.
    pub fn istartswith<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
        column.istartswith(word)
    }

    /// Ends with the text, letter for letter.
    pub fn endswith<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
        column.endswith(word)
    }

    /// Ends with the text, upper and lower case alike.
    pub fn iendswith<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
        column.iendswith(word)
    }
}
