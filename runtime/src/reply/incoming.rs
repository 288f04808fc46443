//! The body of a reply as it arrives, under the time limits of the call and the size limits of the client.

use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;

use super::coding::{self, CodingError};
use super::expiry::Expiry;
use crate::error::{Error, ErrorKind, Timeout};
use crate::request::{Direction, Meter, OnProgress, Panicked};
use crate::response::Head;
use crate::transport::{ResponseBody, TransportError};

/// The longest time to read the body of an error reply. The call can fail without the body, since it has the status.
const ERROR_BODY: Duration = Duration::from_secs(5);

/// The longest time to drain an unneeded body. After that, opening a new connection costs no more.
const DRAIN: Duration = Duration::from_millis(100);

/// A body that is still arriving, and the head of its reply for error reports.
pub(crate) struct Incoming {
    pub(crate) head: Head,
    body: ResponseBody,
    expiry: Expiry,
    turn: Turn,
    meter: Option<Meter>,
    /// How many more times the body may be ready before the task yields.
    budget: u8,
}

/// How often in a row a body may be ready. A task that never waits would keep others from running, and the timers that
/// it is subject to as well.
const BUDGET: u8 = 128;

/// Whose turn it is. Only the time spent waiting for the service counts as idle, not the time of a slow reader.
#[derive(PartialEq)]
enum Turn {
    Ours,
    Theirs,
}

impl Incoming {
    pub(crate) fn new(head: Head, body: ResponseBody, expiry: Expiry) -> Self {
        Self { head, body, expiry, turn: Turn::Ours, meter: None, budget: BUDGET }
    }

    /// Reports how far the body has got.
    pub(crate) fn watch_progress(&mut self, on_progress: Option<OnProgress>) {
        let total = self.announced_length().map(|length| length as u64);
        self.meter = on_progress.map(|on| Meter::new(on, Direction::Download, total));
    }

