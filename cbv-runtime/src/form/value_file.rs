//! Uploaded files as fields of a form. What is asked of them stands in `file_rules`.

use super::{
    FormValue, Raw, UploadedFile, ValidationError, Widget,
    errors::{coded, required},
};

/// A file control. The form must be sent as `multipart/form-data`: `<form enctype="{{ form.enctype() }}">`.
impl FormValue for UploadedFile {
    const WIDGET: Widget = Widget::File;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        file_of(raw)?.ok_or_else(required)
    }

    fn decode_all(raw: &Raw<'_>) -> Result<Vec<Self>, ValidationError> {
        match raw.files() {
            [] if !raw.is_empty() => Err(coded("missing", NO_FILE)),
            files => Ok(files.iter().copied().cloned().collect()),
        }
    }

    /// Nothing: no browser takes a file from a page.
    fn encode(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The last of the files; `None` when none was sent.
pub(super) fn file_of(raw: &Raw<'_>) -> Result<Option<UploadedFile>, ValidationError> {
    match raw.files().last() {
        Some(file) => Ok(Some(UploadedFile::clone(file))),
        None if raw.is_empty() => Ok(None),
        None => Err(coded("missing", NO_FILE)),
    }
}

/// A browser that sends the file's name alone. Django's words.
const NO_FILE: &str = "No file was submitted. Check the encoding type on the form.";

/// What holds uploaded files: a field that `files = ..` may ask something of.
#[diagnostic::on_unimplemented(
    message = "`files` asks something of uploaded files, and `{Self}` holds none",
    label = "no uploaded file",
    note = "fields with files are UploadedFile, Option<UploadedFile>, Vec<UploadedFile> and FileChange"
)]
pub trait HoldsFiles: FormValue {}

impl HoldsFiles for UploadedFile {}
impl HoldsFiles for Option<UploadedFile> {}
impl HoldsFiles for Vec<UploadedFile> {}
