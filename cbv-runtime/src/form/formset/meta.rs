//! What is known of a set of forms before anything is sent. Written by `#[derive(Form)]` as constants.

use super::{
    super::{FieldMeta, Form, Source},
    IsFormSet,
};

/// The description of a field that is a set of forms.
///
/// Django: the arguments of
/// [`formset_factory`](https://docs.djangoproject.com/en/5.2/ref/forms/formsets/#formset-factory).
#[derive(Debug, Clone, Copy)]
pub struct FormSetMeta {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) fields: &'static [FieldMeta],
    pub(super) sources: fn() -> Vec<(usize, Option<Source>)>,
    /// Whether its rows are stored, so that each carries its key.
    pub(super) stored: bool,
    pub(super) extra: usize,
    pub(super) min_num: usize,
    pub(super) max_num: usize,
    pub(super) can_delete: bool,
}

/// How many more rows than `max_num` are looked at; Django's `DEFAULT_MAX_NUM`, which is also how many there may be where the
/// author does not say.
pub(super) const MOST: usize = 1_000;

impl FormSetMeta {
    /// The set `name`, of the type `S`, with the label `label`: one blank row, and up to 1,000 in all.
    ///
    /// # Panics
    /// While compiling, when the form of its rows has sets, many-to-many fields or files that are stored with a row.
    #[allow(clippy::panic)] // the compiler shows it as an error
    pub const fn new<S: IsFormSet>(name: &'static str, label: &'static str) -> Self {
        assert!(<S::Form as Form>::SETS.is_empty(), "the form of a set's rows has no sets of its own");
        assert!(
            !<S::Form as Form>::LINKS,
            "the form of a set's rows has no `many_to_many` and no `upload_to`"
        );
        Self {
            name,
            label,
            fields: <S::Form as Form>::FIELDS,
            sources: <S::Form as Form>::sources,
            stored: false,
            extra: 1,
            min_num: 0,
            max_num: MOST,
            can_delete: false,
        }
    }

    /// Rows of a model: three blank ones, and each can be deleted.
    #[must_use]
    pub const fn inline(mut self) -> Self {
        (self.stored, self.extra, self.can_delete) = (true, 3, true);
        self
    }

    /// How many blank rows are shown.
    #[must_use]
    pub const fn extra(mut self, extra: usize) -> Self {
        self.extra = extra;
        self
    }

    /// How many rows there must be.
    #[must_use]
    pub const fn min_num(mut self, min_num: usize) -> Self {
        self.min_num = min_num;
        self
    }

    /// How many rows there may be.
    #[must_use]
    pub const fn max_num(mut self, max_num: usize) -> Self {
        self.max_num = max_num;
        self
    }

    /// Whether each row has a box that deletes it.
    #[must_use]
    pub const fn can_delete(mut self, can_delete: bool) -> Self {
        self.can_delete = can_delete;
        self
    }

    /// The set of a form whose token has that place: sets are counted behind the fields.
    pub(super) fn of_index<F: Form>(index: usize) -> Option<&'static Self> {
        F::SETS.get(index.checked_sub(F::FIELDS.len())?)
    }

    /// The sets of a form with their places.
    pub(crate) fn all<F: Form>() -> impl Iterator<Item = (usize, &'static Self)> {
        F::SETS.iter().enumerate().map(|(at, meta)| (F::FIELDS.len() + at, meta))
    }

    /// How many rows are shown where nothing was sent: those that are stored, and blank ones.
    ///
    /// Django: `BaseFormSet.total_form_count`.
    pub(super) fn total(&self, stored: usize) -> usize {
        (stored.max(self.min_num) + self.extra).min(self.max_num.max(stored))
    }

    /// More rows than that are not looked at. Django's `absolute_max`.
    pub(super) fn absolute_max(&self) -> usize {
        self.max_num.saturating_add(MOST)
    }
}
