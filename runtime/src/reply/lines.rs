//! Replies of JSON Lines.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;

use super::incoming::Incoming;
use super::json;
use super::received::{Opening, Receive};
use super::reported::{Reported, reported};
use super::stream_size::StreamSize;
use super::{Reply, declared, weight};
use crate::client::Limits;
use crate::codec::Decode;
use crate::declaration::ErrorConditions;
use crate::error::{Error, ErrorKind};
use crate::json_lines::{Decoder, LineTooLarge, RawLine};
use crate::response::Head;

/// A reply of JSON Lines, each of the type `T`. A caller gets a [`LineStream`].
#[derive(Debug)]
pub struct Lines<T>(PhantomData<fn() -> T>);

impl<T: Decode> Reply for Lines<T> {
    type Output = LineStream<T>;
    const RECEIVE: Receive<LineStream<T>> = Receive::Stream(LineStream::new);
    /// Services name the format in several ways, or call it JSON or a file.
    const ACCEPT: Option<&'static str> =
        Some("application/x-ndjson, application/jsonl, application/json;q=0.9, */*;q=0.1");
}

declared!(Lines<T>);

/// The lines of a reply, each decoded from JSON as it arrives.
///
/// The format is known as JSON Lines, newline-delimited JSON, and by the content types `application/x-ndjson` and
/// `application/jsonl`. The content type of the reply is not checked, as it is not for JSON: many services send another one.
///
/// Blank lines are left out. A line may end with a carriage return and a line feed, and the last line needs no end. Nothing
/// is read before it is asked for, and dropping the stream ends the transfer. A line that is not JSON, or does not match the
/// type, is an error of the kind [`Decode`](ErrorKind::Decode), with the line as its body; the next line follows. Any other error
/// ends the stream, after all lines before it:
///
/// - [`Truncated`](ErrorKind::Truncated): the transfer broke off, or it ended within a line;
/// - [`Timeout`](ErrorKind::Timeout): nothing arrived for longer than the idle timeout (60 s by default), or the
///   [timeout](crate::Call::timeout) of the call ran out;
/// - [`Limit`](ErrorKind::Limit): a line or the whole stream is too large
///   ([`Limits::max_line`](crate::Limits::max_line), [`Limits::max_stream`](crate::Limits::max_stream));
/// - [`Api`](ErrorKind::Api): a line has the field and the value of a declared `error … when`.
///
/// A stream is not requested again once its head has arrived.
///
/// # Examples
///
/// ```
/// use schematic_api::reply::LineStream;
/// use schematic_api::Error;
///
/// async fn count(mut lines: LineStream<serde_json::Value>) -> Result<usize, Error> {
///     let mut count = 0;
///     while let Some(_line) = lines.try_next().await? {
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
pub struct LineStream<T> {
    /// `None` once the stream has ended.
    incoming: Option<Box<Incoming>>,
    head: Head,
    decoder: Decoder,
    conditions: ErrorConditions,
    limits: Limits,
    size: StreamSize,
    line: PhantomData<fn() -> T>,
}

impl<T: Decode> LineStream<T> {
    fn new(opening: Opening) -> Self {
        let Opening { mut incoming, limits, conditions, .. } = opening;
        let head = incoming.head.detached();
        incoming.head = head.clone();
        Self {
            incoming: Some(Box::new(incoming)),
            head,
            decoder: Decoder::new(limits.max_line),
            conditions,
            limits,
            size: StreamSize::new(&limits),
            line: PhantomData,
        }
    }

    /// Returns the headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the id that the service gave the request, if the reply has one.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// Returns the value of the next line, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Those listed in the documentation of the type. After one of the kind [`Decode`](ErrorKind::Decode), the next line can be
    /// read; after any other the stream has ended.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            let Some(incoming) = &mut self.incoming else { return Poll::Ready(None) };
            if let Err(error) = ready!(incoming.poll_turn(context)) {
                return Poll::Ready(Some(Err(error)));
            }
            if let Some(decoded) = self.decoded() {
                return Poll::Ready(Some(decoded));
            }
            let Some(incoming) = &mut self.incoming else { return Poll::Ready(None) };
            let taken = match ready!(incoming.poll_chunk(context)) {
                Some(chunk) => chunk.and_then(|chunk| self.take(chunk)),
                None => return Poll::Ready(self.last()),
            };
            if let Err(error) = taken {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Returns the value of the next line among the bytes received so far.
    fn decoded(&mut self) -> Option<Result<T, Error>> {
        match self.decoder.next() {
            Ok(None) => None,
            Ok(Some(line)) => Some(decode(&self.head, self.conditions, line, ErrorKind::Decode)),
            Err(error) => Some(Err(self.too_large(error))),
        }
    }

    /// Handles the end of the body, which also ends a line.
    fn last(&mut self) -> Option<Result<T, Error>> {
        let last = match self.decoder.finish() {
            Ok(None) => None,
            Ok(Some(line)) => Some(decode(&self.head, self.conditions, line, ErrorKind::Truncated)),
            Err(error) => Some(Err(self.too_large(error))),
        };
        self.stop();
        last
    }

    /// Passes a chunk to the decoder, unless the stream becomes too large.
    fn take(&mut self, chunk: Bytes) -> Result<(), Error> {
        self.size.add(&chunk, &self.head)?;
        self.decoder.push(chunk);
        Ok(())
    }

    fn too_large(&self, LineTooLarge { limit }: LineTooLarge) -> Error {
        let message =
            format!("a line is larger than the limit of {limit} bytes (`Limits::max_line`)");
        Error::new(ErrorKind::Limit, message).with_head(self.head.clone())
    }
}

/// Decodes a line. If JSON ends too early, the error is of the kind `if_cut`.
fn decode<T: Decode>(
    head: &Head,
    conditions: ErrorConditions,
    line: RawLine<'_>,
    if_cut: ErrorKind,
) -> Result<T, Error> {
    if weight::is_above(head.max_decoded, line.content) {
        return Err(weight::too_large(head));
    }
    match reported(conditions, line.content) {
        None => json::decode_line(head, line, if_cut),
        Some(condition) => {
            let body = Bytes::copy_from_slice(line.content);
            let Reported { api, message } = Reported::of(head, condition, &body);
            let message = format!("line {} of the reply is an error: {message}", line.number);
            let error = Error::new(ErrorKind::Api, message).with_head(head.clone());
            Err(error.with_body(body).with_decoded(api))
        }
    }
}

impl<T: Decode> Stream for LineStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let line = ready!(self.poll_line(context));
        // Where a line ends does not depend on what is in it.
        let goes_on =
            line.as_ref().is_some_and(|line| line.as_ref().err().is_none_or(Error::is_decode));
        if !goes_on {
            self.stop();
        }
        Poll::Ready(line)
    }
}

impl<T> LineStream<T> {
    /// Ends the transfer and frees what the decoder has gathered.
    fn stop(&mut self) {
        self.incoming = None;
        self.decoder = Decoder::new(self.limits.max_line);
    }
}

impl<T> fmt::Debug for LineStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineStream")
            .field("is_open", &self.incoming.is_some())
            .finish_non_exhaustive()
    }
}
