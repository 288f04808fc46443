//! Replies of JSON Lines.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::chunks::{Progress, Ready, Step, broken};
use crate::declaration::Endpoint;
use crate::error::Error;
use crate::reply::respond::ok;
use crate::reply::{self, Reply, Respond};
use crate::transport::{ResponseBody, TransportError, TransportResponse};

/// The lines that a handler replies with.
///
/// They are sent one by one as `application/x-ndjson`.
///
/// # Examples
///
/// ```
/// use schematic_api::mock::Lines;
///
/// // All at once:
/// let whole = Lines::from(vec![1, 2]);
///
/// // The connection breaks after the last one:
/// let cut = Lines::new([1, 2]).cut_off();
///
/// # fn of(stream: impl futures_core::Stream<Item = u32> + Send + 'static) {
/// // As any stream produces them:
/// let live = Lines::stream(stream);
/// # }
/// ```
#[must_use = "lines are sent when a handler returns them"]
pub struct Lines<T> {
    progress: Progress<Pin<Box<dyn Stream<Item = T> + Send>>>,
    ending: Ending,
}

/// What is sent after the last line.
#[derive(Clone, Copy, Debug)]
enum Ending {
    /// The end of the body.
    Whole,
    /// Nothing: the connection breaks.
    Broken,
}

impl<T: Serialize> Lines<T> {
    /// Creates a reply of these lines.
    pub fn new<I>(lines: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + Unpin + 'static,
    {
        Self::stream(Ready(lines.into_iter()))
    }

    /// Creates a reply of lines that are sent as `lines` produces them.
    pub fn stream(lines: impl Stream<Item = T> + Send + 'static) -> Self {
        Self { progress: Progress::Sending(Box::pin(lines)), ending: Ending::Whole }
    }

    /// Breaks the connection after the last line.
    pub fn cut_off(self) -> Self {
        Self { ending: Ending::Broken, ..self }
    }
}

impl<T: Serialize + Send + Unpin + 'static> From<Vec<T>> for Lines<T> {
    fn from(lines: Vec<T>) -> Self {
        Self::new(lines)
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("ending", &self.ending).finish_non_exhaustive()
    }
}

impl<T> Respond for reply::Lines<T>
where
    Self: Reply,
    T: Serialize + Send + 'static,
{
    type Value = Lines<T>;

    fn respond(lines: Lines<T>, _: &Endpoint) -> Result<TransportResponse, Error> {
        Ok(ok("application/x-ndjson", ResponseBody::stream(lines)))
    }
}

/// The encoded lines, one per chunk.
impl<T: Serialize> Stream for Lines<T> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let ending = self.ending;
        self.progress.poll_chunk(context, |line| match (line, ending) {
            (Some(line), _) => Step::Chunk(written(&line)),
            (None, Ending::Whole) => Step::Last(None),
            (None, Ending::Broken) => Step::Break("the mock cut the lines off"),
        })
    }
}

/// The source of the lines is behind a box, so pinning this type pins nothing.
impl<T> Unpin for Lines<T> {}

fn written<T: Serialize>(line: &T) -> Result<Bytes, TransportError> {
    let mut json = serde_json::to_vec(line).map_err(|error| broken(&error.to_string()))?;
    json.push(b'\n');
    Ok(json.into())
}
