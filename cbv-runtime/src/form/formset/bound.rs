//! A set of forms as a template sees it: `{{ form.lines }}`, `{% for line in form.lines %}`. Made by `Bound`, through the code that
//! `#[derive(Form)]` writes.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{
    super::{
        Binder, Bound, BoundField, ErrorList, Form, FormField, Widget,
        decode::html_name,
        field::Label,
        initial::InitialValues,
        widget::{Control, Escaped},
    },
    FormSet, FormSetMeta, ManagementForm,
    held::RowParts,
    sent::{Sent, State, ticked},
};

/// A set of forms with what was typed into them and what is wrong with them.
///
/// As text it is a `<fieldset>` with the errors, the management form and all rows, and a `<template>` of one more row, with
/// `__prefix__` where its number belongs, for scripts that add rows. All parts can be written apart; a template that writes
/// rows by itself writes `management_form` once, and `hidden_fields()` and `delete_field()` of each row.
///
/// Django: [formsets in templates](https://docs.djangoproject.com/en/5.2/topics/forms/formsets/#using-a-formset-in-views-and-templates).
#[non_exhaustive]
pub struct BoundFormSet<F: Form> {
    /// What the rows' names begin with, with the form's prefix.
    pub name: String,
    /// What people call the set.
    pub label: &'static str,
    /// How many rows there are, for the next time.
    pub management_form: ManagementForm,
    /// What is wrong with the set as a whole. Django's `non_form_errors`.
    pub errors: ErrorList,
    /// A row that scripts make more of: its names have `__prefix__` where the number belongs.
    pub empty_form: Bound<F>,
    rows: Vec<Bound<F>>,
}

impl<F: Form> fmt::Debug for BoundFormSet<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundFormSet").field("name", &self.name).field("rows", &self.rows).finish()
    }
}

impl<F: Form> BoundFormSet<F> {
    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Bound<F>> {
        self.rows.iter()
    }
}

impl<'a, F: Form> IntoIterator for &'a BoundFormSet<F> {
    type Item = &'a Bound<F>;
    type IntoIter = std::slice::Iter<'a, Bound<F>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<F: Form> Display for BoundFormSet<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, label) = (Escaped(&self.name), Escaped(self.label));
        write!(f, "<fieldset class=\"formset\" id=\"id_{name}\"><legend>{label}</legend>")?;
        write!(f, "{}{}", self.errors, self.management_form)?;
        for (at, row) in self.rows.iter().enumerate() {
            let number = at + 1;
            write!(
                f,
                "<div class=\"formset-row\" role=\"group\" aria-label=\"{label} {number}\">{row}</div>"
            )?;
        }
        let empty = &self.empty_form;
        write!(
            f,
            "<template><div class=\"formset-row\" role=\"group\" aria-label=\"{label}\">{empty}</div></template>"
        )?;
        f.write_str("</fieldset>")
    }
}

impl<F: Form> HtmlSafe for BoundFormSet<F> {}

/// A set of a form, whatever its rows are; what `{{ form }}` and `formats(json)` show of it.
pub trait ShownSet: Display {
    /// The rows with their fields, and what is wrong with the set.
    fn to_json(&self) -> serde_json::Value;
}

impl<F: Form> ShownSet for BoundFormSet<F> {
    fn to_json(&self) -> serde_json::Value {
        let management = &self.management_form;
        serde_json::json!({
            "name": self.name,
            "label": self.label,
            "total_forms": management.total_forms,
            "initial_forms": management.initial_forms,
            "min_num_forms": management.min_num_forms,
            "max_num_forms": management.max_num_forms,
            "rows": self.rows.iter().map(Bound::to_json).collect::<Vec<_>>(),
        })
    }
}

/// The box of a row that deletes it: `{{ line.delete_field() }}`. Nothing where rows are not deleted.
///
/// Django: `form.DELETE`.
#[derive(Debug, Clone, Copy)]
pub struct DeleteField<'a>(pub(crate) Option<&'a BoundField>);

impl Display for DeleteField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |field| field.fmt(f))
    }
}

impl HtmlSafe for DeleteField<'_> {}

/// A row as it is shown.
struct Row<'a> {
    number: usize,
    stored: Option<&'a InitialValues>,
    sent: bool,
}

