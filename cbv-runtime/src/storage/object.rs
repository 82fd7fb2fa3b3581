//! Files in a bucket, behind the feature `object_store`: S3 and its like, Azure, Google Cloud, whatever that crate knows. Used
//! through `Media`.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use object_store::{
    Attribute, Attributes, Error as Fault, MultipartUpload, ObjectStore, ObjectStoreExt as _, PutMode,
    PutMultipartOptions, PutOptions, PutPayload, buffered::BufReader, path::Path,
};
use tokio::io::AsyncReadExt as _;

use super::{Boxed, Storage, name};
use crate::{
    Error, Result,
    form::{Reader, UploadedFile},
};

/// What is sent at once; a larger file goes in parts of this size.
const PART: usize = 8 * 1024 * 1024;

/// How many names are tried.
const TRIES: usize = 100;

/// Files in any [`ObjectStore`]. Which one, and how it is reached, says that crate: the application depends on it, too, with the
/// feature of its provider, and makes one.
///
/// A file is stored with the content type that its bytes tell. Files of more than 8 MiB are sent in parts, and always have
/// something random in their name, since not every provider can promise not to overwrite then.
///
/// ```
/// use std::sync::Arc;
/// use cbv::storage::{Media, ObjectStorage};
///
/// // AmazonS3Builder::from_env().with_bucket_name("books").build()?
/// let bucket = Arc::new(object_store::memory::InMemory::new());
/// let media = Media::new(ObjectStorage::new(bucket, "https://cdn.example/"));
/// assert_eq!(media.url("covers/solaris.png"), "https://cdn.example/covers/solaris.png");
/// ```
#[derive(Debug, Clone)]
pub struct ObjectStorage {
    store: Arc<dyn ObjectStore>,
    url: String,
}

impl ObjectStorage {
    /// Files in `store`, which browsers find below `url`.
    pub fn new(store: Arc<dyn ObjectStore>, url: impl Into<String>) -> Self {
        Self { store, url: name::base(url.into()) }
    }

    async fn save(&self, name: &str, file: &UploadedFile) -> Result<String> {
        path(name)?;
        let mut reader = file.open().await.map_err(Error::other)?;
        let first = part(&mut reader).await?;
        let attributes = Attributes::from_iter([(Attribute::ContentType, file.content_type())]);
        if (first.len() as u64) < file.size() {
            return self.save_parts(name::another(name), first, reader, attributes).await;
        }
        let payload = PutPayload::from_bytes(first);
        let mut chosen = name.to_owned();
        for _ in 0..TRIES {
            let options =
                PutOptions { mode: PutMode::Create, attributes: attributes.clone(), ..PutOptions::default() };
            match self.store.put_opts(&path(&chosen)?, payload.clone(), options).await {
                Ok(_) => return Ok(chosen),
                Err(Fault::AlreadyExists { .. }) => chosen = name::another(name),
                Err(fault) => return Err(Error::other(fault)),
            }
        }
        Err(Error::other("no free name for the file"))
    }

    async fn save_parts(
        &self,
        name: String,
        first: Bytes,
        mut reader: Reader,
        attributes: Attributes,
    ) -> Result<String> {
        let path = path(&name)?;
        if self.store.head(&path).await.is_ok() {
            return Err(Error::other("a random name is taken"));
        }
        let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
        let mut upload = self.store.put_multipart_opts(&path, options).await.map_err(Error::other)?;
        match send(&mut *upload, first, &mut reader).await {
            Ok(()) => Ok(name),
            Err(fault) => {
                if let Err(left) = upload.abort().await {
                    tracing::warn!(error = ?left, "parts of a file are left in the bucket: {left}");
                }
                Err(fault)
            }
        }
    }
}

async fn send(upload: &mut dyn MultipartUpload, first: Bytes, reader: &mut Reader) -> Result<()> {
    let mut next = first;
    while !next.is_empty() {
        upload.put_part(PutPayload::from_bytes(next)).await.map_err(Error::other)?;
        next = part(reader).await?;
    }
    upload.complete().await.map_err(Error::other)?;
    Ok(())
}

