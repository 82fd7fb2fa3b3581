//! Sets of forms: rows of one form inside of another, as many as are sent. `meta` is what is known of a set beforehand, `sent`
//! finds its rows in what was sent, `bound` shows them, `inline` stores those that are rows of a model. The value itself
//! stands here. Called by the code that `#[derive(Form)]` writes and by `Bound`.

mod bound;
mod choices;
mod held;
mod inline;
mod management;
mod meta;
mod sent;

use std::ops::{Deref, DerefMut};

pub use bound::{BoundFormSet, DeleteField, ShownSet};
pub(crate) use choices::{Options, SetChoices};
pub(crate) use held::check_sets;
pub(crate) use inline::RefusedRow;
pub use inline::{Inline, inline};
pub use management::ManagementForm;
pub use meta::FormSetMeta;
use sent::{Sent, State};

use super::{
    Cleaning, Decoder, Errors, Form, FormField, Initial, ModelForm, decode::html_name, errors::ErrorMap,
    initial::InitialValues,
};
use crate::{Result, query::Assignment};

/// Rows of the form `F` as a field of another form: `lines: FormSet<LineForm>`, which says `#[field(formset)]`, or
/// `#[field(inline = Line::ORDER)]` where they are rows of a model.
///
/// It is a slice of the forms that were filled in and found right: blank rows and those that are to be deleted are not
/// among them.
///
/// ```
/// use cbv::{form::FormSet, prelude::*};
///
/// #[derive(Form)]
/// struct GuestForm { name: String }
///
/// #[derive(Form)]
/// struct PartyForm {
///     place: String,
///     #[field(formset, extra = 3, min_num = 1, max_num = 8)]
///     guests: FormSet<GuestForm>,
/// }
///
/// fn names(party: &PartyForm) -> Vec<&str> {
///     party.guests.iter().map(|guest| guest.name.as_str()).collect()
/// }
/// ```
///
/// Django: [formsets](https://docs.djangoproject.com/en/5.2/topics/forms/formsets/), and
/// [inline formsets](https://docs.djangoproject.com/en/5.2/topics/forms/modelforms/#inline-formsets).
#[derive(Debug, Clone)]
pub struct FormSet<F: Form> {
    forms: Vec<F>,
    /// Of each form, in the same order.
    rows: Vec<Row<F>>,
    /// The numbers and keys of stored rows that are to be deleted.
    deleted: Vec<(usize, String)>,
}

/// Where a form comes from.
#[derive(Debug, Clone)]
struct Row<F: Form> {
    /// Its number among what was sent.
    number: usize,
    /// What is stored; `None` of a new row.
    stored: Option<InitialValues>,
    changes: F::Changes,
}

impl<F: Form> Default for FormSet<F> {
    fn default() -> Self {
        Self { forms: Vec::new(), rows: Vec::new(), deleted: Vec::new() }
    }
}

impl<F: Form> FormSet<F> {
    /// The forms alone.
    pub fn into_vec(self) -> Vec<F> {
        self.forms
    }

    /// The forms with the numbers of their rows, by which errors are added to them.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &F)> {
        self.rows.iter().map(|row| row.number).zip(&self.forms)
    }

    /// How many stored rows are to be deleted.
    pub fn deleted(&self) -> usize {
        self.deleted.len()
    }

    /// What the forms show when they are shown again later; of `to_initial`.
    #[doc(hidden)]
    pub fn to_initial(&self) -> Vec<Initial<F>> {
        let keys = self.rows.iter().map(|row| row.stored.as_ref().and_then(|stored| stored.key.clone()));
        self.forms.iter().zip(keys).map(|(form, key)| form.to_initial().keyed(key)).collect()
    }

    /// The author's checks of each row; `full_clean` of the form that has the set.
    ///
    /// # Errors
    /// Those of the checks themselves.
    #[doc(hidden)]
    pub async fn full_clean<P>(
        &mut self,
        cx: &Cleaning<'_>,
        set: FormField<P, Self>,
        errors: &mut Errors<P>,
    ) -> Result<()> {
        for (form, row) in self.forms.iter_mut().zip(&self.rows) {
            let mut wrong = Errors::default();
            form.full_clean(cx, &mut wrong).await?;
            errors.map.add_row(set.name(), row.number, wrong.map);
        }
        Ok(())
    }

    fn push(&mut self, form: F, number: usize, stored: Option<InitialValues>) {
        self.forms.push(form);
        self.rows.push(Row { number, stored, changes: F::Changes::default() });
    }
}

