//! How much of a body is read. Named where a view or a route takes a form; `read` keeps to it.

use std::{path::PathBuf, time::Duration};

/// How much of a request's body is read, how long it may take, and whether it may be JSON.
///
/// The application's own limit holds beside these: axum's
/// [`DefaultBodyLimit`](axum::extract::DefaultBodyLimit), which is 2 MB unless the router has another. For larger uploads,
/// raise it on their route.
///
/// ```
/// use cbv::form::Limits;
///
/// let limits = Limits::default().files(3).file_size(2 * 1024 * 1024);
/// assert_eq!(limits.fields, 1_000);
/// ```
///
/// Django: the settings `DATA_UPLOAD_MAX_MEMORY_SIZE`, `DATA_UPLOAD_MAX_NUMBER_FIELDS`, `DATA_UPLOAD_MAX_NUMBER_FILES`,
/// `FILE_UPLOAD_MAX_MEMORY_SIZE` and `FILE_UPLOAD_TEMP_DIR`
/// (<https://docs.djangoproject.com/en/5.2/ref/settings/#data-upload-max-memory-size>).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the whole body; more is 413. 32 MiB.
    pub total: u64,
    /// How many names with values; more is 413. 1,000.
    pub fields: usize,
    /// Bytes of all names and values together, which are held in memory; more is 413. 2.5 MiB.
    pub memory: usize,
    /// How many files; more of them are refused, an error of their field. 100.
    pub files: usize,
    /// Bytes of one file; a larger one is refused, an error of its field. 10 MiB.
    pub file_size: u64,
    /// Bytes of files that are held in memory, of all files of a request together; the others are written to temporary
    /// files. 64 KiB.
    pub file_memory: usize,
    /// How long the next piece of the body is waited for, and how much longer than at 1 KiB in a second the whole of it may
    /// take; then it is 408. 30 seconds.
    pub read_timeout: Duration,
    /// Whether a JSON object is read as a form, too; if not, it is 415. Off.
    pub json: bool,
    /// Where temporary files are; the system's folder for them when `None`.
    pub temp_dir: Option<PathBuf>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total: 32 * 1024 * 1024,
            fields: 1_000,
            memory: 2_621_440,
            files: 100,
            file_size: 10 * 1024 * 1024,
            file_memory: 64 * 1024,
            read_timeout: Duration::from_secs(30),
            json: false,
            temp_dir: None,
        }
    }
}

macro_rules! setters {
    ($($name:ident: $type:ty, $doc:literal;)*) => {
        impl Limits {$(
            #[doc = $doc]
            #[must_use]
            pub fn $name(mut self, $name: $type) -> Self {
                self.$name = $name;
                self
            }
        )*}
    };
}

setters! {
    total: u64, "Sets how many bytes the whole body may have.";
    fields: usize, "Sets how many names with values there may be.";
    memory: usize, "Sets how many bytes all names and values may have together.";
    files: usize, "Sets how many files there may be.";
    file_size: u64, "Sets how many bytes one file may have.";
    file_memory: usize, "Sets how many bytes of a request's files are held in memory.";
    read_timeout: Duration, "Sets how long the next piece of the body is waited for.";
    json: bool, "Sets whether a JSON object is read as a form.";
}

impl Limits {
    /// Sets where temporary files are written.
    #[must_use]
    pub fn temp_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.temp_dir = Some(folder.into());
        self
    }
}