    pub(crate) fn set_deadline(&mut self, deadline: Option<(Instant, Timeout)>) {
        self.expiry.set_deadline(deadline);
    }

    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        if let Err(error) = ready!(self.poll_turn(context)) {
            return Poll::Ready(Some(Err(error)));
        }
        let Poll::Ready(chunk) = self.body.poll_chunk(context) else { return self.wait(context) };
        self.turn = Turn::Ours;
        if let (Some(meter), Some(Ok(chunk))) = (&mut self.meter, &chunk) {
            if let Err(panicked) = meter.add(chunk.len()) {
                return Poll::Ready(Some(Err(self.given_up(panicked))));
            }
        }
        Poll::Ready(chunk.map(|chunk| chunk.map_err(|error| self.truncated(error))))
    }

    /// Completes if more may be taken from the body, or from what has been received of it: the deadline has not passed,
    /// and the task has yielded often enough. What is buffered or always ready never waits, so only this ends it.
    pub(crate) fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        if let Some(timeout) = self.expiry.passed() {
            return Poll::Ready(Err(self.expired(timeout)));
        }
        match self.budget.checked_sub(1) {
            Some(left) => {
                self.budget = left;
                Poll::Ready(Ok(()))
            }
            None => {
                self.budget = BUDGET;
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn wait(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        self.budget = BUDGET;
        if self.turn == Turn::Ours {
            self.turn = Turn::Theirs;
            self.expiry.touch();
        }
        self.expiry.poll(context).map(|timeout| Some(Err(self.expired(timeout))))
    }

    async fn chunk(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|context| self.poll_chunk(context)).await
    }

    /// Reads the whole body, if it is not larger than `limit`.
    pub(crate) async fn whole(&mut self, limit: usize) -> Result<Bytes, Error> {
        if self.announced_length().is_some_and(|length| length > limit) {
            return Err(self.too_large(limit));
        }
        let Some(first) = self.chunk().await.transpose()? else { return Ok(Bytes::new()) };
        let Some(second) = self.chunk().await.transpose()? else {
            return self.within(first, limit);
        };
        let mut whole =
            BytesMut::with_capacity(self.expected_length(first.len() + second.len()).min(limit));
        whole.extend_from_slice(&first);
        whole.extend_from_slice(&second);
        while whole.len() <= limit {
            match self.chunk().await.transpose()? {
                Some(chunk) => whole.extend_from_slice(&chunk),
                None => break,
            }
        }
        self.within(whole.freeze(), limit)
    }

    /// Reads the whole body and decodes its content coding. The decoded body must not be larger than `limit` either.
    pub(crate) async fn content(&mut self, limit: usize) -> Result<Bytes, Error> {
        let body = self.whole(limit).await?;
        let decoded = coding::decode(&mut self.head.headers, body.clone(), limit);
        let decoded = decoded.map_err(|error| self.undecoded(error, limit).with_body(body))?;
        Ok(without_byte_order_mark(decoded))
    }

    fn undecoded(&self, error: CodingError, limit: usize) -> Error {
        match error {
            CodingError::TooLarge => self.too_large(limit),
            CodingError::Invalid(source) => {
                let message = "the reply is not encoded as its header `content-encoding` says";
                let error = Error::new(ErrorKind::Decode, message).with_source(source);
                error.with_head(self.head.clone())
            }
        }
    }

    fn within(&self, body: Bytes, limit: usize) -> Result<Bytes, Error> {
        if body.len() <= limit { Ok(body) } else { Err(self.too_large(limit)) }
    }

    /// Reads the first `limit` bytes of the body of an error reply, or those that arrive in time.
    pub(crate) async fn beginning(&mut self, limit: usize) -> Bytes {
        self.expiry.shorten(ERROR_BODY);
        let mut beginning = BytesMut::new();
        while beginning.len() < limit {
            match self.chunk().await {
                Some(Ok(chunk)) => beginning.extend_from_slice(&chunk),
                _ => break,
            }
        }
        beginning.truncate(limit);
        let body = coding::decode_beginning(&mut self.head.headers, beginning.freeze(), limit);
        without_byte_order_mark(body)
    }

    /// Reads an unneeded body so that its connection can be reused, unless the body is large or slow.
    pub(crate) async fn drain(&mut self, mut limit: usize) {
        self.begin_drain();
        std::future::poll_fn(|context| self.poll_drain(context, &mut limit)).await;
    }

    /// Limits the time for what is left of the body, which is not needed any more. It is no progress either.
    pub(crate) fn begin_drain(&mut self) {
        self.meter = None;
        self.expiry.shorten(DRAIN);
    }

    /// Reads the rest of the body, but no more than `limit` bytes.
    pub(crate) fn poll_drain(&mut self, context: &mut Context<'_>, limit: &mut usize) -> Poll<()> {
        while let Some(Ok(chunk)) = ready!(self.poll_chunk(context)) {
            match limit.checked_sub(chunk.len()) {
                Some(left) => *limit = left,
                None => break,
            }
        }
        Poll::Ready(())
    }

    fn announced_length(&self) -> Option<usize> {
        self.head.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// How much to allocate: the announced length, up to a bound that a false announcement cannot exceed.
    fn expected_length(&self, least: usize) -> usize {
        const BELIEVED: usize = 1024 * 1024;
        let announced = self.announced_length().unwrap_or(least.saturating_mul(2));
        announced.clamp(least, least.max(BELIEVED))
    }

    fn too_large(&self, limit: usize) -> Error {
        Error::new(ErrorKind::Limit, format!("the reply is larger than the limit of {limit} bytes"))
            .with_head(self.head.clone())
    }

    fn truncated(&self, error: TransportError) -> Error {
        Error::new(ErrorKind::Truncated, "the reply's body broke off")
            .with_head(self.head.clone())
            .with_source(error)
    }

    fn given_up(&self, panicked: Panicked) -> Error {
        Error::new(ErrorKind::Callback, panicked.to_string()).with_head(self.head.clone())
    }

    fn expired(&self, timeout: Timeout) -> Error {
        crate::error::expired(timeout).with_head(self.head.clone())
    }
}

/// Text that begins with a byte order mark is read as if it did not, as browsers do (<https://encoding.spec.whatwg.org/#utf-8-decode>).
fn without_byte_order_mark(body: Bytes) -> Bytes {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    if body.starts_with(MARK) { body.slice(MARK.len()..) } else { body }
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming").field("body", &self.body).finish_non_exhaustive()
    }
}