/// The next part; empty at the end.
async fn part(reader: &mut Reader) -> Result<Bytes> {
    let mut bytes = BytesMut::new();
    let mut limited = reader.take(PART as u64);
    while limited.read_buf(&mut bytes).await.map_err(Error::other)? > 0 {}
    Ok(bytes.freeze())
}

fn path(name: &str) -> Result<Path> {
    name::parts(name)?;
    Path::parse(name).map_err(|_| name::none())
}

impl Storage for ObjectStorage {
    fn save<'a>(&'a self, name: &'a str, file: &'a UploadedFile) -> Boxed<'a, String> {
        Box::pin(self.save(name, file))
    }

    fn open<'a>(&'a self, name: &'a str) -> Boxed<'a, Reader> {
        Box::pin(async move {
            match self.store.head(&path(name)?).await {
                Ok(meta) => Ok(Box::pin(BufReader::new(Arc::clone(&self.store), &meta)) as Reader),
                Err(Fault::NotFound { .. }) => Err(name::missing()),
                Err(fault) => Err(Error::other(fault)),
            }
        })
    }

    fn delete<'a>(&'a self, name: &'a str) -> Boxed<'a, ()> {
        Box::pin(async move {
            match self.store.delete(&path(name)?).await {
                Ok(()) | Err(Fault::NotFound { .. }) => Ok(()),
                Err(fault) => Err(Error::other(fault)),
            }
        })
    }

    fn url(&self, name: &str) -> String {
        name::url(&self.url, name)
    }
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::*;

    async fn content(storage: &ObjectStorage, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        Storage::open(storage, name).await.unwrap().read_to_end(&mut bytes).await.unwrap();
        bytes
    }

    #[tokio::test]
    async fn files_are_kept_read_and_deleted_and_never_overwritten() {
        let bucket = Arc::new(InMemory::new());
        let storage = ObjectStorage::new(Arc::clone(&bucket) as _, "https://cdn.example");
        let file = |content: &'static str| UploadedFile::from_bytes("a.txt", content);
        let first = Storage::save(&storage, "b/a.txt", &file("one")).await.unwrap();
        let second = Storage::save(&storage, "b/a.txt", &file("two")).await.unwrap();
        assert_eq!(first, "b/a.txt");
        assert!(second.starts_with("b/a_") && second.ends_with(".txt"), "{second}");
        assert_eq!(
            (content(&storage, &first).await, content(&storage, &second).await),
            (b"one".to_vec(), b"two".to_vec())
        );
        let kept = bucket.get(&Path::from("b/a.txt")).await.unwrap().attributes;
        assert_eq!(kept.get(&Attribute::ContentType).map(AsRef::as_ref), Some("text/plain"));
        assert_eq!(storage.url("b/ü.txt"), "https://cdn.example/b/%C3%BC.txt");
        for _ in 0..2 {
            Storage::delete(&storage, &first).await.unwrap();
        }
        assert_eq!(
            Storage::open(&storage, &first).await.err().map(|error| error.status().as_u16()),
            Some(404)
        );
        for odd in ["../a", "", "a//b"] {
            assert_eq!(Storage::save(&storage, odd, &file("x")).await.unwrap_err().status(), 400);
            assert_eq!(Storage::delete(&storage, odd).await.unwrap_err().status(), 400);
        }
    }

    #[tokio::test]
    async fn a_large_file_goes_in_parts() {
        let storage = ObjectStorage::new(Arc::new(InMemory::new()), "/");
        let bytes: Vec<u8> = (0..PART * 2 + 5).map(|at| (at % 251) as u8).collect();
        let name = Storage::save(&storage, "a.bin", &UploadedFile::from_bytes("a.bin", bytes.clone()))
            .await
            .unwrap();
        assert_ne!(name, "a.bin");
        assert!(content(&storage, &name).await == bytes);
        let exact = bytes[..PART].to_vec();
        let name = Storage::save(&storage, "b.bin", &UploadedFile::from_bytes("b.bin", exact)).await.unwrap();
        assert_eq!((name.as_str(), content(&storage, &name).await.len()), ("b.bin", PART));
    }
}
