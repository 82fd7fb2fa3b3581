//! The rules that `#[field(max_length = 100)]` and its like mean. Called by the code that `#[derive(Form)]` writes; what needs
//! more than a comparison is garde's, behind the feature of that name.

use std::fmt::Display;

use rust_decimal::Decimal;

use super::{
    ValidationError,
    errors::{coded, invalid},
};

type Answer = Result<(), ValidationError>;

/// What has a length that a rule may limit; of `None` nothing is asked.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no length",
    label = "`{Self}` has no length",
    note = "texts and lists have one; what a number may be is said by `min_value` and `max_value`"
)]
pub trait Measured {
    /// Characters of a text, values of a list. `None` when there is nothing to measure.
    fn length(&self) -> Option<usize>;
}

impl Measured for String {
    fn length(&self) -> Option<usize> {
        Some(self.chars().count()).filter(|length| *length > 0)
    }
}

impl<T> Measured for Vec<T> {
    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T: Measured> Measured for Option<T> {
    fn length(&self) -> Option<usize> {
        self.as_ref().and_then(T::length)
    }
}

/// What a bound is compared with; of `None` nothing is asked.
pub trait Bounded<B> {
    /// The value.
    fn value(&self) -> Option<&B>;
}

impl<B> Bounded<B> for B {
    fn value(&self) -> Option<&B> {
        Some(self)
    }
}

impl<B> Bounded<B> for Option<B> {
    fn value(&self) -> Option<&B> {
        self.as_ref()
    }
}

/// At most `limit` characters.
///
/// # Errors
/// That it is longer.
pub fn max_length(value: &impl Measured, limit: usize) -> Answer {
    match value.length() {
        Some(length) if length > limit => {
            let s = plural(limit);
            Err(coded(
                "max_length",
                format!("Ensure this value has at most {limit} character{s} (it has {length})."),
            ))
        }
        _ => Ok(()),
    }
}

/// At least `limit` characters.
///
/// # Errors
/// That it is shorter.
pub fn min_length(value: &impl Measured, limit: usize) -> Answer {
    match value.length() {
        Some(length) if length < limit => {
            let s = plural(limit);
            Err(coded(
                "min_length",
                format!("Ensure this value has at least {limit} character{s} (it has {length})."),
            ))
        }
        _ => Ok(()),
    }
}

fn plural(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}

/// At most `limit`.
///
/// # Errors
/// That it is more.
pub fn max_value<B: PartialOrd + Display>(value: &impl Bounded<B>, limit: B) -> Answer {
    match value.value() {
        Some(value) if *value > limit => {
            Err(coded("max_value", format!("Ensure this value is less than or equal to {limit}.")))
        }
        _ => Ok(()),
    }
}

/// At least `limit`.
///
/// # Errors
/// That it is less.
pub fn min_value<B: PartialOrd + Display>(value: &impl Bounded<B>, limit: B) -> Answer {
    match value.value() {
        Some(value) if *value < limit => {
            Err(coded("min_value", format!("Ensure this value is greater than or equal to {limit}.")))
        }
        _ => Ok(()),
    }
}

/// At most so many digits, and so many of them behind the point.
///
/// # Errors
/// That there are more.
pub fn digits(value: &impl Bounded<Decimal>, digits: Option<usize>, places: Option<usize>) -> Answer {
    let Some(value) = value.value() else { return Ok(()) };
    let scale = value.scale() as usize;
    // 0.0002 has four digits: the zeros behind the point count
    let written = value.mantissa().unsigned_abs().to_string().len().max(scale);
    let too_many = |code, limit: usize, what: &str, where_: &str| {
        let text = format!("Ensure that there are no more than {limit} {what}{}{where_}.", plural(limit));
        Err(coded(code, text))
    };
    match (digits, places) {
        (Some(digits), _) if written > digits => too_many("max_digits", digits, "digit", " in total"),
        (_, Some(places)) if scale > places => too_many("decimal_places", places, "decimal place", ""),
        (Some(digits), Some(places)) if written - scale > digits.saturating_sub(places) => {
            too_many("max_digits", digits.saturating_sub(places), "digit", " before the decimal point")
        }
        _ => Ok(()),
    }
}

/// A number that can be asked whether it is a multiple of another.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no steps",
    label = "no number",
    note = "`step_size` is asked of whole numbers, `f32`, `f64` and `Decimal`"
)]
pub trait Stepped: PartialOrd + Display + Copy {
    /// Whether it lies a whole number of steps above `from`.
    fn is_step(self, step: Self, from: Option<Self>) -> bool;
    /// `from` and two steps more.
    fn examples(step: Self, from: Self) -> [Self; 3];
}

