//! Forms: what a request's body holds, and what is made of it. Called by the views that answer POST and PUT.
//!
//! `read` takes a body apart into `data`, with the limits of `limits`; `file` is an uploaded file. A [`Form`] decodes its fields
//! from that, each by itself (`decode`, `value`), is checked (`rules`, `clean`, `source`), and shown again with what was typed
//! (`bound`, `field`, `widget`). What is stored of it is `model_form`'s. Which view does what, and when, does not belong here.

mod bind;
mod body;
mod bound;
mod clean;
mod data;
mod decode;
mod disposition;
mod errors;
mod field;
mod file;
mod file_change;
mod file_rules;
mod formset;
mod initial;
mod json;
mod keys;
mod limits;
mod meta;
mod model_form;
mod multipart;
#[cfg(test)]
mod multipart_tests;
mod name;
mod raw;
mod read;
pub mod rules;
mod sniff;
mod source;
mod spool;
mod summary;
mod token;
mod urlencoded;
mod value;
mod value_dates;
mod value_file;
mod widget;

use std::future::Future;

pub use bind::Binder;
pub use bound::Bound;
pub use clean::{Clean, CleanError, Cleaning, Valid};
#[doc(hidden)]
pub use clean::{CleanProbe, CleanViaDefault, CleanViaImpl};
pub use data::FormData;
pub use decode::{Decoder, Rules};
pub use errors::{Errors, Invalid, NON_FIELD_ERRORS, ValidationError};
pub use field::{BoundField, ErrorList, Label};
pub use file::{Reader, Refused, RefusedBecause, UploadedFile};
#[doc(hidden)]
pub use file_change::store_file;
pub use file_change::{FileChange, FileName, Uploads};
pub use file_rules::FileRules;
pub(crate) use formset::RefusedRow;
pub use formset::{BoundFormSet, DeleteField, FormSet, FormSetMeta, IsFormSet, ManagementForm, ShownSet};
#[doc(hidden)]
pub use formset::{Inline, inline};
pub use initial::{FormKwargs, Initial};
#[doc(hidden)]
pub use keys::Keys;
pub use limits::Limits;
pub use meta::{Attribute, Choice, FieldMeta};
pub use model_form::{Changes, ModelForm};
#[doc(hidden)]
pub use model_form::{Entered, FormOf, entered};
pub use raw::Raw;
pub use read::{parse, read};
pub use source::Source;
#[doc(hidden)]
pub use source::{RowsProbe, RowsViaDefault, RowsViaRelation};
pub use summary::{ErrorSummary, HiddenFields};
pub use token::FormField;
pub use value::FormValue;
pub use value_file::HoldsFiles;
pub use widget::{Control, Widget};

pub use crate::view::Editing;

use crate::Result;

/// What a view with a form shows: the form, or an object with it.
pub trait Shown {
    /// The form's fields.
    type Form: Form;

    /// The form.
    fn form(&self) -> &Bound<Self::Form>;
}

impl<F: Form> Shown for Bound<F> {
    type Form = F;

    fn form(&self) -> &Self {
        self
    }
}

impl<M, F: Form> Shown for Editing<M, F> {
    type Form = F;

    fn form(&self) -> &Bound<F> {
        &self.form
    }
}

/// Whether a form takes files, in its rows or by itself.
pub(crate) fn takes_files<F: Form>() -> bool {
    let of_rows = F::SETS.iter().flat_map(|set| set.fields);
    F::FIELDS.iter().chain(of_rows).any(FieldMeta::is_file)
}

/// The form without fields: only its button is pressed.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFields;

impl Form for NoFields {
    type Fields = ();
    type Changes = ();
    const FIELDS: &'static [FieldMeta] = &[];

    fn decode(_: &mut Decoder<'_>) -> Option<Self> {
        Some(Self)
    }

    fn bind(_: &Binder<'_, Self>) {}
}

/// What is entered and sent together: a struct whose fields are decoded, checked and shown one by one. Derive it with
/// `#[derive(Form)]`.
///
/// Django: [`Form`](https://docs.djangoproject.com/en/5.2/topics/forms/).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a form",
    label = "not a form",
    note = "write `#[derive(Debug, Clone, cbv::Form)]` above the struct"
)]
pub trait Form: Sized + Send + Sync + 'static {
    /// The fields as a template sees them: a struct with a [`BoundField`] of each name.
    type Fields: Send + Sync;
    /// What is stored beside the fields: [`Changes`] of a form with a model, `()` of another.
    type Changes: Default + Clone + std::fmt::Debug + Send + Sync;

    /// The fields, in the order in which they are shown.
    const FIELDS: &'static [FieldMeta];
    /// Whether more is stored than one row: many-to-many relations, rows of sets, files.
    const LINKS: bool = false;
    /// The fields that are sets of forms, in their order. Their places are counted on behind those of `FIELDS`.
    const SETS: &'static [FormSetMeta] = &[];
    /// What stands before the names of the fields, with a hyphen; empty for nothing.
    const PREFIX: &'static str = "";

    /// Reads the fields. `None` when something is wrong with one, which the decoder then knows.
    fn decode(decoder: &mut Decoder<'_>) -> Option<Self>;

    /// The fields as a template sees them.
    fn bind(binder: &Binder<'_, Self>) -> Self::Fields;

    /// The sets among the fields that a template sees.
    fn sets(_fields: &Self::Fields) -> Vec<&dyn ShownSet> {
        Vec::new()
    }

    /// The form's own values as those that a form begins with: a form that is shown again later, filled.
    fn to_initial(&self) -> Initial<Self> {
        Initial::new()
    }

    /// The fields that choose among rows of the database, by their place.
    fn sources() -> Vec<(usize, Option<Source>)> {
        Vec::new()
    }

    /// The author's checks: of each field that has one, then [`Clean`] of the form as a whole. Derived; Django's `full_clean`.
    ///
    /// # Errors
    /// Those of the checks themselves; what is wrong with the form goes to `errors`.
    fn full_clean(
        &mut self,
        cx: &Cleaning<'_>,
        errors: &mut Errors<Self>,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = (cx, errors);
        std::future::ready(Ok(()))
    }
}
