//! What a form shows before anything is typed, and what it is made with. Called by the views' hooks `get_initial` and
//! `get_form_kwargs`.

use std::{borrow::Cow, fmt, marker::PhantomData};

use http::Extensions;

use super::{FileChange, Form, FormData, FormField, FormValue};

/// Values that a form shows before anything is typed, by field.
///
/// Django: [`initial`](https://docs.djangoproject.com/en/5.2/ref/forms/api/#initial-form-values).
pub struct Initial<F> {
    values: Vec<(usize, Vec<String>)>,
    of: PhantomData<fn() -> F>,
}

impl<F> Default for Initial<F> {
    fn default() -> Self {
        Self { values: Vec::new(), of: PhantomData }
    }
}

impl<F> Clone for Initial<F> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), of: PhantomData }
    }
}

impl<F> fmt::Debug for Initial<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Initial").field(&self.values).finish()
    }
}

impl<F> Initial<F> {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a value: `Initial::new().with(Contact::NAME, user.name.clone())`.
    #[must_use]
    pub fn with<T: FormValue>(mut self, field: FormField<F, T>, value: impl Into<T>) -> Self {
        self.set(field, value);
        self
    }

    /// Sets a value; it replaces the one that is there.
    pub fn set<T: FormValue>(&mut self, field: FormField<F, T>, value: impl Into<T>) {
        self.put(field.index(), value.into().encode());
    }

    /// The same with a value as it is sent.
    #[doc(hidden)]
    #[must_use]
    pub fn with_texts<T>(mut self, field: FormField<F, T>, texts: Vec<String>) -> Self {
        self.put(field.index(), texts);
        self
    }

    /// Sets a field to what a column holds, whatever the field's own type is.
    #[doc(hidden)]
    pub fn show<T, C: FormValue>(&mut self, field: FormField<F, T>, column: &C) {
        self.put(field.index(), column.encode());
    }

    /// Takes over all of the others' values.
    pub fn extend(&mut self, other: Self) {
        for (index, values) in other.values {
            self.put(index, values);
        }
    }

    fn put(&mut self, index: usize, values: Vec<String>) {
        self.values.retain(|(at, _)| *at != index);
        self.values.push((index, values));
    }

    /// Says which file a field has already: the name under which it is stored, none if it is empty.
    pub fn set_stored(&mut self, field: FormField<F, FileChange>, name: impl Into<String>) {
        self.put(field.index(), vec![name.into()]);
    }

    pub(crate) fn values(&self) -> &[(usize, Vec<String>)] {
        &self.values
    }

    pub(crate) fn get(&self, index: usize) -> Option<&[String]> {
        self.values.iter().find(|(at, _)| *at == index).map(|(_, values)| values.as_slice())
    }
}

/// What a form is made of; the hook `get_form_kwargs` may change each.
///
/// Django: [`get_form_kwargs`](https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-editing/#django.views.generic.edit.FormMixin.get_form_kwargs).
#[derive(Debug)]
#[non_exhaustive]
pub struct FormKwargs<F> {
    /// What it shows before anything is typed.
    pub initial: Initial<F>,
    /// What stands before the names of its fields; empty for nothing.
    pub prefix: Cow<'static, str>,
    /// What was sent; `None` for a form that is only shown.
    pub data: Option<FormData>,
    /// Whatever else `clean` needs: a value of each type, read by [`Cleaning::get`](super::Cleaning::get).
    pub extensions: Extensions,
}

impl<F: Form> FormKwargs<F> {
    pub(crate) fn new(initial: Initial<F>, prefix: &'static str, data: Option<FormData>) -> Self {
        let prefix = if prefix.is_empty() { F::PREFIX } else { prefix };
        Self { initial, prefix: prefix.into(), data, extensions: Extensions::new() }
    }
}
