//! The rows of a set in what was sent: which there are, which of them are blank, stored, to be deleted. Called by `Decoder::set`,
//! which reads them, and by `bound`, which shows them again.
//!
//! Rows are found by the names that were sent, so that a number alone, however large, makes none.

use std::collections::{BTreeSet, HashSet};

use super::{
    super::{FieldMeta, FormData, ValidationError, Widget, initial::InitialValues},
    FormSetMeta, ManagementForm,
    management::number,
};

/// The rows that were sent.
#[derive(Debug)]
pub(super) struct Sent<'a> {
    pub(super) rows: Vec<SentRow<'a>>,
    /// What is wrong with the set as a whole.
    pub(super) errors: Vec<ValidationError>,
    /// Total and initial as they were sent; `None` when they cannot be read, and then there are no rows.
    pub(super) counts: Option<(usize, usize)>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct SentRow<'a> {
    pub(super) number: usize,
    /// `lines-0`.
    pub(super) prefix: String,
    pub(super) state: State<'a>,
}

/// What a row is.
#[derive(Debug)]
pub(super) enum State<'a> {
    /// Nothing was filled in, or it is to be deleted and was never stored.
    Blank,
    /// A stored row that is to be deleted, by its key.
    Deleted(String),
    /// It says that it is stored, and is not.
    Refused(ValidationError),
    /// It counts; with what is stored.
    Kept(Option<&'a InitialValues>),
}

/// Of a row that others have deleted meanwhile, or that never was one of these.
pub(super) const GONE: &str = "This row is not there any more. Save again to add it as a new one.";

impl<'a> Sent<'a> {
    /// Finds the rows of the set whose names begin with `prefix`; `stored` are those that the form was made of.
    pub(super) fn read(
        meta: &FormSetMeta,
        prefix: &str,
        data: &FormData,
        stored: &'a [InitialValues],
    ) -> Self {
        let (total, initial) = match ManagementForm::sent(prefix, data) {
            Ok(counts) => counts,
            Err(missing) => {
                let errors = vec![tampered(&missing)];
                return Self { rows: Vec::new(), errors, counts: None };
            }
        };
        let mut reader = Reader { meta, data, stored, initial, seen: HashSet::new() };
        let numbers = numbers(prefix, data, total.min(meta.absolute_max()));
        let rows: Vec<_> = numbers.into_iter().map(|number| reader.row(prefix, number)).collect();
        let untouched = stored
            .iter()
            .filter(|row| row.key.as_ref().is_some_and(|key| !reader.seen.contains(key.as_str())));
        let kept = rows.iter().filter(|row| matches!(row.state, State::Kept(_) | State::Refused(_)));
        let errors = too_many_or_few(meta, kept.count() + untouched.count(), total);
        Self { rows, errors, counts: Some((total, initial)) }
    }
}

/// The numbers of the rows of which anything was sent.
fn numbers(prefix: &str, data: &FormData, total: usize) -> BTreeSet<usize> {
    let of_row = |name: &str| {
        let (row, _) = name.strip_prefix(prefix)?.strip_prefix('-')?.split_once('-')?;
        number(row).filter(|number| *number < total)
    };
    data.names().filter_map(of_row).collect()
}

fn tampered(missing: &str) -> ValidationError {
    format!(
        "ManagementForm data is missing or has been tampered with. Missing fields: {missing}. \
         You may need to file a bug report if the issue persists."
    )
    .into()
}

fn too_many_or_few(meta: &FormSetMeta, kept: usize, total: usize) -> Vec<ValidationError> {
    let forms = |number: usize| if number == 1 { "form" } else { "forms" };
    let (least, most) = (meta.min_num, meta.max_num);
    if kept > most || total > meta.absolute_max() {
        vec![format!("Please submit at most {most} {}.", forms(most)).into()]
    } else if kept < least {
        vec![format!("Please submit at least {least} {}.", forms(least)).into()]
    } else {
        Vec::new()
    }
}

struct Reader<'a, 'd> {
    meta: &'d FormSetMeta,
    data: &'d FormData,
    stored: &'a [InitialValues],
    /// So many rows were stored when the form was shown.
    initial: usize,
    /// The keys that rows have.
    seen: HashSet<String>,
}

impl<'a> Reader<'a, '_> {
    fn row(&mut self, prefix: &str, number: usize) -> SentRow<'a> {
        let prefix = format!("{prefix}-{number}");
        let state = self.state(&prefix, number);
        SentRow { number, prefix, state }
    }

    fn state(&mut self, prefix: &str, number: usize) -> State<'a> {
        let deleted = self.meta.can_delete && ticked(self.data.get(&format!("{prefix}-DELETE")));
        let id = format!("{prefix}-id");
        let key = self.data.get(&id).map(str::trim).filter(|_| self.meta.stored);
        let stored = match key {
            // the template does not show it: what is stored would be stored once more
            None if self.meta.stored && number < self.initial => {
                return State::Refused("(Hidden field id) This field is required.".into());
            }
            None | Some("") => None,
            Some(key) => {
                let stored = self.stored.iter().find(|row| row.key.as_deref() == Some(key));
                match stored.filter(|_| self.seen.insert(key.to_owned())) {
                    Some(stored) => Some(stored),
                    None if deleted => return State::Blank,
                    None => return State::Refused(GONE.into()),
                }
            }
        };
        match stored.and_then(|stored| stored.key.clone()).filter(|_| deleted) {
            Some(key) => State::Deleted(key),
            None if stored.is_none() && (deleted || self.is_blank(prefix)) => State::Blank,
            None => State::Kept(stored),
        }
    }

    /// Whether each field is as in a new row. Django's `not form.has_changed()`.
    fn is_blank(&self, prefix: &str) -> bool {
        self.meta.fields.iter().all(|field| self.is_unchanged(field, &format!("{prefix}-{}", field.name)))
    }

    fn is_unchanged(&self, field: &FieldMeta, name: &str) -> bool {
        if field.disabled {
            return true;
        }
        if self.data.file(name).is_some() || self.data.refused(name).next().is_some() {
            return false;
        }
        let begins: Vec<String> = field.initial.map(|initial| initial()).unwrap_or_default();
        if field.widget == Widget::Checkbox {
            return ticked(self.data.get(name)) != begins.is_empty();
        }
        let plain = |text: &str| text.replace('\r', "").trim().to_owned();
        let filled = |text: &String| !text.is_empty();
        let sent: Vec<String> = self.data.get_all(name).map(plain).filter(filled).collect();
        let begins: Vec<String> = begins.iter().map(|text| plain(text)).filter(filled).collect();
        sent == begins || (!self.data.contains(name) && !field.multiple)
    }
}

/// Whether what was sent of a checkbox means that it is ticked.
pub(super) fn ticked(sent: Option<&str>) -> bool {
    sent.is_some_and(|text| !matches!(text.trim().to_ascii_lowercase().as_str(), "" | "false" | "0"))
}
