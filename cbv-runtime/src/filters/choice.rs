//! The filters `default` and `yesno`: what stands in for a value, by Django's idea of truth. Templates call them
//! through [`crate::filters`], where their documentation stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Display;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{forward, text_of};

/// A value that is true or false in Django's sense, for `yesno`: zero, empty text, an empty collection and `None` are
/// false, the rest is true.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither true nor false for a filter",
    label = "no truth known for this type",
    note = "`yesno` reads bool, numbers, text, collections, dates, and an Option of these"
)]
pub trait Truth {
    /// Whether the value is true; `None` when there is no value.
    fn truth(&self) -> Option<bool>;
}

/// A value that the filter `default` can show, when it is true in the sense of [`Truth`].
#[diagnostic::on_unimplemented(
    message = "`default` cannot show a `{Self}`",
    label = "no default for this type",
    note = "`default` shows bool, numbers, text and dates, and an Option of these"
)]
pub trait Shown: Truth {
    /// The text to show; `None` calls for the default.
    fn shown(&self) -> Option<String>;
}

macro_rules! shown {
    ($($value:ty: $is_true:expr;)*) => {$(
        impl Truth for $value {
            fn truth(&self) -> Option<bool> {
                let is_true: fn(&$value) -> bool = $is_true;
                Some(is_true(self))
            }
        }

        impl Shown for $value {
            fn shown(&self) -> Option<String> {
                self.truth().unwrap_or(false).then(|| self.to_string())
            }
        }
    )*};
    (integers: $($integer:ty)*) => { shown! { $($integer: |value| *value != 0;)* } };
}

shown! { integers: i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

shown! {
    bool: |value| *value;
    f32: |value| *value != 0.0;
    f64: |value| *value != 0.0;
    Decimal: |value| !value.is_zero();
    str: |text| !text.is_empty();
    String: |text| !text.is_empty();
    Cow<'_, str>: |text| !text.is_empty();
    char: |_| true;
    Uuid: |_| true;
    NaiveDate: |_| true;
    NaiveTime: |_| true;
    NaiveDateTime: |_| true;
    DateTime<Utc>: |_| true;
}

macro_rules! collections {
    ($([$($generic:ident)*] $collection:ty;)*) => {$(
        impl<$($generic),*> Truth for $collection {
            fn truth(&self) -> Option<bool> {
                Some(!self.is_empty())
            }
        }
    )*};
}

collections! {
    [T] [T];
    [T] Vec<T>;
    [T] BTreeSet<T>;
    [K V] BTreeMap<K, V>;
    [T S] HashSet<T, S>;
    [K V S] HashMap<K, V, S>;
}

impl<T: Truth> Truth for Option<T> {
    fn truth(&self) -> Option<bool> {
        self.as_ref().and_then(Truth::truth)
    }
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> Option<String> {
        self.as_ref().and_then(Shown::shown)
    }
}

forward!(Truth: truth -> Option<bool>);
forward!(Shown: shown -> Option<String>);

/// Documented at [`crate::filters::default`].
#[askama::filter_fn]
pub fn default<V: Shown, D: Display>(
    value: V,
    _: &dyn askama::Values,
    fallback: D,
) -> askama::Result<String> {
    match value.shown() {
        Some(text) => Ok(text),
        None => Ok(text_of(fallback)?),
    }
}

/// Documented at [`crate::filters::yesno`].
#[askama::filter_fn]
pub fn yesno<V: Truth>(
    value: V,
    _: &dyn askama::Values,
    #[optional("yes,no,maybe")] words: &str,
) -> askama::Result<String> {
    Ok(word_for(value.truth(), words).to_owned())
}

/// The word for true, false or no value; without a third word, no value counts as false.
fn word_for(truth: Option<bool>, words: &str) -> &str {
    let mut words = words.split(',');
    let (yes, no) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let maybe = words.next().filter(|_| words.next().is_none()).unwrap_or(no);
    match truth {
        Some(true) => yes,
        Some(false) => no,
        None => maybe,
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::*;
    use crate::filters;

    #[derive(Template)]
    #[template(
        ext = "html",
        source = r#"{{ name|filters::default("nobody") }}|{{ nick|filters::default("<none>") }}|{{ age|filters::default(name) }}"#
    )]
    struct Defaults {
        name: &'static str,
        nick: Option<String>,
        age: Option<u8>,
    }

    #[track_caller]
    fn defaults(name: &'static str, nick: Option<&str>, age: Option<u8>) -> String {
        Defaults { name, nick: nick.map(str::to_owned), age }.render().unwrap()
    }

    #[test]
    fn default_stands_in_for_none_empty_text_and_zero() {
        assert_eq!(defaults("Ann", Some("An"), Some(7)), "Ann|An|7");
        assert_eq!(defaults("Ann", Some(""), Some(0)), "Ann|&#60;none&#62;|Ann");
        assert_eq!(defaults("", None, None), "nobody|&#60;none&#62;|");
    }

    #[test]
    fn default_escapes_the_value_and_the_fallback() {
        assert_eq!(
            defaults("<script>", Some("\"'\0"), None),
            "&#60;script&#62;|&#34;&#39;\0|&#60;script&#62;"
        );
    }

    #[test]
    fn default_follows_another_filter() {
        #[derive(Template)]
        #[template(ext = "html", source = r#"{{ day|filters::date("Y")|filters::default("never") }}"#)]
        struct Page {
            day: Option<NaiveDate>,
        }
        assert_eq!(Page { day: None }.render().unwrap(), "never");
        assert_eq!(Page { day: NaiveDate::from_ymd_opt(2024, 1, 1) }.render().unwrap(), "2024");
    }

    #[test]
    fn yesno_has_djangos_words_and_yours() {
        #[derive(Template)]
        #[template(
            ext = "html",
            source = r#"{{ value|filters::yesno }} {{ value|filters::yesno("<on>,off") }}"#
        )]
        struct Page {
            value: Option<bool>,
        }
        assert_eq!(Page { value: Some(true) }.render().unwrap(), "yes &#60;on&#62;");
        assert_eq!(Page { value: Some(false) }.render().unwrap(), "no off");
        assert_eq!(Page { value: None }.render().unwrap(), "maybe off");
    }

    #[test]
    fn yesno_takes_any_number_of_words() {
        assert_eq!(word_for(Some(true), "yeah"), "yeah");
        assert_eq!(word_for(Some(false), "yeah"), "");
        assert_eq!(word_for(None, "yeah,no,perhaps"), "perhaps");
        // Django ignores the third word when there is a fourth.
        assert_eq!(word_for(None, "a,b,c,d"), "b");
        assert_eq!(word_for(None, ""), "");
    }

    #[test]
    fn truth_is_djangos() {
        let empty: [u8; 0] = [];
        assert_eq!(empty.as_slice().truth(), Some(false));
        assert_eq!(vec![0].truth(), Some(true));
        assert_eq!((&&"").truth(), Some(false));
        assert_eq!("0".truth(), Some(true));
        assert_eq!(f64::NAN.truth(), Some(true));
        assert_eq!((-0.0_f32).truth(), Some(false));
        assert_eq!(Decimal::new(0, 2).truth(), Some(false));
        assert_eq!(Some(Some(0)).truth(), Some(false));
        assert_eq!(None::<bool>.truth(), None);
        assert_eq!(HashMap::<u8, u8>::new().truth(), Some(false));
    }
}
