//! A body as it arrives: piece by piece, no larger and no slower than allowed. Called by `read`; what the pieces mean does not
//! belong here.

use std::{error::Error as StdError, io};

use axum::{
    RequestExt as _,
    body::{Body, Bytes},
    extract::Request,
};
use bytes::BytesMut;
use http::{Extensions, StatusCode};
use http_body::Body as _;
use http_body_util::{BodyExt as _, LengthLimitError};
use tokio::time::{Duration, Instant, timeout_at};

use super::Limits;
use crate::{Error, Result};

/// How many bytes buy another second.
const SLOWEST: u64 = 1024;

/// The pieces of a body.
#[derive(Debug)]
pub(super) struct Pieces {
    body: Body,
    received: u64,
    total: u64,
    patience: Duration,
    begun: Instant,
}

impl Pieces {
    /// The pieces of a request's body; `extensions` are the request's, for the application's own `DefaultBodyLimit`.
    ///
    /// # Errors
    /// 413 when the body says that it is too large.
    pub(super) fn new(extensions: &Extensions, body: Body, limits: &Limits) -> Result<Self> {
        let declared = body.size_hint().lower();
        let mut request = Request::new(body);
        request.extensions_mut().clone_from(extensions); // axum shows to nobody what is set there
        let body = request.into_limited_body();
        let allowed = body.size_hint().upper().unwrap_or(u64::MAX);
        if declared > limits.total || declared > allowed {
            return Err(too_large());
        }
        Ok(Self::of(body, limits))
    }

    /// The pieces of any body.
    pub(super) fn of(body: Body, limits: &Limits) -> Self {
        let (total, patience) = (limits.total, limits.read_timeout);
        Self { body, received: 0, total, patience, begun: Instant::now() }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// 413 when it is too large, 408 when it is too slow, 400 when it breaks off.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            let bought = Duration::from_secs(self.received / SLOWEST);
            let until = (self.begun + bought).min(Instant::now()).checked_add(self.patience);
            let frame = match until {
                Some(until) => timeout_at(until, self.body.frame()).await.map_err(|_| too_slow())?,
                None => self.body.frame().await, // any patience
            };
            let Some(frame) = frame else { return Ok(None) };
            let Ok(piece) = frame.map_err(broken)?.into_data() else { continue }; // trailers
            if piece.is_empty() {
                continue;
            }
            self.received += piece.len() as u64;
            if self.received > self.total {
                return Err(too_large());
            }
            return Ok(Some(piece));
        }
    }

    /// Everything at once, of at most `most` bytes.
    ///
    /// # Errors
    /// As [`next`](Self::next), and 413 when there is more.
    pub(super) async fn all(mut self, most: usize) -> Result<Bytes> {
        let first = self.next().await?.unwrap_or_default();
        let Some(second) = self.next().await? else {
            return if first.len() > most { Err(too_large()) } else { Ok(first) }; // mostly; nothing is copied
        };
        let mut all = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(piece) = next {
            if all.len() + piece.len() > most {
                return Err(too_large());
            }
            all.extend_from_slice(&piece);
            next = self.next().await?;
        }
        Ok(all.freeze())
    }
}

/// What a body that breaks off means.
fn broken(error: axum::Error) -> Error {
    let mut cause: Option<&(dyn StdError + 'static)> = Some(&error);
    while let Some(fault) = cause {
        if fault.is::<LengthLimitError>() {
            return too_large();
        }
        if fault.downcast_ref::<io::Error>().is_some_and(|fault| fault.kind() == io::ErrorKind::TimedOut) {
            return too_slow();
        }
        cause = fault.source();
    }
    Error::body(StatusCode::BAD_REQUEST, "The request broke off.")
}

/// 413.
pub(super) fn too_large() -> Error {
    Error::body(StatusCode::PAYLOAD_TOO_LARGE, "What was sent is too large.")
}

fn too_slow() -> Error {
    Error::body(StatusCode::REQUEST_TIMEOUT, "The request took too long to arrive.")
}
