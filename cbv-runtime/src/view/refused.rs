//! What the database refuses a valid form with, as errors of the form: a value that somebody else has taken meanwhile, a chosen
//! row that is gone, a row that others refer to. Called by `create.rs`, `update.rs` and `delete.rs` after the rollback; what
//! was violated is found out by `db/violation`.

use super::{edit, response::wants_data};
use crate::{
    Error, Result,
    db::{Violation, ViolationKind as Kind},
    form::{Bound, FieldMeta, Form, Invalid, ModelForm, RefusedRow, ValidationError},
    model::{FieldInfo, Model, Writable},
    request::Request,
};

/// Makes errors of the form of what went wrong while its row was stored; what is no fault of the form stays an error.
pub(super) async fn row<F: ModelForm>(form: &mut Bound<F>, error: Error, req: &Request) -> Result<()> {
    if let Error::Invalid(Invalid { row: Some(row), .. }) = error {
        of_set(form, &row, req).await;
        return Ok(());
    }
    let Some(violation) = Violation::of(&error) else { return edit::refused(form, error) };
    tracing::debug!(?violation, "the database refused a form: {error}");
    // The value itself was given to the hooks; what was sent is read once more.
    let written = form.decoded().map(|form| form.assignments()).unwrap_or_default();
    let columns = violation.columns(req.db(), &written).await;
    let row = Row { verbose_name: F::Model::VERBOSE_NAME, model: F::Model::FIELDS, form: F::FIELDS };
    form.refuse(row.errors(&violation, &columns));
    if violation.kind == Kind::Unique && wants_data(req) {
        form.set_conflict();
    }
    Ok(())
}

/// The same of a row of one of the form's sets.
async fn of_set<F: Form>(form: &mut Bound<F>, refused: &RefusedRow, req: &Request) {
    let RefusedRow { set, number, violation, table, verbose_name, model, form: fields, .. } = refused;
    let written: Vec<_> = refused.written.iter().map(|(column, value)| (*column, value)).collect();
    let errors = if violation.kind == Kind::Referenced && written.is_empty() {
        Invalid::form(referenced(verbose_name))
    } else {
        let columns = violation.columns_of(req.db(), table, &written).await;
        Row { verbose_name, model, form: fields }.errors(violation, &columns)
    };
    let mut invalid = Invalid::default();
    invalid.map.add_row(set, *number, errors.map);
    form.refuse(invalid);
    if matches!(violation.kind, Kind::Unique | Kind::Referenced) && wants_data(req) {
        form.set_conflict();
    }
}

/// The same of a row that was to be deleted: that others refer to it is a conflict.
pub(super) fn deletion<M: Writable, F: Form>(form: &mut Bound<F>, error: Error) -> Result<()> {
    match Violation::of_delete(&error) {
        Some(violation) if violation.kind == Kind::Referenced => {
            tracing::debug!(?violation, "the database refused a deletion: {error}");
            form.refuse(Invalid::form(referenced(M::VERBOSE_NAME)));
            form.set_conflict();
            Ok(())
        }
        _ => edit::refused(form, error),
    }
}

fn referenced(verbose_name: &str) -> String {
    format!("This {verbose_name} cannot be deleted, because something else refers to it.")
}

/// What is known of a row and its form, without their types.
struct Row {
    verbose_name: &'static str,
    model: &'static [FieldInfo],
    form: &'static [FieldMeta],
}

impl Row {
    /// At the field, where the columns are those of one; several belong to the form as a whole, as Django's `unique_together`.
    fn errors(&self, violation: &Violation, columns: &[String]) -> Invalid {
        let fields: Vec<_> = columns.iter().filter_map(|column| self.field(column)).collect();
        let mut invalid = Invalid::default();
        match (violation.kind, fields.as_slice()) {
            (Kind::Unique | Kind::Check, [field]) => {
                invalid.map.add(Some(field.name), self.text(violation, columns, true));
            }
            (Kind::Unique | Kind::Check, _) | (_, []) => {
                invalid.map.add(None, self.text(violation, columns, false));
            }
            // each column by itself
            _ => {
                for field in fields {
                    invalid.map.add(Some(field.name), self.text(violation, columns, true));
                }
            }
        }
        invalid
    }

    /// The form's field that is stored in the column.
    fn field(&self, column: &str) -> Option<&'static FieldMeta> {
        let name =
            self.model.iter().find(|field| field.column() == column).map_or(column, |field| field.name);
        self.form.iter().find(|field| field.name == name)
    }

    /// Django's words where it has some.
    fn text(&self, violation: &Violation, columns: &[String], of_field: bool) -> ValidationError {
        let name = violation
            .constraint
            .as_deref()
            .filter(|name| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_'));
        match (violation.kind, name) {
            (Kind::Unique, _) => ValidationError::new(self.taken(columns)).with_code("unique"),
            (Kind::ForeignKey, _) => {
                let text = "Select a valid choice. That choice is not one of the available choices.";
                ValidationError::new(text).with_code("invalid_choice")
            }
            (Kind::NotNull, _) if of_field => {
                ValidationError::new("This field is required.").with_code("required")
            }
            (Kind::NotNull, _) => "A value that is required is missing.".into(),
            (Kind::Referenced, _) => format!(
                "This {} cannot be changed so, because something else refers to it.",
                self.verbose_name
            )
            .into(),
            (Kind::Check, Some(name)) => format!("Constraint “{name}” is violated.").into(),
            (Kind::TooLong, _) => "This value is too long.".into(),
            (Kind::OutOfRange, _) => "This value is out of range.".into(),
            _ => "Enter a valid value.".into(),
        }
    }

    /// `Post with this Slug already exists.`
    fn taken(&self, columns: &[String]) -> String {
        let labels: Vec<_> = columns.iter().map(|column| self.label(column)).collect();
        let what = match labels.split_last() {
            None => "these values".to_owned(),
            Some((last, [])) => format!("this {last}"),
            Some((last, labels)) => format!("this {} and {last}", labels.join(", ")),
        };
        format!("{} with {what} already exists.", capitalised(self.verbose_name))
    }

    fn label(&self, column: &str) -> String {
        self.field(column)
            .map_or_else(|| capitalised(&column.replace('_', " ")), |field| field.label.to_owned())
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
