//! The decoder of server-sent events.
//!
//! It follows the [WHATWG
//! standard](https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation). Every byte is
//! examined once. An event within one chunk is borrowed from that chunk. An event across chunks is copied, and of a
//! line across chunks only the part that can still matter is kept.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use memchr::memchr2;

use field::{Field, may_be_field, size, split};
use id::Id;
use text::{Place, Text, copy, empty, text};

mod field;
mod id;
mod meter;
#[cfg(test)]
mod tests;
mod text;

/// One event, as completed by a blank line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEvent<'a> {
    /// The `event` field; empty if there is none.
    pub event: Cow<'a, str>,
    /// The `data` lines, joined by line feeds.
    pub data: Cow<'a, str>,
    /// The last `id` that the stream has sent so far; empty if there is none.
    pub id: &'a str,
    /// The last `retry` that the stream has sent so far. Its unit on the wire is milliseconds.
    pub retry: Option<Duration>,
    /// Whether the data is not valid UTF-8; the invalid bytes are replaced by U+FFFD.
    pub lossy: bool,
}

/// The error for an event that is larger than the limit of the decoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTooLarge {
    /// The limit, in bytes.
    pub limit: usize,
}

/// A decoder of one stream of events.
///
/// [`push`](Self::push) a chunk, then call [`next`](Self::next) until it returns `None`.
#[derive(Debug)]
pub struct Decoder {
    limit: usize,
    chunk: Bytes,
    /// How much of `chunk` has been consumed.
    position: usize,
    start: Start,
    /// What the next byte can be part of.
    line: Line,
    /// The first part of a line that the end of a chunk has cut.
    held: Vec<u8>,
    progress: Progress,
    event: Text,
    data: Text,
    id: Id,
    retry: Option<Duration>,
}

/// Whether the fields belong to an incomplete event or to the one returned last.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Progress {
    Gathering,
    Dispatched,
}

