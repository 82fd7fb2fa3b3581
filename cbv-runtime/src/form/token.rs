//! The name of a form's field with its types, so that a misspelt field is a compile error. `#[derive(Form)]` writes one constant
//! for each field; hooks name fields by them.

use std::{fmt, marker::PhantomData};

/// A field of the form `F` that holds a `T`: `ContactForm::EMAIL`. `#[derive(Form)]` makes it.
pub struct FormField<F, T> {
    index: usize,
    name: &'static str,
    of: PhantomData<fn() -> (F, T)>,
}

impl<F, T> FormField<F, T> {
    /// The field at `index` of the form's fields.
    #[doc(hidden)]
    pub const fn new(index: usize, name: &'static str) -> Self {
        Self { index, name, of: PhantomData }
    }

    /// The field's name, as written in Rust.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) const fn index(&self) -> usize {
        self.index
    }
}

impl<F, T> Copy for FormField<F, T> {}

impl<F, T> Clone for FormField<F, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F, T> fmt::Debug for FormField<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FormField").field(&self.name).finish()
    }
}
