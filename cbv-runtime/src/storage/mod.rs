//! Where uploaded files are kept. Called by hooks through `Media`; what a file is, and how it arrives, is in `form/`.

mod folder;
mod media;
mod name;
#[cfg(feature = "object_store")]
mod object;

use std::{fmt, future::Future, pin::Pin};

pub use folder::FolderStorage;
pub use media::Media;
#[cfg(feature = "object_store")]
pub use object::ObjectStorage;

use crate::{
    Result,
    form::{Reader, UploadedFile},
};

/// What the functions of [`Storage`] answer: a future in a box, so that an application can choose its storage when it starts.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A place where files are kept under names such as `covers/solaris.png`: a folder, a bucket.
///
/// A name has parts between slashes, and none of them is empty, `.` or `..`. Implementations refuse others as 400, since a
/// name may have come with a request.
///
/// Django: [`Storage`](https://docs.djangoproject.com/en/5.2/ref/files/storage/#the-storage-class).
pub trait Storage: fmt::Debug + Send + Sync + 'static {
    /// Keeps a file, and answers the name under which it is found: `name`, or one like it where there is such a file
    /// already. Never is a file overwritten, and never is half a file seen.
    ///
    /// # Errors
    /// [`Error::BadRequest`](crate::Error::BadRequest) for a name that is none, and faults of the place.
    fn save<'a>(&'a self, name: &'a str, file: &'a UploadedFile) -> Boxed<'a, String>;

    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when there is none of this name, and faults of the place.
    fn open<'a>(&'a self, name: &'a str) -> Boxed<'a, Reader>;

    /// Deletes a file. One that is not there is no error.
    ///
    /// # Errors
    /// [`Error::BadRequest`](crate::Error::BadRequest) for a name that is none, and faults of the place.
    fn delete<'a>(&'a self, name: &'a str) -> Boxed<'a, ()>;

    /// The address at which browsers find a file. The file need not be there.
    fn url(&self, name: &str) -> String;
}
