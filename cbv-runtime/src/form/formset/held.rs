//! What a form holds of its sets, and what a row of a set is of itself: the part of `Bound` that is about sets.

use std::{borrow::Cow, fmt::Display, sync::Arc};

use super::{
    super::{
        Bound, BoundField, Form, FormData, FormField, FormKwargs, Source,
        decode::{Held, html_name},
        errors::ErrorMap,
        initial::InitialValues,
    },
    DeleteField, FormSet, FormSetMeta, Options, SetChoices,
    sent::Sent,
};
use crate::{Result, db::Conn, model::Model, query::QuerySet};

impl<F: Form> Bound<F> {
    /// A row of a set.
    pub(super) fn of_row(row: RowParts) -> Self {
        let mut kwargs = FormKwargs::new(row.initial.into(), "", None);
        kwargs.prefix = row.prefix.into();
        let mut this = Self::of_parts(kwargs, row.data, row.errors, row.options);
        (this.hidden, this.row) = (row.hidden, Some(row.delete.map(Box::new)));
        this
    }

    /// Chooses among other rows in a field of a set's rows, as [`set_queryset`](Self::set_queryset):
    /// `form.set_row_queryset(OrderForm::LINES, LineForm::PRODUCT_ID, rows)`.
    pub fn set_row_queryset<G: Form, T, M: Model + Display>(
        &mut self,
        set: FormField<F, FormSet<G>>,
        field: FormField<G, T>,
        rows: QuerySet<M>,
    ) {
        self.set_row_source(set, field, Source::new(rows));
    }

    /// The same of rows with labels of their own.
    pub fn set_row_source<G: Form, T>(
        &mut self,
        set: FormField<F, FormSet<G>>,
        field: FormField<G, T>,
        source: Source,
    ) {
        let at = set.index().checked_sub(F::FIELDS.len());
        if let Some(choices) = at.and_then(|at| self.sets.get_mut(at)) {
            choices.set(field.index(), source);
        }
    }

    /// The box that deletes a row of a set, which a template writes that writes the fields of the row one by one; nothing of
    /// other forms.
    pub fn delete_field(&self) -> DeleteField<'_> {
        DeleteField(self.row.as_ref().and_then(Option::as_deref))
    }

    /// Whether it is a row of a set.
    pub(in crate::form) fn is_row(&self) -> bool {
        self.row.is_some()
    }

    pub(in crate::form) fn shared_data(&self) -> Option<Arc<FormData>> {
        self.data.clone()
    }

    pub(in crate::form) fn row_errors(&self, set: &'static str, number: usize) -> Option<&ErrorMap> {
        self.errors.row(set, number)
    }

    /// What can be chosen in the rows of the set at that place among the sets.
    pub(in crate::form) fn set_options(&self, at: usize) -> Options {
        self.sets.get(at).map(SetChoices::options).unwrap_or_default()
    }
}

/// Whether what the rows of the sets have chosen is among what there is to choose from.
pub(crate) async fn check_sets(
    sets: impl Iterator<Item = ((usize, &'static FormSetMeta), &SetChoices)>,
    prefix: &str,
    (data, held): (&FormData, Held<'_>),
    errors: &mut ErrorMap,
    db: &Conn,
) -> Result<()> {
    for ((index, meta), choices) in sets {
        let sent = Sent::read(meta, &html_name(prefix, meta.name), data, held.rows(index));
        choices.check(meta, &sent, data, errors, db).await?;
    }
    Ok(())
}

/// What a row of a set is made of.
#[derive(Debug)]
pub(super) struct RowParts {
    pub(super) prefix: String,
    pub(super) initial: InitialValues,
    pub(super) data: Option<Arc<FormData>>,
    pub(super) errors: ErrorMap,
    pub(super) hidden: Option<(Cow<'static, str>, String)>,
    pub(super) delete: Option<BoundField>,
    pub(super) options: Options,
}
