//! What a form's field may hold: how it is read from what was sent, how it is shown again, which control enters it. One
//! implementation for each type; numbers and dates stand in files of their own.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Attribute, Choice, FieldMeta, Raw, ValidationError, Widget,
    errors::{coded, invalid, required},
};
use crate::value::Choices;

/// A type that a form's field may have. Implement it for a type of your own.
///
/// ```
/// use cbv::form::{FormValue, Raw, ValidationError, Widget};
///
/// #[derive(Debug, Clone)]
/// struct Isbn(String);
///
/// impl FormValue for Isbn {
///     const WIDGET: Widget = Widget::Text;
///
///     fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
///         let digits: String = raw.required_text()?.chars().filter(|letter| *letter != '-').collect();
///         if digits.len() == 13 { Ok(Self(digits)) } else { Err("Enter the 13 digits of an ISBN.".into()) }
///     }
///
///     fn encode(&self) -> Vec<String> {
///         vec![self.0.clone()]
///     }
/// }
/// ```
///
/// Django: [form fields](https://docs.djangoproject.com/en/5.2/ref/forms/fields/).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a form",
    label = "not a form's field",
    note = "fields are String, bool, integers, f32, f64, Decimal, chrono's dates and times, Uuid, UploadedFile, enums of `#[derive(Choices)]`, and `Option` and `Vec` of these",
    note = "a type of your own: `impl cbv::form::FormValue for {Self}`"
)]
pub trait FormValue: Sized + Clone + Send + Sync + 'static {
    /// What enters it.
    const WIDGET: Widget;
    /// Whether it must be filled in, where the field does not say.
    const REQUIRED: bool = true;
    /// Whether it takes several values of one name.
    const MULTIPLE: bool = false;
    /// HTML attributes of every control for it.
    const ATTRS: &'static [Attribute] = &[];
    /// The description of a field of this type that has no name yet: derived code asks the type for all it needs by a path,
    /// so that the compiler says once of a type that it is none.
    #[doc(hidden)]
    const META: FieldMeta = FieldMeta::new::<Self>("", "");

    /// Reads it from what was sent.
    ///
    /// # Errors
    /// What is wrong, as people read it.
    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError>;

    /// Several of them, for `Vec`.
    ///
    /// # Errors
    /// What is wrong with the first that is.
    fn decode_all(raw: &Raw<'_>) -> Result<Vec<Self>, ValidationError> {
        raw.texts().map(|text| Self::decode(&raw.one(text))).collect()
    }

    /// The texts that are sent for it.
    fn encode(&self) -> Vec<String>;

    /// What can be chosen; empty for what is entered otherwise.
    fn choices() -> Vec<Choice> {
        Vec::new()
    }

    /// What enters it where it may be missing, if that is something else.
    #[doc(hidden)]
    const WIDGET_OF_OPTION: Widget = Self::WIDGET;

    /// Reads it where it may be missing.
    #[doc(hidden)]
    fn decode_option(raw: &Raw<'_>) -> Result<Option<Self>, ValidationError> {
        Self::decode(raw).map(Some)
    }

    /// The texts that are sent for it where it may be missing.
    #[doc(hidden)]
    fn encode_some(&self) -> Vec<String> {
        self.encode()
    }

    /// What can be chosen where it may be missing.
    #[doc(hidden)]
    fn choices_of_option() -> Vec<Choice> {
        Self::choices()
    }
}

impl FormValue for String {
    const WIDGET: Widget = Widget::Text;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let text = raw.text();
        if text.is_empty() && raw.is_required() {
            return Err(required());
        }
        Ok(text.to_owned())
    }

    fn encode(&self) -> Vec<String> {
        vec![self.clone()]
    }
}

/// A checkbox: ticked or not. `required` asks for it to be ticked. An `Option<bool>` is a select with yes and no, since an
/// unticked box cannot say which of the two others it is.
impl FormValue for bool {
    const WIDGET: Widget = Widget::Checkbox;
    const REQUIRED: bool = false;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let ticked = !matches!(raw.text().to_ascii_lowercase().as_str(), "" | "false" | "0");
        if !ticked && raw.is_required() { Err(required()) } else { Ok(ticked) }
    }

    fn encode(&self) -> Vec<String> {
        if *self { vec!["on".to_owned()] } else { Vec::new() }
    }

    const WIDGET_OF_OPTION: Widget = Widget::Select;

    fn decode_option(raw: &Raw<'_>) -> Result<Option<Self>, ValidationError> {
        match raw.text().to_ascii_lowercase().as_str() {
            "true" | "1" | "on" => Ok(Some(true)),
            "false" | "0" => Ok(Some(false)),
            "unknown" => Ok(None), // what Django's select sends
            _ => Err(no_choice(raw.text())),
        }
    }

    fn encode_some(&self) -> Vec<String> {
        vec![self.to_string()]
    }

    fn choices_of_option() -> Vec<Choice> {
        vec![Choice::new("true", "Yes"), Choice::new("false", "No")]
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl FormValue for $type {
            const WIDGET: Widget = Widget::Number;

            fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
                let text = raw.required_text()?;
                // `1.` and `1.00` are whole, too
                let whole = text.split_once('.').filter(|(_, zeros)| zeros.bytes().all(|digit| digit == b'0'));
                let whole = whole.map_or(text, |(whole, _)| whole);
                whole.parse().map_err(|_| match whole.parse::<i128>() {
                    Ok(number) if number > 0 => {
                        coded("max_value", format!("Ensure this value is less than or equal to {}.", Self::MAX))
                    }
                    Ok(_) => coded("min_value", format!("Ensure this value is greater than or equal to {}.", Self::MIN)),
                    Err(_) => invalid("Enter a whole number."),
                })
            }

            fn encode(&self) -> Vec<String> {
                vec![self.to_string()]
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

/// Any step may be entered, not only whole numbers.
const ANY_STEP: &[Attribute] = &[("step", "any")];
const NO_NUMBER: &str = "Enter a number.";

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl FormValue for $type {
            const WIDGET: Widget = Widget::Number;
            const ATTRS: &'static [Attribute] = ANY_STEP;

            fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
                let number = raw.required_text()?.parse().ok().filter(|number: &Self| number.is_finite());
                number.ok_or_else(|| invalid(NO_NUMBER))
            }

            fn encode(&self) -> Vec<String> {
                vec![self.to_string()]
            }
        }
    )*};
}

