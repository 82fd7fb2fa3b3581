//! What was sent for one field, on its way into a value. Made by the decoder, read by `FormValue`.

use super::{FieldMeta, FormData, UploadedFile, ValidationError};

/// What was sent for one field.
#[derive(Debug, Clone)]
pub struct Raw<'a> {
    meta: &'a FieldMeta,
    values: Vec<&'a str>,
    files: Vec<&'a UploadedFile>,
}

impl<'a> Raw<'a> {
    pub(crate) fn new(meta: &'a FieldMeta, data: &'a FormData, name: &str) -> Self {
        let files = if meta.is_file() { data.files(name).collect() } else { Vec::new() };
        let values = data.get_all(name);
        let values = values.map(|value| if meta.strip { value.trim() } else { value });
        Self { meta, values: values.collect(), files }
    }

    /// Whether the field must be filled in.
    pub fn is_required(&self) -> bool {
        self.meta.required
    }

    /// Whether nothing was sent, or only empty texts.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.values.iter().all(|value| value.is_empty())
    }

    /// The text, the last of several; empty when none was sent. Without the spaces around it.
    pub fn text(&self) -> &'a str {
        self.values.last().copied().unwrap_or_default()
    }

    /// The text of a field that may not be empty.
    ///
    /// # Errors
    /// That it is required.
    pub fn required_text(&self) -> Result<&'a str, ValidationError> {
        Some(self.text()).filter(|text| !text.is_empty()).ok_or(REQUIRED.into())
    }

    /// All texts but empty ones.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.values.iter().copied().filter(|value| !value.is_empty())
    }

    /// The files.
    pub fn files(&self) -> &[&'a UploadedFile] {
        &self.files
    }

    /// The same field with one of its texts alone.
    pub(crate) fn one(&self, text: &'a str) -> Self {
        Self { meta: self.meta, values: vec![text], files: Vec::new() }
    }

    /// A text that no database takes.
    pub(crate) fn has_null(&self) -> bool {
        self.values.iter().any(|value| value.contains('\0'))
    }
}

/// What is said of an empty field that must be filled in.
pub(crate) const REQUIRED: &str = "This field is required.";
