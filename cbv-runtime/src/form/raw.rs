//! What was sent for one field, on its way into a value. Made by the decoder, read by `FormValue`.

use super::{FieldMeta, FormData, UploadedFile, ValidationError, Widget, errors::required};

/// What was sent for one field.
#[derive(Debug, Clone)]
pub struct Raw<'a> {
    meta: &'a FieldMeta,
    values: Vec<&'a str>,
    files: Vec<&'a UploadedFile>,
    /// Whether the box beside a file was ticked.
    cleared: bool,
    /// Whether there is a file already.
    stored: bool,
}

impl<'a> Raw<'a> {
    pub(crate) fn new(meta: &'a FieldMeta, data: &'a FormData, name: &str) -> Self {
        let files = if meta.is_file() { data.files(name).collect() } else { Vec::new() };
        let values = data.get_all(name);
        let values = values.map(|value| if meta.strip { value.trim() } else { value });
        let cleared = meta.widget == Widget::ClearableFile
            && data.get(&clear_name(name)).is_some_and(|value| !matches!(value, "" | "false" | "0"));
        Self { meta, values: values.collect(), files, cleared, stored: false }
    }

    /// What a field holds that nobody may change.
    pub(crate) fn held(meta: &'a FieldMeta, values: &'a [String]) -> Self {
        let values = if meta.is_file() { Vec::new() } else { values.iter().map(String::as_str).collect() };
        Self { meta, values, files: Vec::new(), cleared: false, stored: false }
    }

    /// The same of a row that has a file, or has none.
    pub(crate) fn with_stored(self, stored: bool) -> Self {
        Self { stored, ..self }
    }

    /// Whether the box beside the file was ticked.
    pub fn is_cleared(&self) -> bool {
        self.cleared
    }

    /// Whether the row has a file already.
    pub fn has_stored(&self) -> bool {
        self.stored
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
        Some(self.text()).filter(|text| !text.is_empty()).ok_or_else(required)
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
        Self { meta: self.meta, values: vec![text], files: Vec::new(), cleared: false, stored: false }
    }

    /// A text that no database takes.
    pub(crate) fn has_null(&self) -> bool {
        self.values.iter().any(|value| value.contains('\0'))
    }
}

/// The name of the box that clears a file. Django's.
pub(crate) fn clear_name(name: &str) -> String {
    format!("{name}-clear")
}
