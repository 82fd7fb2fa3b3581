//! The author's own checks of a form, and a form that has passed them all. Called by `Bound::validate`.

use std::{
    borrow::Cow,
    future::Future,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use http::Extensions;
use rust_decimal::Decimal;

use super::{Errors, FieldMeta, Form, FormData, Initial, Raw, ValidationError, Widget, decode::html_name};
use crate::{Error, Result, request::Request};

/// Checks of a form as a whole, after all of its fields were found right: `impl Clean for SignUp`.
///
/// ```
/// use cbv::{form::{Clean, Cleaning, Errors}, prelude::*};
///
/// #[derive(Debug, Clone, Form)]
/// struct SignUp { password: String, again: String }
///
/// impl Clean for SignUp {
///     async fn clean(&mut self, _: &Cleaning<'_>, errors: &mut Errors<Self>) -> Result<()> {
///         if self.password != self.again {
///             errors.add_error(Self::AGAIN, "This is another password.");
///         }
///         Ok(())
///     }
/// }
/// ```
///
/// Django: [`Form.clean`](https://docs.djangoproject.com/en/5.2/ref/forms/api/#django.forms.Form.clean).
pub trait Clean: Form {
    /// Checks the form, and may change it.
    ///
    /// # Errors
    /// What is wrong with the form goes to `errors`; an error stops the view.
    fn clean(
        &mut self,
        _cx: &Cleaning<'_>,
        _errors: &mut Errors<Self>,
    ) -> impl Future<Output = Result<()>> + Send {
        std::future::ready(Ok(())) // as every hook has a default: a misspelt one is one error
    }
}

/// What a check may need: the request, and with it the database; what was sent; what `get_form_kwargs` gave.
#[derive(Debug, Clone, Copy)]
pub struct Cleaning<'a> {
    req: &'a Request,
    data: &'a FormData,
    extensions: &'a Extensions,
}

impl<'a> Cleaning<'a> {
    pub(crate) fn new(req: &'a Request, data: &'a FormData, extensions: &'a Extensions) -> Self {
        Self { req, data, extensions }
    }

    /// The request.
    pub fn request(&self) -> &'a Request {
        self.req
    }

    /// What was sent.
    pub fn data(&self) -> &'a FormData {
        self.data
    }

    /// What the view's `get_form_kwargs` put into `extensions`.
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<&'a T> {
        self.extensions.get()
    }
}

impl Deref for Cleaning<'_> {
    type Target = Request;

    fn deref(&self) -> &Request {
        self.req
    }
}

/// Why a field's own check, `#[field(clean = ..)]`, ends without a value: the value is wrong, or the check itself failed.
#[derive(Debug)]
pub enum CleanError {
    /// The value is wrong: an error of the field.
    Invalid(ValidationError),
    /// The check failed: an error of the view.
    Failed(Error),
}

impl From<ValidationError> for CleanError {
    fn from(error: ValidationError) -> Self {
        Self::Invalid(error)
    }
}

impl From<&'static str> for CleanError {
    fn from(error: &'static str) -> Self {
        Self::Invalid(error.into())
    }
}

impl From<String> for CleanError {
    fn from(error: String) -> Self {
        Self::Invalid(error.into())
    }
}

impl From<Error> for CleanError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<sqlx::Error> for CleanError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// A form that was found valid: the value itself, `form.title`, and what was sent for it.
pub struct Valid<F: Form> {
    form: F,
    data: Arc<FormData>,
    prefix: Cow<'static, str>,
    pub(crate) changes: F::Changes,
}

impl<F: Form> Valid<F> {
    pub(crate) fn new(form: F, data: Arc<FormData>, prefix: Cow<'static, str>) -> Self {
        Self { form, data, prefix, changes: F::Changes::default() }
    }

    /// What was sent, as it was: which button was pressed is `form.data().contains("publish")`.
    pub fn data(&self) -> &FormData {
        &self.data
    }

    /// The names of the fields that differ from values that a form began with; a field without one began empty.
    ///
    /// Django: `form.changed_data`.
    pub fn changed_data(&self, initial: &Initial<F>) -> Vec<&'static str> {
        self.changed(initial).map(|(_, name)| name).collect()
    }

    /// The fields that differ, by their place.
    pub(crate) fn changed(&self, initial: &Initial<F>) -> impl Iterator<Item = (usize, &'static str)> {
        let now = self.form.to_initial();
        let held = initial.untyped().held(&[]);
        let differs = |(index, meta): &(usize, &'static FieldMeta)| {
            let filled = |texts: &[String]| -> Vec<String> {
                let filled = texts.iter().filter(|text| !text.is_empty());
                let mut texts: Vec<_> = filled.map(|text| comparable(meta.widget, text)).collect();
                texts.sort_unstable();
                texts
            };
            if meta.is_file() {
                let name = html_name(&self.prefix, meta.name);
                let raw = Raw::new(meta, &self.data, &name);
                return !raw.files().is_empty() || raw.is_cleared();
            }
            let now = now.get(*index).map(filled).unwrap_or_default();
            now != filled(&held.texts(*index, meta))
        };
        let fields: Vec<_> = F::FIELDS.iter().enumerate().filter(differs).collect();
        fields.into_iter().map(|(index, meta)| (index, meta.name))
    }

    /// The value. Django's `cleaned_data`.
    pub fn into_inner(self) -> F {
        self.form
    }
}

/// A text without what makes no difference: zeros at the end of a number, and what browsers make of line ends.
fn comparable(widget: Widget, text: &str) -> String {
    match text.parse::<Decimal>() {
        Ok(number) if matches!(widget, Widget::Number | Widget::Range) => number.normalize().to_string(),
        _ => text.replace('\r', ""),
    }
}

impl<F: Form + std::fmt::Debug> std::fmt::Debug for Valid<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Valid").field(&self.form).finish()
    }
}

impl<F: Form> Deref for Valid<F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.form
    }
}

impl<F: Form> DerefMut for Valid<F> {
    fn deref_mut(&mut self) -> &mut F {
        &mut self.form
    }
}

/// Finds out whether a form has checks of its own, as `view::Probe` does for hooks.
#[doc(hidden)]
#[derive(Debug)]
pub struct CleanProbe<F>(PhantomData<fn() -> F>);

impl<F> CleanProbe<F> {
    #[allow(clippy::new_without_default)] // only generated code makes one
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// A form with checks.
#[doc(hidden)]
pub trait CleanViaImpl<F> {
    fn clean(
        &self,
        form: &mut F,
        cx: &Cleaning<'_>,
        errors: &mut Errors<F>,
    ) -> impl Future<Output = Result<()>> + Send;
}

impl<F: Clean> CleanViaImpl<F> for CleanProbe<F> {
    fn clean(
        &self,
        form: &mut F,
        cx: &Cleaning<'_>,
        errors: &mut Errors<F>,
    ) -> impl Future<Output = Result<()>> + Send {
        form.clean(cx, errors)
    }
}

/// A form without.
#[doc(hidden)]
pub trait CleanViaDefault<F> {
    fn clean(
        &self,
        form: &mut F,
        cx: &Cleaning<'_>,
        errors: &mut Errors<F>,
    ) -> impl Future<Output = Result<()>> + Send;
}

impl<F: Form> CleanViaDefault<F> for &CleanProbe<F> {
    fn clean(
        &self,
        _: &mut F,
        _: &Cleaning<'_>,
        _: &mut Errors<F>,
    ) -> impl Future<Output = Result<()>> + Send {
        std::future::ready(Ok(()))
    }
}
