//! The application's storage as hooks use it: what is stored or deleted follows the unit of work. It holds any `Storage`.

use std::{path::PathBuf, sync::Arc};

use super::{Boxed, FolderStorage, Storage, name};
use crate::{
    Error, Result,
    db::Conn,
    form::{FileChange, Reader, UploadedFile},
};

/// The files of an application, in the [`Storage`] it has chosen. A clone is of the same. Attached to a router by
/// `.layer(Extension(media))`, it is a view's field as `Extension<Media>`.
///
/// [`store`](Self::store) and [`delete`](Self::delete) take the handle in whose transaction the row is written: a file is there
/// exactly when its row is. What is stored goes when the row is rolled back, and what is deleted goes once that is committed.
///
/// ```
/// use cbv::{Conn, Result, form::UploadedFile, storage::Media};
///
/// async fn save_cover(media: &Media, db: &Conn, cover: &UploadedFile, old: Option<&str>) -> Result<String> {
///     db.atomic(async {
///         // Book::create(..) first: when it fails, no file was written
///         let name = media.store(db, "covers", cover).await?;
///         // Book::objects().filter(Book::ID.eq(id)).update(db, [Book::COVER.set(name.clone())])
///         if let Some(old) = old {
///             media.delete(db, old).await?;
///         }
///         Ok(name)
///     })
///     .await
/// }
/// ```
///
/// Django: [`default_storage`](https://docs.djangoproject.com/en/5.2/topics/files/#storage-objects) and `FileField`, which keep
/// the files of rows that are rolled back, and of deleted rows.
#[derive(Debug, Clone)]
pub struct Media(Arc<dyn Storage>);

impl Media {
    /// Files in any storage.
    pub fn new(storage: impl Storage) -> Self {
        Self(Arc::new(storage))
    }

    /// Files in a folder, which browsers find below `url`. See [`FolderStorage::new`].
    pub fn folder(folder: impl Into<PathBuf>, url: impl Into<String>) -> Self {
        Self::new(FolderStorage::new(folder, url))
    }

    /// The storage.
    pub fn storage(&self) -> &dyn Storage {
        &*self.0
    }

    /// Keeps a file in `folder` (`covers`, `2026/05`; empty for none) under a name like its own, and answers the name, folder
    /// included, for a column. When the transaction that is open on `db` is rolled back, the file is deleted; without one it
    /// is kept at once.
    ///
    /// The name has letters, digits, `_`, `-` and `.` only, something random where the name is taken, and the extension of what
    /// the file is by its content: a page that calls itself `cover.png` becomes `cover.html`.
    ///
    /// Django: `FileField.upload_to`.
    ///
    /// # Errors
    /// [`Error::BadRequest`] for a folder that is none, and those of the storage.
    pub async fn store(&self, db: &Conn, folder: &str, file: &UploadedFile) -> Result<String> {
        let own = name::of(file);
        let name = if folder.is_empty() { own } else { format!("{}/{own}", folder.trim_end_matches('/')) };
        self.store_as(db, &name, file).await
    }

    /// The same under a name of the application's choice, or one like it.
    ///
    /// # Errors
    /// [`Error::BadRequest`] for a name that is none, and those of the storage.
    pub async fn store_as(&self, db: &Conn, name: &str, file: &UploadedFile) -> Result<String> {
        let (storage, wanted, file) = (Arc::clone(&self.0), name.to_owned(), file.clone());
        // Goes on when nobody waits any more, and is undone then.
        let saving = tokio::spawn(async move {
            let name = storage.save(&wanted, &file).await?;
            Ok::<_, Error>(Saved { storage, name, unsure: true })
        });
        let mut saved = saving.await.map_err(Error::other)??;
        let name = saved.name.clone();
        db.on_rollback(delete(Arc::clone(&self.0), name.clone())).await;
        saved.unsure = false;
        Ok(name)
    }

    /// Deletes a file once the transaction that is open on `db` is committed; without one, at once. A file that is not there is
    /// no error; and since the row is gone when it is deleted, faults of the storage are for the log.
    ///
    /// # Errors
    /// [`Error::BadRequest`] for a name that is none.
    pub async fn delete(&self, db: &Conn, name: &str) -> Result<()> {
        name::parts(name)?;
        db.on_commit(delete(Arc::clone(&self.0), name.to_owned())).await;
        Ok(())
    }

    /// Does with a row's file what a form says: keeps it, stores another and deletes it, or deletes it. The answer is the name
    /// that the row's column is to hold; `None` for no file.
    ///
    /// Django: what `FileField` does when its form is saved; there the old file stays.
    ///
    /// # Errors
    /// Those of [`store`](Self::store) and [`delete`](Self::delete).
    pub async fn change(
        &self,
        db: &Conn,
        folder: &str,
        before: Option<&str>,
        change: &FileChange,
    ) -> Result<Option<String>> {
        let before = before.filter(|name| !name.is_empty());
        let name = match change {
            FileChange::Keep => return Ok(before.map(str::to_owned)),
            FileChange::Replace(file) => Some(self.store(db, folder, file).await?),
            FileChange::Clear => None,
        };
        if let Some(before) = before {
            self.delete(db, before).await?;
        }
        Ok(name)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Those of [`Storage::open`].
    pub fn open<'a>(&'a self, name: &'a str) -> Boxed<'a, Reader> {
        self.0.open(name)
    }

    /// The address at which browsers find a file.
    pub fn url(&self, name: &str) -> String {
        self.0.url(name)
    }
}

async fn delete(storage: Arc<dyn Storage>, name: String) -> Result<()> {
    storage.delete(&name).await
}

/// A file that is stored, while nobody answers for it yet.
struct Saved {
    storage: Arc<dyn Storage>,
    name: String,
    unsure: bool,
}

impl Drop for Saved {
    fn drop(&mut self) {
        if !self.unsure {
            return;
        }
        let (storage, name) = (Arc::clone(&self.storage), std::mem::take(&mut self.name));
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = storage.delete(&name).await {
                    tracing::error!(?error, "a file that nobody wants could not be deleted: {error}");
                }
            });
        }
    }
}
