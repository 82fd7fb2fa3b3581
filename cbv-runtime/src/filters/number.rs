//! The filters `floatformat`, `intcomma` and `pluralize`: numbers as people read them. Templates call them through
//! [`crate::filters`], where their documentation stands.
//!
//! All three work on the number's decimal text, so that nothing overflows and `34.25` is rounded as it is read, not as
//! its nearest binary fraction.

use askama::filters::ValidFilterInvocation;
use rust_decimal::Decimal;

use super::forward;

/// A number that `floatformat`, `intcomma` and `pluralize` can read: Rust's integers and floats, `Decimal`, a
/// reference to one, or an `Option` of one (`None` renders nothing).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that a filter can read",
    label = "not a number",
    note = "the filters read integers, floats and Decimal, and an Option of these; of a list, give its `len()`"
)]
pub trait Number {
    /// The number as decimal text without an exponent, such as `-1234.5`; `None` when there is no number.
    fn decimal(&self) -> Option<String>;
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Number for $number {
            fn decimal(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )*};
}

numbers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 Decimal }

impl<T: Number> Number for Option<T> {
    fn decimal(&self) -> Option<String> {
        self.as_ref().and_then(Number::decimal)
    }
}

forward!(Number: decimal -> Option<String>);

/// The argument of `floatformat`: an integer, or text such as `"2"`, `"2g"` (with thousands separators) or `"-3"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how many decimal places to show",
    label = "neither an integer nor text",
    note = "`floatformat` takes an integer such as `2` or `-1`, or text such as `\"2g\"`"
)]
pub trait Places {
    /// How many places, and whether the thousands are grouped; `None` when the text says no number.
    fn places(&self) -> Option<(i64, bool)>;
}

macro_rules! places {
    ($($integer:ty)*) => {$(
        impl Places for $integer {
            fn places(&self) -> Option<(i64, bool)> {
                Some((i64::from(*self), false))
            }
        }
    )*};
}

places! { i8 i16 i32 i64 u8 u16 u32 }

impl Places for str {
    fn places(&self) -> Option<(i64, bool)> {
        let digits = self.trim_end_matches(['g', 'u']);
        let grouped = self.get(digits.len()..).is_some_and(|suffix| suffix.contains('g'));
        let places = if digits.is_empty() && !self.is_empty() { -1 } else { digits.parse().ok()? };
        Some((places, grouped))
    }
}

impl Places for String {
    fn places(&self) -> Option<(i64, bool)> {
        self.as_str().places()
    }
}

forward!(Places: places -> Option<(i64, bool)>);

/// Documented at [`crate::filters::floatformat`].
#[askama::filter_fn]
pub fn floatformat<N: Number, P: Places>(
    value: N,
    _: &dyn askama::Values,
    places: P,
) -> askama::Result<String> {
    Ok(float_format(&value, places.places()))
}

/// `floatformat` without an argument. `filter_fn` gives defaults only to arguments of one fixed type; this one is an
/// integer or text, so the state "no argument given" gets its own implementation here.
impl floatformat<'_> {
    /// What the code that askama generates calls.
    pub fn execute<N: Number>(self, value: N, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(float_format(&value, Some((-1, false))))
    }
}

impl ValidFilterInvocation for floatformat<'_> {}

/// Documented at [`crate::filters::intcomma`].
#[askama::filter_fn]
pub fn intcomma<N: Number>(value: N, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(value.decimal().map(|text| with_commas(&text)).unwrap_or_default())
}

/// Documented at [`crate::filters::pluralize`].
#[askama::filter_fn]
pub fn pluralize<N: Number>(
    count: N,
    _: &dyn askama::Values,
    #[optional("s")] suffixes: &str,
) -> askama::Result<String> {
    Ok(suffix_for(&count, suffixes).unwrap_or_default().to_owned())
}

fn suffix_for<'a>(count: &impl Number, suffixes: &'a str) -> Option<&'a str> {
    let text = count.decimal()?;
    let (singular, plural) = suffixes.split_once(',').unwrap_or(("", suffixes));
    let is_one = text.split_once('.').map_or(text.as_str(), |(whole, part)| {
        if part.chars().all(|digit| digit == '0') { whole } else { "" }
    }) == "1";
    // Three words are a mistake that Django answers with nothing.
    (!plural.contains(',')).then_some(if is_one { singular } else { plural })
}

/// More places than anyone reads; the argument may come from a variable.
const MOST_PLACES: i64 = 200;

fn float_format(value: &impl Number, places: Option<(i64, bool)>) -> String {
    let Some(text) = value.decimal() else {
        return String::new();
    };
    // Not a number (NaN, inf) or not a number of places: Django shows the value as it is.
    let (Some(number), Some((places, grouped))) = (Digits::read(&text), places) else {
        return text;
    };
    let shown = places.clamp(-MOST_PLACES, MOST_PLACES).unsigned_abs() as usize;
    let rounded = number.rounded(if places <= 0 && number.is_whole() { 0 } else { shown });
    if grouped { with_commas(&rounded) } else { rounded }
}

/// A number taken apart: only ASCII digits in `whole` and `fraction`.
struct Digits<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Digits<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = !whole.is_empty() && [whole, fraction].iter().all(|part| is_digits(part));
        is_number.then_some(Digits { negative, whole, fraction })
    }

    fn is_whole(&self) -> bool {
        self.fraction.chars().all(|digit| digit == '0')
    }

    /// Halves are rounded away from zero, as Django does and schools teach.
    fn rounded(&self, places: usize) -> String {
        let kept = self.fraction.get(..places).unwrap_or(self.fraction);
        let mut digits = format!("{}{kept:0<places$}", self.whole);
        if self.fraction.as_bytes().get(places).is_some_and(|next| *next >= b'5') {
            digits = one_more(&digits);
        }
        let is_zero = digits.chars().all(|digit| digit == '0');
        let sign = if self.negative && !is_zero { "-" } else { "" };
        match digits.split_at_checked(digits.len().saturating_sub(places)) {
            Some((whole, fraction)) if places > 0 => format!("{sign}{whole}.{fraction}"),
            _ => format!("{sign}{digits}"),
        }
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The next number: the nines at the end become zeros, and the digit before them grows.
fn one_more(digits: &str) -> String {
    let head = digits.trim_end_matches('9');
    let zeros = "0".repeat(digits.len() - head.len());
    let mut chars = head.chars();
    match chars.next_back().and_then(|last| char::from_digit(last.to_digit(10)? + 1, 10)) {
        Some(last) => format!("{}{last}{zeros}", chars.as_str()),
        None => format!("1{zeros}"),
    }
}

/// A comma before every third digit from the point; what is no number stays as it is.
fn with_commas(text: &str) -> String {
    let Some(number) = Digits::read(text) else {
        return text.to_owned();
    };
    let mut out = String::from(if number.negative { "-" } else { "" });
    for (index, digit) in number.whole.chars().enumerate() {
        if index > 0 && (number.whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let point = text.find('.').and_then(|at| text.get(at..)).unwrap_or_default();
    out + point
}
