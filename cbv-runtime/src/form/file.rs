//! An uploaded file, in memory or in a temporary file of its own. Made by `multipart`; forms, validators and storages take it.

use std::{fmt, io, path::Path, pin::Pin, sync::Arc};

use bytes::Bytes;
use tempfile::TempPath;
use tokio::io::AsyncRead;

use super::{name, sniff};

/// An uploaded file. Clones are of the same file; its temporary file is deleted with the last of them.
///
/// Nothing that the client says of it is believed: the name is cleaned, and the content type is found out from the bytes.
///
/// Django: `UploadedFile` (<https://docs.djangoproject.com/en/5.2/ref/files/uploads/#uploaded-files>).
#[derive(Clone)]
pub struct UploadedFile(Arc<Inner>);

struct Inner {
    name: String,
    claimed: Option<String>,
    content_type: &'static str,
    size: u64,
    content: Content,
}

/// Where the bytes are.
pub(super) enum Content {
    Memory(Bytes),
    /// Deleted when dropped.
    File(TempPath),
}

/// What an uploaded file is read from.
pub type Reader = Pin<Box<dyn AsyncRead + Send>>;

impl UploadedFile {
    /// A file whose bytes are at hand: in tests, or made by the application.
    ///
    /// ```
    /// use cbv::form::UploadedFile;
    ///
    /// let file = UploadedFile::from_bytes("C:\\Pictures\\cover.png", &b"\x89PNG\r\n\x1a\n"[..]);
    /// assert_eq!(file.file_name(), "cover.png");
    /// assert_eq!(file.content_type(), "image/png");
    /// assert_eq!(file.size(), 8);
    /// ```
    pub fn from_bytes(file_name: &str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let (content_type, size) = (sniff::content_type(&bytes, true), bytes.len() as u64);
        Self::new(file_name, None, content_type, size, Content::Memory(bytes))
    }

    pub(super) fn new(
        file_name: &str,
        claimed: Option<String>,
        content_type: &'static str,
        size: u64,
        content: Content,
    ) -> Self {
        Self(Arc::new(Inner { name: name::clean(file_name), claimed, content_type, size, content }))
    }

    /// The file's name as it was sent, without any path, control characters and what else could mislead; not longer than 255
    /// bytes, and never empty. Two files may have the same. Storages choose a name of their own.
    pub fn file_name(&self) -> &str {
        &self.0.name
    }

    /// What the file is by its first bytes, such as `image/png`: `text/plain` for any text that is no HTML or XML,
    /// `application/octet-stream` when nothing is known.
    pub fn content_type(&self) -> &'static str {
        self.0.content_type
    }

    /// What the client says it is. Anything can stand there.
    pub fn claimed_content_type(&self) -> Option<&str> {
        self.0.claimed.as_deref()
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.0.size
    }

    /// Its temporary file, when it has one. It may be read, or linked; whoever moves it away leaves nothing to the clones.
    pub fn path(&self) -> Option<&Path> {
        match &self.0.content {
            Content::Memory(_) => None,
            Content::File(path) => Some(path),
        }
    }

    /// All of its bytes. Mind the [`size`](Self::size).
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub async fn read(&self) -> io::Result<Bytes> {
        match &self.0.content {
            Content::Memory(bytes) => Ok(bytes.clone()),
            Content::File(path) => tokio::fs::read(path).await.map(Into::into),
        }
    }

    /// Its bytes from the beginning, piece by piece.
    ///
    /// # Errors
    /// When the temporary file cannot be opened.
    pub async fn open(&self) -> io::Result<Reader> {
        Ok(match &self.0.content {
            Content::Memory(bytes) => Box::pin(io::Cursor::new(bytes.clone())),
            Content::File(path) => Box::pin(tokio::fs::File::open(path).await?),
        })
    }

    /// Copies the bytes, where it may block.
    pub(crate) fn copy_to(&self, target: &mut std::fs::File) -> io::Result<()> {
        match &self.0.content {
            Content::Memory(bytes) => io::Write::write_all(target, bytes),
            Content::File(path) => io::copy(&mut std::fs::File::open(path)?, target).map(drop),
        }
    }
}

impl fmt::Debug for UploadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { name, content_type, size, .. } = &*self.0;
        f.debug_struct("UploadedFile")
            .field("name", name)
            .field("content_type", content_type)
            .field("size", size)
            .finish_non_exhaustive()
    }
}

/// A file that was refused while it was read. Its `Display` is the message for its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub(super) file_name: String,
    pub(super) because: RefusedBecause,
}

/// Why a file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusedBecause {
    /// It has more bytes than this.
    TooLarge(u64),
    /// There were this many files before it, which are all that may come.
    TooMany(usize),
}

impl Refused {
    /// The file's name, cleaned.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// Why.
    pub fn because(&self) -> RefusedBecause {
        self.because
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.file_name;
        match self.because {
            RefusedBecause::TooLarge(limit) => write!(f, "{}", super::file_rules::too_large(name, limit)),
            RefusedBecause::TooMany(1) => write!(f, "“{name}” was not taken: only one file can be sent."),
            RefusedBecause::TooMany(limit) => {
                write!(f, "“{name}” was not taken: only {limit} files can be sent.")
            }
        }
    }
}
