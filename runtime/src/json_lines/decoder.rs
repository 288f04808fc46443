//! The decoder of lines. Every byte is searched once for the end of a line. A line within one chunk is borrowed from that
//! chunk; a line across chunks is gathered in a buffer, which the lines after it reuse.

use std::ops::Range;

use bytes::Bytes;
use memchr::memchr;

/// The error for a line that is longer than the limit of the decoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineTooLarge {
    /// The limit, in bytes.
    pub limit: usize,
}

/// One line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawLine<'a> {
    /// The line without its end.
    pub content: &'a [u8],
    /// The number of the line in the stream. The first line is 1, and blank lines count.
    pub number: u64,
}

/// A decoder of one stream of lines.
///
/// [`push`](Self::push) a chunk, then call [`next`](Self::next) until it returns `None`. At the end of the stream, call
/// [`finish`](Self::finish).
///
/// # Examples
///
/// ```
/// use schematic_api::json_lines::Decoder;
///
/// let mut lines = Decoder::new(1024);
/// let mut decoded = Vec::new();
/// for chunk in ["{\"a\":1}\r\n\n{\"a\"", ":2}\n[3]"] {
///     lines.push(chunk.into());
///     while let Some(line) = lines.next().unwrap() {
///         decoded.push((line.number, String::from_utf8(line.content.to_vec()).unwrap()));
///     }
/// }
/// assert_eq!(decoded, [(1, "{\"a\":1}".to_owned()), (3, "{\"a\":2}".to_owned())]);
/// assert_eq!(lines.finish().unwrap().map(|line| line.content), Some(&b"[3]"[..]));
/// ```
#[derive(Debug)]
pub struct Decoder {
    limit: usize,
    chunk: Bytes,
    /// How much of `chunk` has been consumed.
    position: usize,
    /// The first part of a line that the end of a chunk has cut.
    held: Vec<u8>,
    /// Where the line is that is returned, or was returned last.
    line: Place,
    /// How many lines have been completed.
    number: u64,
}

#[derive(Debug)]
enum Place {
    /// None yet, or its bytes have been released.
    None,
    Chunk(Range<usize>),
    Held(Range<usize>),
}

const MARK: &[u8] = "\u{feff}".as_bytes();

/// The largest buffer, in bytes, that is kept for the next line, so that one large line does not occupy memory for the rest
/// of a long stream.
const KEPT: usize = 64 * 1024;

impl Decoder {
    /// Creates a decoder of lines of up to `limit` bytes, without their ends.
    ///
    /// The decoder holds one line and one chunk.
    pub fn new(limit: usize) -> Self {
        let (chunk, held) = (Bytes::new(), Vec::new());
        Self { limit, chunk, position: 0, held, line: Place::None, number: 0 }
    }

    /// Passes the next bytes of the stream to the decoder.
    ///
    /// The rest of the previous chunk is lost, so call [`next`](Self::next) until it returns `None` first.
    pub fn push(&mut self, chunk: Bytes) {
        self.release();
        self.chunk = chunk;
        self.position = 0;
    }