/// How much of a byte order mark has been read.
#[derive(Clone, Copy, Debug)]
enum Start {
    Mark(usize),
    Past,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    /// A line begins, or continues the one in `held`.
    Read,
    /// The previous chunk ended in a carriage return, so a line feed at the start of this one belongs to it.
    AfterReturn,
    /// A comment or an unknown field, which is skipped.
    Skip,
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Decoder {
    /// Creates a decoder of events of up to `limit` bytes.
    ///
    /// The limit counts the bytes of the event's name and its data together, and those of an `id` alone, each invalid part
    /// of which counts as the U+FFFD that replaces it. The decoder holds an event, its id and the one before, and one chunk.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            chunk: Bytes::new(),
            position: 0,
            start: Start::Mark(0),
            line: Line::Read,
            held: Vec::new(),
            progress: Progress::Gathering,
            event: Text::default(),
            data: Text::default(),
            id: Id::default(),
            retry: None,
        }
    }

    /// Passes the next bytes of the stream to the decoder.
    ///
    /// The rest of the previous chunk is lost, so call [`next`](Self::next) until it returns `None` first.
    pub fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
        self.position = 0;
    }

    /// Returns the next event, or `None` if more bytes are needed to complete it.
    ///
    /// # Errors
    ///
    /// Returns an error if the current event exceeds the limit. The stream cannot be read any further.
    #[expect(
        clippy::should_implement_trait,
        reason = "the event borrows from the decoder, which no iterator allows"
    )]
    pub fn next(&mut self) -> Result<Option<RawEvent<'_>>, EventTooLarge> {
        match self.advance()? {
            true => Ok(Some(self.dispatch())),
            false => Ok(None),
        }
    }

    /// Returns the last `id` that counts, which is that of the last event or of a blank line after it. The id of an event
    /// that is not complete does not. Empty if there is none.
    pub fn last_event_id(&self) -> &str {
        self.id.of_last_event()
    }

    /// Reads lines up to a blank one that completes an event, or to the end of the chunk.
    fn advance(&mut self) -> Result<bool, EventTooLarge> {
        self.release();
        self.skip_mark();
        self.skip_feed();
        while let Some(length) = self.chunk.get(self.position..).and_then(line_end) {
            let line = self.position..self.position + length;
            if self.end_line(line)? {
                return Ok(true);
            }
        }
        self.keep()?;
        Ok(false)
    }

    /// Processes the line at `line` of the chunk, after what was held of it. Returns `true` at the end of an event.
    fn end_line(&mut self, line: Range<usize>) -> Result<bool, EventTooLarge> {
        let (ending, next) = match self.chunk.get(line.end..).unwrap_or_default() {
            [b'\r'] => (1, Line::AfterReturn),
            [b'\r', b'\n', ..] => (2, Line::Read),
            _ => (1, Line::Read),
        };
        self.position = line.end + ending;
        let before = std::mem::replace(&mut self.line, next);
        if before == Line::Skip {
            return Ok(false);
        }
        if !self.held.is_empty() {
            let mut held = std::mem::take(&mut self.held);
            copy(&mut held, self.chunk.get(line).unwrap_or_default());
            self.held = self.held_field(held)?;
        } else if line.is_empty() {
            return Ok(self.blank());
        } else {
            self.chunk_field(line)?;
        }
        Ok(false)
    }

    /// Processes a blank line, which completes an event unless it has no data.
    fn blank(&mut self) -> bool {
        self.id.end_event();
        match self.data.is_set() {
            true => self.progress = Progress::Dispatched,
            false => self.event.clear(),
        }
        self.data.is_set()
    }

    /// Processes a field whose line is within the chunk.
    fn chunk_field(&mut self, line: Range<usize>) -> Result<(), EventTooLarge> {
        let (field, value) = split(self.chunk.get(line.clone()).unwrap_or_default());
        self.check_size(field, size(field, value))?;
        let value = line.end - value.len()..line.end;
        match field {
            Field::Data => self.data.append(&self.chunk, value),
            Field::Event => self.event.set(value),
            Field::Id => self.id.set(self.chunk.get(value).unwrap_or_default()),
            Field::Retry => set_retry(&mut self.retry, self.chunk.get(value).unwrap_or_default()),
            Field::Ignored => {}
        }
        Ok(())
    }

    /// Processes a field whose line was cut. Returns a buffer for the next such line.
    fn held_field(&mut self, mut line: Vec<u8>) -> Result<Vec<u8>, EventTooLarge> {
        let (field, value) = split(&line);
        self.check_size(field, size(field, value))?;
        match field {
            Field::Data if !self.data.is_set() => {
                // Large data is processed here, so its buffer is handed over instead of copied.
                let start = line.len() - value.len();
                line.drain(..start);
                return Ok(self.data.hand_over(line));
            }
            Field::Data => self.data.append_owned(&self.chunk, value),
            Field::Event => self.event.set_owned(value),
            Field::Id => self.id.set(value),
            Field::Retry => set_retry(&mut self.retry, value),
            Field::Ignored => {}
        }
        empty(&mut line);
        Ok(line)
    }

    /// Returns the event that [`advance`](Self::advance) has completed.
    fn dispatch(&self) -> RawEvent<'_> {
        let (event, data) = self.checked_at_once().unwrap_or_else(|| {
            (text(self.event.bytes(&self.chunk)), text(self.data.bytes(&self.chunk)))
        });
        meter::count(event.len() + data.len());
        let lossy = matches!(data, Cow::Owned(_));
        RawEvent { event, data, id: self.id.last(), retry: self.retry, lossy }
    }

    /// Returns the name and the data if they are one after the other in the chunk, as they nearly always are, and
    /// everything in between is UTF-8: one check is cheaper than two.
    fn checked_at_once(&self) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
        let (Place::Chunk(event), Place::Chunk(data)) = (&self.event.place, &self.data.place)
        else {
            return None;
        };
        let text = std::str::from_utf8(self.chunk.get(event.start..data.end)?).ok()?;
        let data = text.get(data.start.checked_sub(event.start)?..)?;
        Some((Cow::Borrowed(text.get(..event.len())?), Cow::Borrowed(data)))
    }

    /// Clears the event that was returned last.
    fn release(&mut self) {
        if self.progress == Progress::Dispatched {
            self.progress = Progress::Gathering;
            self.event.clear();
            self.data.clear();
        }
    }

    /// Copies what the end of the chunk cuts, the fields so far and part of a line, and releases the chunk.
    fn keep(&mut self) -> Result<(), EventTooLarge> {
        self.event.gather(&self.chunk);
        self.data.gather(&self.chunk);
        if self.line == Line::Read {
            copy(&mut self.held, self.chunk.get(self.position..).unwrap_or_default());
            if !may_be_field(&self.held) {
                empty(&mut self.held);
                self.line = Line::Skip;
            }
        }
        // A stream may be silent for a long time, and the chunk is part of a larger buffer that others can use.
        self.push(Bytes::new());
        if !self.held.contains(&b':') {
            // The name of the field may go on.
            return Ok(());
        }
        let (field, value) = split(&self.held);
        self.check_size(field, value.len())
    }

    /// Refuses a line whose value of this size makes the event too large, even if only a part of the line is here.
    fn check_size(&self, field: Field, size: usize) -> Result<(), EventTooLarge> {
        let before = match field {
            Field::Event => self.data.len(),
            Field::Data if self.data.is_set() => self.event.len() + self.data.len() + 1,
            Field::Data => self.event.len(),
            Field::Id | Field::Retry | Field::Ignored => 0,
        };
        match before + size > self.limit {
            true => Err(EventTooLarge { limit: self.limit }),
            false => Ok(()),
        }
    }

    /// Skips the line feed that belongs to a carriage return at the end of the previous chunk.
    fn skip_feed(&mut self) {
        let Some(first) = self.chunk.get(self.position) else { return };
        if self.line == Line::AfterReturn {
            self.line = Line::Read;
            self.position += usize::from(*first == b'\n');
        }
    }

    /// Skips a byte order mark at the very start of the stream, even if it is cut.
    fn skip_mark(&mut self) {
        while let Start::Mark(seen) = self.start {
            let Some(&byte) = self.chunk.get(self.position) else { return };
            self.start = match MARK.get(seen) {
                Some(&expected) if byte == expected => {
                    self.position += 1;
                    Start::Mark(seen + 1)
                }
                None => Start::Past,
                Some(_) => {
                    self.held.extend_from_slice(MARK.get(..seen).unwrap_or_default());
                    Start::Past
                }
            };
        }
    }
}

/// Returns where the first line ends.
fn line_end(bytes: &[u8]) -> Option<usize> {
    let end = match bytes.first() {
        Some(b'\n' | b'\r') => Some(0),
        _ => memchr2(b'\n', b'\r', bytes),
    };
    meter::count(end.map_or(bytes.len(), |end| end + 1));
    end
}

/// Sets `retry`, unless it contains anything but ASCII digits.
fn set_retry(retry: &mut Option<Duration>, value: &[u8]) {
    if value.iter().all(u8::is_ascii_digit) {
        let text = std::str::from_utf8(value).unwrap_or_default();
        *retry = text.parse().ok().map(Duration::from_millis).or(*retry);
    }
}
