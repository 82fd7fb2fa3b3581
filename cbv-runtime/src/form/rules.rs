//! The rules that `#[field(max_length = 100)]` and its like mean. Called by the code that `#[derive(Form)]` writes; what needs
//! more than a comparison is garde's, behind the feature of that name.

use std::fmt::Display;

use super::ValidationError;

type Answer = Result<(), ValidationError>;

/// What has a length that a rule may limit; of `None` nothing is asked.
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
