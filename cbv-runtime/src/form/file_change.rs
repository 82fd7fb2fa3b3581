//! A file that a row has, in a form: it is kept, another takes its place, or it goes. Shown with what is there and a box to clear
//! it; what becomes of the files themselves is `storage::Media`'s.

use super::{
    FormValue, HoldsFiles, Raw, UploadedFile, ValidationError, Widget,
    errors::{coded, required},
    value_file::file_of,
};
use crate::{
    Error, Result, model::Column, query::Assignment, request::Request, storage::Media, value::Field,
};

/// What is to become of a row's file: what a form's field with `upload_to` holds.
///
/// When nothing is sent, the file stays. Where the field need not be filled in, a checkbox clears it; to send a file and to tick
/// the box contradict each other.
///
/// Django: [`ClearableFileInput`](https://docs.djangoproject.com/en/5.2/ref/forms/widgets/#clearablefileinput).
#[derive(Debug, Clone, Default)]
pub enum FileChange {
    /// The file stays as it is, or there is still none.
    #[default]
    Keep,
    /// This one is stored, and the one before it deleted.
    Replace(UploadedFile),
    /// The file is deleted.
    Clear,
}

impl FormValue for FileChange {
    const WIDGET: Widget = Widget::ClearableFile;
    const REQUIRED: bool = false;

    fn decode(raw: &Raw<'_>) -> Result<Self, ValidationError> {
        let clear = raw.is_cleared() && !raw.is_required();
        match file_of(raw)? {
            Some(_) if clear => Err(coded(
                "contradiction",
                "Please either submit a file or check the clear checkbox, not both.",
            )),
            Some(file) => Ok(Self::Replace(file)),
            None if clear => Ok(Self::Clear),
            None if raw.is_required() && !raw.has_stored() => Err(required()),
            None => Ok(Self::Keep),
        }
    }

    /// Nothing: no browser takes a file from a page.
    fn encode(&self) -> Vec<String> {
        Vec::new()
    }
}

impl HoldsFiles for FileChange {}

/// A field with a file that is stored with its row: `upload_to = "covers"`.
#[diagnostic::on_unimplemented(
    message = "`upload_to` stores an uploaded file, and `{Self}` holds none",
    label = "no uploaded file",
    note = "fields with `upload_to` are FileChange, UploadedFile and Option<UploadedFile>"
)]
pub trait Uploads {
    /// What is to become of the file.
    fn change(&self) -> FileChange;
}

impl Uploads for FileChange {
    fn change(&self) -> FileChange {
        self.clone()
    }
}

impl Uploads for UploadedFile {
    fn change(&self) -> FileChange {
        FileChange::Replace(self.clone())
    }
}

impl Uploads for Option<UploadedFile> {
    fn change(&self) -> FileChange {
        self.clone().map_or(FileChange::Keep, FileChange::Replace)
    }
}

/// A column that holds the name of a stored file.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` does not hold the name of a file",
    label = "no text",
    note = "`upload_to` needs a column of type String, whose text is empty without a file, or Option<String>"
)]
pub trait FileName: Sized {
    /// The file's name; `None` without a file.
    fn file_name(&self) -> Option<&str>;
    /// The column's value.
    fn of_file(name: Option<String>) -> Self;
}

impl FileName for String {
    fn file_name(&self) -> Option<&str> {
        Some(self.as_str()).filter(|name| !name.is_empty())
    }

    fn of_file(name: Option<String>) -> Self {
        name.unwrap_or_default()
    }
}

impl FileName for Option<String> {
    fn file_name(&self) -> Option<&str> {
        self.as_ref().and_then(String::file_name)
    }

    fn of_file(name: Option<String>) -> Self {
        name
    }
}

/// Stores the file of a field with `upload_to`: the column with its name, unless that stays as it is.
///
/// # Errors
/// Those of the storage; [`Error::ImproperlyConfigured`] when the application has none.
pub async fn store_file<M, T: FileName + Field>(
    req: &Request,
    folder: &str,
    column: Column<M, T>,
    before: Option<&T>,
    field: &impl Uploads,
) -> Result<Option<Assignment<M>>> {
    let change = field.change();
    if matches!(change, FileChange::Keep) {
        return Ok(before.is_none().then(|| column.set(T::of_file(None))));
    }
    let Some(media) = req.extensions().get::<Media>() else {
        let reason = "`upload_to` needs a storage: attach `Extension(Media::folder(..))` to the router";
        return Err(Error::ImproperlyConfigured(reason.into()));
    };
    let name = media.change(req.db(), folder, before.and_then(T::file_name), &change).await?;
    Ok(Some(column.set(T::of_file(name))))
}