floats!(f32, f64);

impl FormValue for Decimal {
    const WIDGET: Widget = Widget::Number;
    const ATTRS: &'static [Attribute] = ANY_STEP;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let text = raw.required_text()?;
        Decimal::from_str_exact(text)
            .or_else(|_| Decimal::from_scientific(text))
            .map_err(|_| invalid(NO_NUMBER))
    }

    fn encode(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

impl FormValue for Uuid {
    const WIDGET: Widget = Widget::Text;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        Uuid::try_parse(raw.required_text()?).map_err(|_| invalid("Enter a valid UUID."))
    }

    fn encode(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

/// A select, or radio buttons: `#[field(widget = radio)]`.
#[diagnostic::do_not_recommend]
impl<C: Choices + Clone + Send + Sync> FormValue for C {
    const WIDGET: Widget = Widget::Select;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let text = raw.required_text()?;
        C::of(text).ok_or_else(|| no_choice(text))
    }

    fn encode(&self) -> Vec<String> {
        vec![self.entry().0.to_owned()]
    }

    fn choices() -> Vec<Choice> {
        C::ALL.iter().map(|choice| choice.entry()).map(|(value, label)| Choice::new(value, label)).collect()
    }
}

/// What is said of a text that is none of the choices.
pub(crate) fn no_choice(text: &str) -> ValidationError {
    coded("invalid_choice", format!("Select a valid choice. {text} is not one of the available choices."))
}

impl<T: FormValue> FormValue for Option<T> {
    const WIDGET: Widget = T::WIDGET_OF_OPTION;
    const REQUIRED: bool = false;
    const ATTRS: &'static [Attribute] = T::ATTRS;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        if raw.is_empty() && !raw.is_required() {
            return Ok(None);
        }
        T::decode_option(raw)
    }

    fn encode(&self) -> Vec<String> {
        self.as_ref().map(T::encode_some).unwrap_or_default()
    }

    fn choices() -> Vec<Choice> {
        T::choices_of_option()
    }
}

impl<T: FormValue> FormValue for Vec<T> {
    const WIDGET: Widget = T::WIDGET.multiple();
    const MULTIPLE: bool = true;
    const ATTRS: &'static [Attribute] = T::ATTRS;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        if raw.is_empty() && raw.is_required() {
            return Err(required());
        }
        T::decode_all(raw)
    }

    fn encode(&self) -> Vec<String> {
        self.iter().flat_map(T::encode).collect()
    }

    fn choices() -> Vec<Choice> {
        T::choices()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{FieldMeta, FormData};

    fn read<T: FormValue>(text: &str) -> Result<T, String> {
        let data = FormData::from_pairs([("n".to_owned(), text.to_owned())]);
        T::decode(&Raw::new(&FieldMeta::new::<T>("n", "N"), &data, "n")).map_err(|error| error.to_string())
    }

    #[test]
    fn numbers_are_read_as_django_reads_them() {
        for text in ["1", " 1 ", "1.", " 1.0 ", "1.00", "+1", "01"] {
            assert_eq!(read(text), Ok(1_i32), "{text}");
        }
        for text in ["1.5", "a", "3.14", "1.0a", ".", ".0", "…"] {
            assert_eq!(read::<i32>(text), Err("Enter a whole number.".into()), "{text}");
        }
        for (text, number) in [
            ("3.14", "3.14"),
            (" 1.0 ", "1.0"),
            ("-.12", "-0.12"),
            ("-000.12", "-0.12"),
            (".5", "0.5"),
            ("1.", "1"),
            ("1E+2", "100"),
            ("1E-1", "0.1"),
            ("0.546e+2", "54.6"),
        ] {
            assert_eq!(read(text), Ok(number.parse::<Decimal>().unwrap()), "{text}");
            assert_eq!(read(text), Ok(number.parse::<f64>().unwrap()), "{text}");
        }
        for text in ["-NaN", "NaN", "Inf", "-Infinity", "a", "łąść", "1.0a", "--0.12", "1e400"] {
            assert_eq!(read::<Decimal>(text), Err(NO_NUMBER.into()), "{text}");
            assert_eq!(read::<f64>(text), Err(NO_NUMBER.into()), "{text}");
        }
    }

    #[test]
    fn a_checkbox_is_ticked_by_any_value_but_those_that_say_no() {
        for (text, ticked) in [
            ("on", true),
            ("True", true),
            ("1", true),
            ("any", true),
            ("", false),
            ("0", false),
            ("FaLsE", false),
        ] {
            assert_eq!(read(text), Ok(ticked), "{text}");
        }
    }
}
