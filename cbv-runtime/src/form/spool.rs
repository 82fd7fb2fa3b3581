//! Where the bytes of a file go while they arrive: into memory as long as they are few, then to a temporary file. Called by
//! `multipart`.

use std::path::Path;

use bytes::{Bytes, BytesMut};
use tempfile::TempPath;
use tokio::{fs::File, io::AsyncWriteExt as _};

use super::{file::Content, sniff};
use crate::{Error, Result};

/// How many bytes are written at once.
const BLOCK: usize = 128 * 1024;

/// A file that arrives.
#[derive(Debug, Default)]
pub(super) struct Spool {
    /// The first bytes, of which its content type is found out.
    head: BytesMut,
    /// What is not written yet.
    waiting: BytesMut,
    written: Option<Written>,
    size: u64,
}

#[derive(Debug)]
struct Written {
    file: File,
    path: TempPath,
}

impl Spool {
    /// Takes a piece. Up to `memory` bytes stay in memory.
    ///
    /// # Errors
    /// [`Error::Other`] when the temporary file cannot be made or written.
    pub(super) async fn add(&mut self, piece: &[u8], memory: usize, folder: Option<&Path>) -> Result<()> {
        self.size += piece.len() as u64;
        let wanted = sniff::HEAD.saturating_sub(self.head.len());
        self.head.extend_from_slice(piece.get(..wanted).unwrap_or(piece));
        self.waiting.extend_from_slice(piece);
        let most = if self.written.is_some() { BLOCK } else { memory.min(BLOCK) };
        if self.waiting.len() > most {
            self.write(folder).await?;
        }
        Ok(())
    }

    async fn write(&mut self, folder: Option<&Path>) -> Result<()> {
        let written = match &mut self.written {
            Some(written) => written,
            none => none.insert(Written::new(folder).await?),
        };
        written.file.write_all(&self.waiting).await.map_err(Error::other)?;
        self.waiting.clear();
        Ok(())
    }

    /// The content type, and where the bytes are now.
    ///
    /// # Errors
    /// [`Error::Other`] when the temporary file cannot be written.
    pub(super) async fn finish(mut self) -> Result<(&'static str, u64, Content)> {
        let content_type = sniff::content_type(&self.head, self.size == self.head.len() as u64);
        if self.written.is_some() && !self.waiting.is_empty() {
            self.write(None).await?;
        }
        let content = match self.written {
            None => Content::Memory(Bytes::from(self.waiting)),
            Some(mut written) => {
                // tokio writes in the background: errors of the last block are told here
                written.file.flush().await.map_err(Error::other)?;
                Content::File(written.path)
            }
        };
        Ok((content_type, self.size, content))
    }
}

impl Written {
    /// A new temporary file that only this user may read.
    async fn new(folder: Option<&Path>) -> Result<Self> {
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        let made = tokio::task::spawn_blocking(move || {
            tempfile::Builder::new().prefix("upload-").tempfile_in(folder)
        });
        let (file, path) = made.await.map_err(Error::other)?.map_err(Error::other)?.into_parts();
        Ok(Self { file: File::from_std(file), path })
    }
}