    /// Returns the next line that is not blank, without its end, or `None` if more bytes are needed to complete it.
    ///
    /// A line ends with a line feed; a carriage return before it belongs to the end. A byte order mark at the start of the
    /// stream is left out.
    ///
    /// # Errors
    ///
    /// Returns an error if the current line exceeds the limit. The stream cannot be read any further.
    #[expect(
        clippy::should_implement_trait,
        reason = "the line borrows from the decoder, which no iterator allows"
    )]
    pub fn next(&mut self) -> Result<Option<RawLine<'_>>, LineTooLarge> {
        match self.advance()? {
            true => Ok(Some(self.raw())),
            false => Ok(None),
        }
    }

    /// Returns the last line, if it has no end and is not blank.
    ///
    /// # Errors
    ///
    /// Returns an error if the line exceeds the limit.
    pub fn finish(&mut self) -> Result<Option<RawLine<'_>>, LineTooLarge> {
        self.release();
        self.keep()?;
        let is_line = !self.held.is_empty() && self.end_line(0..0)?;
        Ok(is_line.then(|| self.raw()))
    }

    /// Reads lines up to one that is not blank, or to the end of the chunk.
    fn advance(&mut self) -> Result<bool, LineTooLarge> {
        self.release();
        while let Some(length) =
            self.chunk.get(self.position..).and_then(|rest| memchr(b'\n', rest))
        {
            let line = self.position..self.position + length;
            self.position = line.end + 1;
            if self.end_line(line)? {
                return Ok(true);
            }
        }
        self.keep()?;
        Ok(false)
    }

    /// Completes the line at `line` of the chunk, after what was held of it. Returns whether it is not blank.
    fn end_line(&mut self, line: Range<usize>) -> Result<bool, LineTooLarge> {
        self.number = self.number.saturating_add(1);
        let bytes = self.chunk.get(line.clone()).unwrap_or_default();
        self.line = match self.held.is_empty() {
            true => Place::Chunk(content(bytes, line.start, self.number)),
            false => {
                self.held.extend_from_slice(bytes);
                Place::Held(content(&self.held, 0, self.number))
            }
        };
        self.check_size(self.line().len())?;
        let is_line = !self.line().trim_ascii().is_empty();
        if !is_line {
            self.release();
        }
        Ok(is_line)
    }

    /// Copies the part of a line that the end of the chunk cuts, and releases the chunk.
    fn keep(&mut self) -> Result<(), LineTooLarge> {
        let chunk = std::mem::take(&mut self.chunk);
        let rest = chunk.get(self.position..).unwrap_or_default();
        self.position = 0;
        self.held.extend_from_slice(rest);
        if self.number == 0 && MARK.starts_with(&self.held) {
            // It may be a part of the mark, which does not count.
            return Ok(());
        }
        self.check_size(content(&self.held, 0, self.number.saturating_add(1)).len())
    }

    fn check_size(&self, size: usize) -> Result<(), LineTooLarge> {
        match size > self.limit {
            true => Err(LineTooLarge { limit: self.limit }),
            false => Ok(()),
        }
    }

    fn raw(&self) -> RawLine<'_> {
        RawLine { content: self.line(), number: self.number }
    }

    fn line(&self) -> &[u8] {
        match &self.line {
            Place::None => &[],
            Place::Chunk(range) => self.chunk.get(range.clone()).unwrap_or_default(),
            Place::Held(range) => self.held.get(range.clone()).unwrap_or_default(),
        }
    }

    /// Forgets the line that was returned last.
    fn release(&mut self) {
        if let Place::Held(_) = std::mem::replace(&mut self.line, Place::None) {
            self.held.clear();
            if self.held.capacity() > KEPT {
                self.held = Vec::new();
            }
        }
    }
}

