//! Files in a folder of this machine, the storage that needs nothing. Used through `Media`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Boxed, Storage, name};
use crate::{
    Error, Result,
    form::{Reader, UploadedFile},
};

/// How many names are tried. Each has 28 random bits, so that more than one hardly ever is.
const TRIES: usize = 100;

/// Files in a folder, which is made when it is first needed. A file is written beside its place and then renamed, so that it is
/// there as a whole or not at all; it can be read by all, as a web server may run as another user.
///
/// Folders within it that are links are followed: it is the application's own.
///
/// Django: [`FileSystemStorage`](https://docs.djangoproject.com/en/5.2/ref/files/storage/#the-filesystemstorage-class), with the
/// settings `MEDIA_ROOT` and `MEDIA_URL`.
#[derive(Debug, Clone)]
pub struct FolderStorage {
    folder: PathBuf,
    url: String,
}

impl FolderStorage {
    /// Files in `folder`, which browsers find below `url`: `/media/`, or `https://cdn.example/`.
    pub fn new(folder: impl Into<PathBuf>, url: impl Into<String>) -> Self {
        Self { folder: folder.into(), url: name::base(url.into()) }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, name: &str) -> Result<PathBuf> {
        let mut path = self.folder.clone();
        path.extend(name::parts(name)?);
        Ok(path)
    }
}

impl Storage for FolderStorage {
    fn save<'a>(&'a self, name: &'a str, file: &'a UploadedFile) -> Boxed<'a, String> {
        Box::pin(async move {
            self.path(name)?;
            let (storage, name, file) = (self.clone(), name.to_owned(), file.clone());
            blocking(move || storage.write(name, &file)).await
        })
    }

    fn open<'a>(&'a self, name: &'a str) -> Boxed<'a, Reader> {
        Box::pin(async move {
            let path = self.path(name)?;
            let opened = blocking(move || {
                let file = fs::File::open(path)
                    .map_err(|error| missing_or(&error).unwrap_or_else(|| Error::other(error)))?;
                if file.metadata().map_err(Error::other)?.is_file() { Ok(file) } else { Err(name::missing()) }
            });
            Ok(Box::pin(tokio::fs::File::from_std(opened.await?)) as Reader)
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> Boxed<'a, ()> {
        Box::pin(async move {
            let path = self.path(name)?;
            blocking(move || match fs::remove_file(path) {
                Err(error) if missing_or(&error).is_none() => Err(Error::other(error)),
                _ => Ok(()),
            })
            .await
        })
    }

    fn url(&self, name: &str) -> String {
        name::url(&self.url, name)
    }
}

impl FolderStorage {
    fn write(&self, name: String, file: &UploadedFile) -> Result<String> {
        let folder = self.path(&name)?.parent().map_or_else(|| self.folder.clone(), Path::to_owned);
        fs::create_dir_all(&folder).map_err(Error::other)?;
        let mut beside = beside(&folder).map_err(Error::other)?;
        file.copy_to(beside.as_file_mut()).map_err(Error::other)?;
        beside.as_file().sync_all().map_err(Error::other)?;
        let mut chosen = name.clone();
        for _ in 0..TRIES {
            match beside.persist_noclobber(self.path(&chosen)?) {
                Ok(_) => return Ok(chosen),
                Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {
                    beside = taken.file;
                    chosen = name::another(&name);
                }
                Err(fault) => return Err(Error::other(fault.error)),
            }
        }
        Err(Error::other("no free name for the file"))
    }
}

/// A file that is deleted unless it is given a name. It begins with a dot: names in the storage never do.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".upload-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    builder.tempfile_in(folder)
}

/// What is not there: no such file, or a file where a folder should be.
fn missing_or(error: &io::Error) -> Option<Error> {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory).then(name::missing)
}

/// Runs to its end, also when nobody waits any more.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::other)?
}
