//! What a form shows before anything is typed, and what it is made with. Called by the views' hooks `get_initial` and
//! `get_form_kwargs`.

use std::{borrow::Cow, fmt, marker::PhantomData};

use http::Extensions;

use super::{FileChange, Form, FormData, FormField, FormSet, FormValue, decode::Held};

/// Values that a form shows before anything is typed, by field.
///
/// Django: [`initial`](https://docs.djangoproject.com/en/5.2/ref/forms/api/#initial-form-values).
pub struct Initial<F> {
    all: InitialValues,
    of: PhantomData<fn() -> F>,
}

/// The same without the form's type.
#[derive(Debug, Clone, Default)]
pub(crate) struct InitialValues {
    /// The key of the row that they are of, in a set whose rows are stored.
    pub(crate) key: Option<String>,
    values: Vec<(usize, Vec<String>)>,
    /// The rows of sets.
    sets: Vec<(usize, Vec<InitialValues>)>,
}

impl InitialValues {
    /// As what a form holds.
    pub(crate) fn held<'a>(&'a self, disabled: &'a [usize]) -> Held<'a> {
        Held { values: &self.values, disabled, sets: &self.sets }
    }

    pub(crate) fn get(&self, index: usize) -> Option<&[String]> {
        self.values.iter().find(|(at, _)| *at == index).map(|(_, values)| values.as_slice())
    }

    /// Whether a form that holds `now` says anything else than these; what is not among them is nobody's to compare.
    pub(crate) fn differs(&self, now: &Self) -> bool {
        let plain = |values: &[String]| values.iter().map(|text| text.replace('\r', "")).collect::<Vec<_>>();
        let mut known = self.values.iter();
        known.any(|(index, before)| now.get(*index).is_some_and(|now| plain(now) != plain(before)))
    }
}

impl<F> Default for Initial<F> {
    fn default() -> Self {
        InitialValues::default().into()
    }
}

impl<F> From<InitialValues> for Initial<F> {
    fn from(all: InitialValues) -> Self {
        Self { all, of: PhantomData }
    }
}

impl<F> Clone for Initial<F> {
    fn clone(&self) -> Self {
        self.all.clone().into()
    }
}

impl<F> fmt::Debug for Initial<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Initial").field(&self.all.values).finish()
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

    /// The same with rows of a set, behind those that are there:
    /// `Initial::new().with_rows(OrderForm::LINES, [Initial::new().with(LineForm::PRODUCT, "Tea")])`.
    #[must_use]
    pub fn with_rows<G: Form>(
        mut self,
        set: FormField<F, FormSet<G>>,
        rows: impl IntoIterator<Item = Initial<G>>,
    ) -> Self {
        self.add_rows(set.index(), rows.into_iter().map(|row| row.all).collect());
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

    /// Takes over all of the others' values; rows of sets come behind those that are there.
    pub fn extend(&mut self, other: Self) {
        for (index, values) in other.all.values {
            self.put(index, values);
        }
        for (index, rows) in other.all.sets {
            self.add_rows(index, rows);
        }
    }

    fn put(&mut self, index: usize, values: Vec<String>) {
        self.all.values.retain(|(at, _)| *at != index);
        self.all.values.push((index, values));
    }

    fn add_rows(&mut self, index: usize, rows: Vec<InitialValues>) {
        match self.all.sets.iter_mut().find(|(at, _)| *at == index) {
            Some((_, before)) => before.extend(rows),
            None => self.all.sets.push((index, rows)),
        }
    }

    /// Of a stored row.
    pub(super) fn keyed(mut self, key: Option<String>) -> Self {
        self.all.key = key;
        self
    }

    /// Says which file a field has already: the name under which it is stored, none if it is empty.
    pub fn set_stored(&mut self, field: FormField<F, FileChange>, name: impl Into<String>) {
        self.put(field.index(), vec![name.into()]);
    }

    pub(crate) fn get(&self, index: usize) -> Option<&[String]> {
        self.all.get(index)
    }

    pub(crate) fn untyped(&self) -> &InitialValues {
        &self.all
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
