//! The rules that `#[field(max_length = 100)]` and its like mean. Called by the code that `#[derive(Form)]` writes; what needs
//! more than a comparison is garde's, behind the feature of that name.

use std::fmt::Display;

use super::ValidationError;

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
            Err(format!("Ensure this value has at most {limit} character{s} (it has {length}).").into())
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
            Err(format!("Ensure this value has at least {limit} character{s} (it has {length}).").into())
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
            Err(format!("Ensure this value is less than or equal to {limit}.").into())
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
            Err(format!("Ensure this value is greater than or equal to {limit}.").into())
        }
        _ => Ok(()),
    }
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
        Some(text) if !is_address(text) => Err("Enter a valid email address.".into()),
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
        Some(text) if !is_url(text) || text.contains(char::is_whitespace) => Err("Enter a valid URL.".into()),
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
            Err("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.".into())
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