impl<P: Form> Binder<'_, P> {
    /// A set.
    pub fn set<F: Form>(&self, set: FormField<P, FormSet<F>>) -> BoundFormSet<F> {
        match FormSetMeta::of_index::<P>(set.index()) {
            Some(meta) => self.set_at(set.index(), meta),
            None => self.set_at(set.index(), &const { FormSetMeta::new::<FormSet<F>>("", "") }), // derived code asks for none such
        }
    }

    fn set_at<F: Form>(&self, index: usize, meta: &'static FormSetMeta) -> BoundFormSet<F> {
        let name = html_name(self.form.prefix(), meta.name).into_owned();
        let stored = self.form.held().rows(index);
        let sent = self.form.data().map(|data| Sent::read(meta, &name, data, stored));
        let (rows, counts) = rows(meta, sent.as_ref(), stored);
        let errors = self.form.errors_of(meta.name).to_vec();
        let row = |row: &Row<'_>| self.row(index, meta, &format!("{name}-{}", row.number), row);
        let blank = Row { number: usize::MAX, stored: None, sent: false };
        BoundFormSet {
            label: meta.label,
            management_form: ManagementForm::new(&name, meta, counts.0, counts.1),
            errors: ErrorList { errors, id: Some(format!("id_{name}_error")), nonfield: true },
            empty_form: self.row(index, meta, &format!("{name}-__prefix__"), &blank),
            rows: rows.iter().map(row).collect(),
            name,
        }
    }

    fn row<F: Form>(&self, index: usize, meta: &FormSetMeta, prefix: &str, row: &Row<'_>) -> Bound<F> {
        let key = row.stored.and_then(|stored| stored.key.clone()).unwrap_or_default();
        let ticked =
            row.sent && ticked(self.form.data().and_then(|data| data.get(&format!("{prefix}-DELETE"))));
        Bound::of_row(RowParts {
            prefix: prefix.to_owned(),
            initial: row.stored.cloned().unwrap_or_default(),
            data: self.form.shared_data().filter(|_| row.sent),
            errors: self.form.row_errors(meta.name, row.number).cloned().unwrap_or_default(),
            hidden: meta.stored.then(|| (format!("{prefix}-id").into(), key)),
            delete: meta.can_delete.then(|| delete_field(prefix, ticked)),
            options: self.form.set_options(index - P::FIELDS.len()),
        })
    }
}

/// The rows that are shown: those that were sent, or those that are stored with blank ones behind them. How many there are, and
/// how many of them are stored.
fn rows<'a>(
    meta: &FormSetMeta,
    sent: Option<&Sent<'a>>,
    stored: &'a [InitialValues],
) -> (Vec<Row<'a>>, (usize, usize)) {
    let Some((sent, (_, initial))) = sent.and_then(|sent| Some((sent, sent.counts?))) else {
        let total = meta.total(stored.len());
        let rows = (0..total).map(|number| Row { number, stored: stored.get(number), sent: false });
        let initial = stored.iter().filter(|row| row.key.is_some() || !meta.stored).count();
        return (rows.collect(), (total, initial));
    };
    let shown = |row: &super::sent::SentRow<'a>| {
        let stored = match &row.state {
            State::Kept(stored) => *stored,
            State::Deleted(key) => stored.iter().find(|row| row.key.as_ref() == Some(key)),
            State::Blank | State::Refused(_) => None,
        };
        Row { number: row.number, stored, sent: true }
    };
    let total = sent.rows.last().map_or(0, |row| row.number + 1);
    (sent.rows.iter().map(shown).collect(), (total, initial))
}

/// `Delete`, a checkbox.
fn delete_field(prefix: &str, ticked: bool) -> BoundField {
    let (name, id) = (format!("{prefix}-DELETE"), format!("id_{prefix}-DELETE"));
    let values: Vec<String> = ticked.then(|| "on".to_owned()).into_iter().collect();
    BoundField {
        label: "Delete",
        label_tag: Label { text: "Delete", target: Some(id.clone()) },
        help_text: "",
        value: values.concat(),
        errors: ErrorList::default(),
        required: false,
        widget: Control {
            widget: Widget::Checkbox,
            name: name.clone(),
            id: id.clone(),
            values,
            options: Vec::new(),
            blank: false,
            required: false,
            disabled: false,
            stored: None,
            invalid: false,
            described_by: Vec::new(),
            attributes: Vec::new(),
            accept: String::new(),
        },
        name,
        id,
    }
}