impl<F: ModelForm> FormSet<F> {
    /// Stores a column of the row at `index` of the slice that is no field of its form:
    /// `form.lines.set(0, Line::PLACE.set(1))`. A row that is not there stores nothing.
    pub fn set(&mut self, index: usize, assignment: Assignment<F::Model>) {
        if let Some(row) = self.rows.get_mut(index) {
            row.changes.set(assignment);
        }
    }
}

impl<F: Form> From<Vec<F>> for FormSet<F> {
    /// New rows.
    fn from(forms: Vec<F>) -> Self {
        let mut set = Self::default();
        for (number, form) in forms.into_iter().enumerate() {
            set.push(form, number, None);
        }
        set
    }
}

impl<F: Form> Deref for FormSet<F> {
    type Target = [F];

    fn deref(&self) -> &[F] {
        &self.forms
    }
}

impl<F: Form> DerefMut for FormSet<F> {
    fn deref_mut(&mut self) -> &mut [F] {
        &mut self.forms
    }
}

impl<'a, F: Form> IntoIterator for &'a FormSet<F> {
    type Item = &'a F;
    type IntoIter = std::slice::Iter<'a, F>;

    fn into_iter(self) -> Self::IntoIter {
        self.forms.iter()
    }
}

/// What `formset` and `inline` are words of: [`FormSet`], and nothing else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of forms",
    label = "not a `FormSet`",
    note = "`formset` and `inline` are words of fields of the type `FormSet<LineForm>`, whose parameter is a form"
)]
pub trait IsFormSet {
    /// The form of each row.
    type Form: Form;
    /// The set as a template sees it.
    type Shown: Send + Sync;
}

impl<F: Form> IsFormSet for FormSet<F> {
    type Form = F;
    type Shown = BoundFormSet<F>;
}

impl Decoder<'_> {
    /// Reads the rows of a set, each by itself. `None` when something is wrong with one or with their number, which is then
    /// among the errors.
    pub fn set<P: Form, F: Form>(&mut self, set: FormField<P, FormSet<F>>) -> Option<FormSet<F>> {
        let meta = FormSetMeta::of_index::<P>(set.index())?;
        let sent =
            Sent::read(meta, &html_name(self.prefix, meta.name), self.data, self.held.rows(set.index()));
        let mut forms = FormSet::default();
        let mut right = sent.errors.is_empty();
        for row in &sent.rows {
            match &row.state {
                State::Blank => {}
                State::Deleted(key) => forms.deleted.push((row.number, key.clone())),
                State::Refused(error) => {
                    right = false;
                    self.errors.add_row(meta.name, row.number, ErrorMap::one(None, error.clone()));
                }
                State::Kept(stored) => {
                    let held = stored.map(|stored| stored.held(&[])).unwrap_or_default();
                    let mut decoder = Decoder::new(self.data, &row.prefix, F::FIELDS, held);
                    match F::decode(&mut decoder) {
                        Some(form) => forms.push(form, row.number, stored.cloned()),
                        None => right = false,
                    }
                    self.errors.add_row(meta.name, row.number, decoder.into_errors());
                }
            }
        }
        for error in sent.errors {
            self.errors.add(Some(meta.name), error);
        }
        right.then_some(forms)
    }
}