macro_rules! stepped {
    ($($type:ty),*; $value:ident, $step:ident, $from:ident => $is:expr, $next:expr) => {$(
        impl Stepped for $type {
            fn is_step(self, $step: Self, from: Option<Self>) -> bool {
                let ($value, $from) = (self, from.unwrap_or_default());
                $is
            }

            fn examples($step: Self, from: Self) -> [Self; 3] {
                let next = |$from: Self| $next;
                [from, next(from), next(next(from))]
            }
        }
    )*};
}

stepped!(i8, i16, i32, i64, u8, u16, u32, u64; value, step, from =>
    i128::from(value).wrapping_sub(i128::from(from)).checked_rem(i128::from(step)) == Some(0), from.saturating_add(step));
stepped!(f32, f64; value, step, from =>
    { let rest = ((value - from) % step).abs(); let near = step.abs() * 1e-5; rest < near || step.abs() - rest < near }, from + step);
stepped!(Decimal; value, step, from =>
    value.checked_sub(from).and_then(|value| value.checked_rem(step)) == Some(Decimal::ZERO), from.saturating_add(step));

/// A multiple of `step`, counted from the least value where there is one.
///
/// # Errors
/// That it is none.
pub fn step_size<B: Stepped>(value: &impl Bounded<B>, step: B, from: Option<B>) -> Answer {
    if value.value().is_none_or(|value| value.is_step(step, from)) {
        return Ok(());
    }
    let mut text = format!("Ensure this value is a multiple of step size {step}");
    if let Some(from) = from {
        let [first, second, third] = B::examples(step, from);
        text += &format!(", starting from {from}, e.g. {first}, {second}, {third}, and so on");
    }
    Err(coded("step_size", text + "."))
}

/// A text that a rule may look at; of `None` and of an empty one nothing is asked.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text",
    label = "`{Self}` is no text",
    note = "`email`, `url` and `slug` are asked of a `String`, or an `Option` of one"
)]
pub trait Textual {
    /// The text.
    fn text(&self) -> Option<&str>;
}

impl Textual for String {
    fn text(&self) -> Option<&str> {
        Some(self.as_str()).filter(|text| !text.is_empty())
    }
}

impl<T: Textual> Textual for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(T::text)
    }
}

/// An address of electronic mail, as garde has it: the domain with a dot in it, as Django asks for.
///
/// # Errors
/// That it is none.
#[cfg(feature = "garde")]
pub fn email(value: &impl Textual, (): ()) -> Answer {
    let is_address = |text: &str| {
        let dotted =
            text.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.') || domain.ends_with(']'));
        garde::rules::email::parse_email(text).is_ok() && (dotted || text.ends_with("@localhost"))
    };
    match value.text() {
        Some(text) if !is_address(text) => Err(invalid("Enter a valid email address.")),
        _ => Ok(()),
    }
}

/// What only a build with the feature `garde` has: no type is one.
#[cfg(not(feature = "garde"))]
#[diagnostic::on_unimplemented(
    message = "this rule needs cbv's cargo feature `garde`",
    label = "a rule of garde's",
    note = "cbv = {{ version = \"..\", features = [\"garde\"] }}; it is among the default features"
)]
pub trait NeedsGarde {}

/// The rule `email`, which needs the feature `garde`.
#[cfg(not(feature = "garde"))]
pub fn email<T: NeedsGarde>(_: &T, (): ()) -> Answer {
    Ok(())
}

/// The rules of a form that derives `garde::Validate`, which need the feature `garde`.
#[cfg(not(feature = "garde"))]
pub fn garde<F: NeedsGarde>(_: &F, _: &mut super::Errors<F>) {}

/// The address of a page or a file elsewhere: `http`, `https`, `ftp` or `ftps`, with a host.
///
/// # Errors
/// That it is none.
pub fn url(value: &impl Textual, (): ()) -> Answer {
    let is_url = |text: &str| {
        let url = url::Url::parse(text).ok().filter(url::Url::has_host);
        url.is_some_and(|url| matches!(url.scheme(), "http" | "https" | "ftp" | "ftps"))
    };
    match value.text() {
        Some(text) if !is_url(text) || text.contains(char::is_whitespace) => {
            Err(invalid("Enter a valid URL."))
        }
        _ => Ok(()),
    }
}