/// Returns where the content of a line is, which has this number and begins at `start`: without the carriage return of its
/// end, and without the mark at the start of the stream.
fn content(line: &[u8], start: usize, number: u64) -> Range<usize> {
    let end = line.len() - usize::from(line.ends_with(b"\r"));
    let mark = if number == 1 && line.starts_with(MARK) { MARK.len() } else { 0 };
    start + mark..start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes a stream in these chunks, with the number of each line.
    fn decoded<'a>(
        limit: usize,
        chunks: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Vec<(u64, String)>, LineTooLarge> {
        let mut decoder = Decoder::new(limit);
        let mut lines = Vec::new();
        let text =
            |line: RawLine<'_>| (line.number, String::from_utf8_lossy(line.content).into_owned());
        for chunk in chunks {
            decoder.push(Bytes::copy_from_slice(chunk));
            while let Some(line) = decoder.next()?.map(text) {
                lines.push(line);
            }
        }
        if let Some(line) = decoder.finish()?.map(text) {
            lines.push(line);
        }
        assert_eq!(decoder.finish()?, None);
        Ok(lines)
    }

    const STREAM: &str =
        "\u{feff}{\"a\":1}\n{\"ü\":\"\u{1F600}\"}\r\n\n \t \r\n\r\n[ 1,\r2 ]\r\n\"\u{feff}\"\n3\r";

    fn expected() -> Vec<(u64, String)> {
        let lines = [
            (1, "{\"a\":1}"),
            (2, "{\"ü\":\"\u{1F600}\"}"),
            (6, "[ 1,\r2 ]"),
            (7, "\"\u{feff}\""),
            (8, "3"),
        ];
        lines.map(|(number, line)| (number, line.to_owned())).to_vec()
    }

    #[test]
    fn a_stream_may_be_cut_at_any_byte() {
        let stream = STREAM.as_bytes();
        assert_eq!(decoded(100, [stream]), Ok(expected()));
        for size in 1..stream.len() {
            assert_eq!(decoded(100, stream.chunks(size)), Ok(expected()), "{size}");
            let (one, two) = stream.split_at(size);
            assert_eq!(decoded(100, [one, &[], two]), Ok(expected()), "{size}");
        }
    }

    #[test]
    fn the_last_line_needs_no_end_and_blank_lines_are_no_lines() {
        for (stream, lines) in [
            ("", vec![]),
            ("\n\r\n \n", vec![]),
            ("  ", vec![]),
            ("\r", vec![]),
            ("\u{feff}", vec![]),
            ("1", vec![(1, "1")]),
            ("1\n", vec![(1, "1")]),
            ("\n1\n\n2", vec![(2, "1"), (4, "2")]),
        ] {
            let lines: Vec<_> = lines.iter().map(|(at, line)| (*at, (*line).to_owned())).collect();
            assert_eq!(decoded(10, [stream.as_bytes()]), Ok(lines.clone()), "{stream:?}");
            assert_eq!(decoded(10, stream.as_bytes().chunks(1)), Ok(lines), "{stream:?}");
        }
    }

    #[test]
    fn the_limit_counts_a_line_without_its_end() {
        for end in ["\n", "\r\n", "\r", ""] {
            for (length, fits) in [(7, true), (8, true), (9, false)] {
                let stream = format!("1\n{}{end}", "x".repeat(length));
                for size in [1, 3, 100] {
                    let result = decoded(8, stream.as_bytes().chunks(size));
                    let expected = fits.then_some(2).ok_or(LineTooLarge { limit: 8 });
                    assert_eq!(result.map(|lines| lines.len()), expected, "{stream:?} by {size}");
                }
            }
        }
    }

    #[test]
    fn a_mark_that_is_cut_does_not_count() {
        for size in [1, 2, 3] {
            let stream = "\u{feff}1\n".as_bytes();
            assert_eq!(decoded(1, stream.chunks(size)), Ok(vec![(1, "1".to_owned())]));
            assert_eq!(decoded(0, "\u{feff}".as_bytes().chunks(size)), Ok(vec![]));
            assert_eq!(decoded(1, stream[..2].chunks(size)), Err(LineTooLarge { limit: 1 }));
        }
    }

    #[test]
    fn a_line_that_is_too_large_is_refused_before_it_ends() {
        let mut decoder = Decoder::new(8);
        decoder.push(Bytes::from_static(b"123456789"));
        assert_eq!(decoder.next(), Err(LineTooLarge { limit: 8 }));
    }

    #[test]
    fn a_large_line_leaves_no_large_buffer() {
        let mut decoder = Decoder::new(usize::MAX);
        decoder.push(vec![b'x'; 1_000_000].into());
        assert_eq!(decoder.next(), Ok(None));
        decoder.push(Bytes::from_static(b"\n"));
        assert_eq!(
            decoder.next().map(|line| line.map(|line| line.content.len())),
            Ok(Some(1_000_000))
        );
        assert_eq!(decoder.next(), Ok(None));
        assert!(decoder.held.capacity() <= KEPT);
    }
}
