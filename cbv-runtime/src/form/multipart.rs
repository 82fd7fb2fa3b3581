//! `multipart/form-data`: what a form with files sends. Called by `read`; `multer` finds the parts, as it does for axum.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed},
    },
    task::Poll,
};

use bytes::Bytes;
use futures_util::{Stream, stream};
use http::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};
use multer::{Field, Multipart};

use super::{
    FormData, Limits, Refused, RefusedBecause, UploadedFile,
    body::{Pieces, too_large},
    disposition::Disposition,
    file::Content,
    name,
    read::too_many_fields,
    spool::Spool,
    urlencoded::not_utf8,
};
use crate::{Error, Result};

/// How many bytes the headers of a part may have, with what stands before the first part.
const HEADERS: usize = 16 * 1024;

/// Reads the parts.
///
/// # Errors
/// 400 when they cannot be told apart or a name or value is not UTF-8, 413 when they are too many or too large, and those of
/// the pieces.
pub(super) async fn read(content_type: &str, pieces: Pieces, limits: &Limits) -> Result<FormData> {
    let boundary = multer::parse_boundary(content_type).map_err(|_| malformed())?;
    let tap = Arc::new(Tap::default());
    let mut parts = Multipart::new(flow(pieces, Arc::clone(&tap)), boundary);
    let mut reading =
        Reading { limits, tap, data: FormData::default(), fields: 0, files: 0, memory: 0, held: 0 };
    loop {
        reading.tap.turn(HEADERS);
        let Some(part) = parts.next_field().await.map_err(fault)? else { break };
        reading.part(part).await?;
    }
    Ok(reading.data)
}

struct Reading<'a> {
    limits: &'a Limits,
    tap: Arc<Tap>,
    data: FormData,
    fields: usize,
    files: usize,
    /// Bytes of names and values so far.
    memory: usize,
    /// Bytes of files that are held in memory.
    held: usize,
}

impl Reading<'_> {
    async fn part(&mut self, mut part: Field<'_>) -> Result<()> {
        let header = part.headers().get(CONTENT_DISPOSITION);
        let found = Disposition::parse(header.map(|value| value.as_bytes()).unwrap_or_default());
        let Disposition { name, file_name } = found.ok_or_else(not_utf8)?;
        match (name, file_name) {
            (Some(name), Some(file_name)) => self.file(name, &file_name, part).await,
            (Some(name), None) => {
                self.field(name.len())?;
                let value = self.value(part).await?;
                self.data.push(name, value);
                Ok(())
            }
            // belongs to no form; Django skips it, too
            (None, _) => {
                self.field(0)?;
                while self.chunk(&mut part).await?.is_some() {}
                Ok(())
            }
        }
    }

    async fn chunk(&self, part: &mut Field<'_>) -> Result<Option<Bytes>> {
        self.tap.turn(usize::MAX);
        part.chunk().await.map_err(fault)
    }

    /// One more part that is no file.
    fn field(&mut self, name: usize) -> Result<()> {
        self.fields += 1;
        if self.fields > self.limits.fields {
            return Err(too_many_fields(self.limits));
        }
        self.hold(name)
    }

    /// More bytes of names and values.
    fn hold(&mut self, bytes: usize) -> Result<()> {
        self.memory += bytes;
        if self.memory > self.limits.memory { Err(too_large()) } else { Ok(()) }
    }

    async fn value(&mut self, mut part: Field<'_>) -> Result<String> {
        let mut value = Vec::new();
        while let Some(piece) = self.chunk(&mut part).await? {
            self.hold(piece.len())?;
            value.extend_from_slice(&piece);
        }
        String::from_utf8(value).map_err(|_| not_utf8())
    }

    async fn file(&mut self, name: String, file_name: &str, mut part: Field<'_>) -> Result<()> {
        let claimed = part.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let claimed = claimed.map(ToOwned::to_owned);
        let limits = self.limits;
        let mut because = (self.files >= limits.files).then_some(RefusedBecause::TooMany(limits.files));
        let mut spool = Spool::default();
        let mut size: u64 = 0;
        while let Some(piece) = self.chunk(&mut part).await? {
            size += piece.len() as u64;
            if because.is_none() && size > limits.file_size {
                because = Some(RefusedBecause::TooLarge(limits.file_size));
                spool = Spool::default(); // whatever was written is deleted now
            }
            if because.is_none() {
                let memory = limits.file_memory.saturating_sub(self.held);
                spool.add(&piece, memory, limits.temp_dir.as_deref()).await?;
            }
        }
        if file_name.is_empty() && size == 0 {
            return self.field(name.len()); // a browser where nothing was chosen
        }
        self.hold(name.len() + file_name.len())?;
        match because {
            Some(because) => self.refuse(name, Refused { file_name: name::clean(file_name), because }),
            None => {
                let (content_type, size, content) = spool.finish().await?;
                if let Content::Memory(bytes) = &content {
                    self.held += bytes.len();
                }
                self.files += 1;
                let file = UploadedFile::new(file_name, claimed, content_type, size, content);
                self.data.push_file(name, file);
                Ok(())
            }
        }
    }

    /// One more file that is not taken. Of endlessly many, the request is.
    fn refuse(&mut self, name: String, refused: Refused) -> Result<()> {
        self.field(0)?;
        self.data.refuse(name, refused);
        Ok(())
    }
}

/// How fast `multer` is fed. By itself it takes all that is there, into memory, before it looks for a part; and the headers of
/// a part have no limit.
#[derive(Debug, Default)]
struct Tap {
    /// How often it is told to wait first, so that it looks at what it has. For the first part it asks twice before it looks.
    closed: AtomicU8,
    /// How many bytes it may still take until it finds something.
    left: AtomicUsize,
}

impl Tap {
    /// Before each thing that is asked of `multer`.
    fn turn(&self, left: usize) {
        self.left.store(left, Relaxed);
        self.closed.store(2, Relaxed);
    }
}

fn flow(pieces: Pieces, tap: Arc<Tap>) -> impl Stream<Item = Result<Bytes>> + Send {
    stream::try_unfold((pieces, tap), async |(mut pieces, tap)| {
        while let closed @ 1.. = tap.closed.load(Relaxed) {
            tap.closed.store(closed - 1, Relaxed);
            pause().await;
        }
        let left = tap.left.load(Relaxed);
        if left == 0 {
            return Err(malformed());
        }
        let Some(piece) = pieces.next().await? else { return Ok(None) };
        tap.turn(left.saturating_sub(piece.len()));
        Ok(Some((piece, (pieces, tap))))
    })
}

/// Pending once. `tokio::task::yield_now` would let all other tasks go first.
async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// What a fault that `multer` found means; that of a piece is its own.
fn fault(error: multer::Error) -> Error {
    match error {
        multer::Error::StreamReadFailed(error) => {
            error.downcast::<Error>().map_or_else(|_| malformed(), |error| *error)
        }
        _ => malformed(),
    }
}

fn malformed() -> Error {
    Error::body(StatusCode::BAD_REQUEST, "The parts of what was sent cannot be told apart.")
}
