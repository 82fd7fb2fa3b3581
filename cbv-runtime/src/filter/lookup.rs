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

/// One function for each lookup that `filter_fields` and `search_fields` know. Those for a parameter return, where its text
/// is no value of the column, what is expected.
pub mod by {
    use std::borrow::Cow;

    use super::{Filterable, Searchable};
    use crate::{
        filter::{FromText, Read},
        model::Column,
        query::Condition,
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

    macro_rules! compare {
        ($($(#[doc = $doc:literal])* $name:ident: $method:ident;)*) => {$(
            $(#[doc = $doc])*
            pub fn $name<M, T: Field<Value: Filterable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
                value::<T::Value>(last(texts)).map(|value| column.$method(value))
            }
        )*};
    }

    compare! {
        /// More than the value.
        gt: gt;
        /// The value or more.
        gte: ge;
        /// Less than the value.
        lt: lt;
        /// The value or less.
        lte: le;
    }

    /// A lookup of text with its own: of a parameter, and of a word of a search.
    macro_rules! text {
        ($($(#[doc = $doc:literal])* $name:ident;)*) => {
            $(
                $(#[doc = $doc])*
                pub fn $name<M, T: Field<Value: Searchable>>(column: Column<M, T>, texts: &[Cow<'_, str>]) -> Read<M> {
                    value::<String>(last(texts)).map(|text| column.$name(text))
                }
            )*

            /// The same lookups for a word of a search.
            pub mod word {
                use super::{Column, Condition, Field, Searchable};

                $(
                    $(#[doc = $doc])*
                    pub fn $name<M, T: Field<Value: Searchable>>(column: Column<M, T>, word: &str) -> Condition<M> {
                        column.$name(word)
                    }
                )*
            }
        };
    }

    text! {
        /// Equals the text, upper and lower case alike.
        iexact;
        /// Contains the text, letter for letter.
        contains;
        /// Contains the text, upper and lower case alike.
        icontains;
        /// Starts with the text, letter for letter.
        startswith;
        /// Starts with the text, upper and lower case alike.
        istartswith;
        /// Ends with the text, letter for letter.
        endswith;
        /// Ends with the text, upper and lower case alike.
        iendswith;
    }

    fn last<'t>(texts: &'t [Cow<'_, str>]) -> &'t str {
        texts.last().map_or("", |text| text)
    }

    /// The value that a text is.
    fn value<V: Filterable>(text: &str) -> Result<V, String> {
        let expected = || format!("{} is expected", <V::Repr as FromText>::EXPECTED);
        V::from_repr(<V::Repr as FromText>::from_text(text).ok_or_else(expected)?)
    }
}