/// A part of a URL: letters, digits, underscores and hyphens.
///
/// # Errors
/// That it is none.
pub fn slug(value: &impl Textual, (): ()) -> Answer {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match value.text() {
        Some(text) if !text.bytes().all(fits) => {
            Err(invalid("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."))
        }
        _ => Ok(()),
    }
}

/// The rules of a form that derives `garde::Validate`: what is wrong goes to the fields by their names.
///
/// <https://docs.rs/garde>
#[cfg(feature = "garde")]
pub fn garde<F>(form: &F, errors: &mut super::Errors<F>)
where
    F: super::Form + garde::Validate<Context = ()>,
{
    let Err(report) = form.validate() else { return };
    for (path, error) in report.iter() {
        let path = path.to_string();
        let named = path.split(['.', '[']).next().unwrap_or_default();
        let field = F::FIELDS.iter().map(super::FieldMeta::name).find(|name| *name == named);
        errors.map.add(field, error.message().to_owned().into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_as_django_counts_them() {
        let check = |text: &str, total: usize, places: usize| {
            let number = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).unwrap();
            let limit = |limit: usize| Some(limit).filter(|limit| *limit < 99);
            digits(&Some(number), limit(total), limit(places)).err().map(|error| error.to_string())
        };
        let total = |n| Some(format!("Ensure that there are no more than {n} digits in total."));
        let places = |n| Some(format!("Ensure that there are no more than {n} decimal places."));
        let whole =
            |n| Some(format!("Ensure that there are no more than {n} digits before the decimal point."));
        for (text, digits, decimals, expected) in [
            ("3.14", 4, 2, None),
            ("-12.34", 4, 2, None),
            ("-000.12", 4, 2, None),
            ("0.546e+2", 4, 2, None),
            ("123.45", 4, 2, total(4)),
            ("-000.12345", 4, 2, total(4)),
            ("1.234", 4, 2, places(2)),
            ("123.4", 4, 2, whole(2)),
            ("1E+2", 4, 2, whole(2)),
            ("0.00000001", 99, 2, places(2)),
            ("0000000.100", 3, 99, None),
            ("000000.0002", 3, 99, total(3)),
            (".01", 2, 2, None),
            ("1.1", 2, 2, whole(0)),
        ] {
            assert_eq!(check(text, digits, decimals), expected, "{text}");
        }
    }

    #[test]
    fn steps_are_counted_from_the_least_value() {
        let steps = |value, from| step_size(&value, 3, from).err().map(|error| error.to_string());
        assert_eq!((steps(12, None), steps(2, Some(-1)), steps(-1, Some(-1))), (None, None, None));
        assert_eq!(steps(10, None).unwrap(), "Ensure this value is a multiple of step size 3.");
        let counted =
            "Ensure this value is a multiple of step size 3, starting from -1, e.g. -1, 2, 5, and so on.";
        assert_eq!(steps(9, Some(-1)).unwrap(), counted);
        assert!(step_size(&5_i32, 0, None).is_err(), "no division by zero");
        for (value, fits) in [(0.02, true), (-0.4, true), (0.3, true), (0.005, false)] {
            assert_eq!(step_size(&value, 0.02_f64, Some(-0.4)).is_ok(), fits, "{value}");
        }
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        assert!(step_size(&decimal("0.2"), decimal("0.3"), Some(decimal("-0.4"))).is_ok());
        assert!(step_size(&decimal("1"), decimal("0.3"), Some(decimal("-0.4"))).is_err());
    }

    #[test]
    fn texts_are_addresses_urls_and_slugs_or_are_not() {
        let text = |text: &str| text.to_owned();
        for (address, is) in
            [("ada@books.example", true), ("ada@localhost", true), ("ada", false), ("a@b", false), ("", true)]
        {
            #[cfg(feature = "garde")]
            assert_eq!(email(&text(address), ()).is_ok(), is, "{address}");
            let _ = (address, is);
        }
        for (address, is) in [
            ("https://a.example/b?c", true),
            ("javascript:alert(1)", false),
            ("/books/", false),
            ("http://", false),
        ] {
            assert_eq!(url(&text(address), ()).is_ok(), is, "{address}");
        }
        for (part, is) in [("a-b_1", true), ("a b", false), ("é", false), ("", true)] {
            assert_eq!(slug(&Some(text(part)), ()).is_ok(), is, "{part}");
        }
    }
}
