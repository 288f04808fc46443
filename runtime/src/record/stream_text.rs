//! Rewrites the lines of a text that arrived in chunks, and keeps the limits of the chunks.

use std::time::Duration;

use bytes::Bytes;

/// Rewrites lines, of which `rewrite` gets what comes before the line break. A line that changes is in the chunk in which it
/// ended. A text that is not UTF-8 is returned as it is.
pub(super) fn rewritten(
    chunks: Vec<(Duration, Bytes)>,
    text: &Bytes,
    rewrite: impl Fn(&str) -> Option<String>,
) -> Vec<(Duration, Bytes)> {
    let Ok(text) = std::str::from_utf8(text) else { return chunks };
    let mut cut = Cut::of(chunks);
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        match rewrite(content) {
            None => cut.keep(line.len()),
            Some(other) => {
                let line_break = line.get(content.len()..).unwrap_or_default();
                cut.replace(line.len(), &other, line_break);
            }
        }
    }
    cut.finish()
}

/// The chunks before and after: each old one is taken from as the text is read.
struct Cut {
    old: std::vec::IntoIter<(Duration, Bytes)>,
    /// What is left of the old chunk that is being read, and what has become of it.
    rest: Bytes,
    current: (Duration, Vec<u8>),
    new: Vec<(Duration, Bytes)>,
}

impl Cut {
    fn of(chunks: Vec<(Duration, Bytes)>) -> Self {
        let mut old = chunks.into_iter();
        let (after, rest) = old.next().unwrap_or_default();
        Self { old, rest, current: (after, Vec::new()), new: Vec::new() }
    }

    /// Copies so many bytes.
    fn keep(&mut self, mut length: usize) {
        while length > 0 {
            let piece = self.take(&mut length);
            self.current.1.extend_from_slice(&piece);
        }
    }

    /// Leaves out so many bytes, and writes others in the chunk that has the last of them.
    fn replace(&mut self, mut length: usize, other: &str, line_break: &str) {
        while length > 0 {
            self.take(&mut length);
        }
        self.current.1.extend_from_slice(other.as_bytes());
        self.current.1.extend_from_slice(line_break.as_bytes());
    }

    /// Takes up to so many bytes from one chunk, and from the next one if it is used up.
    fn take(&mut self, length: &mut usize) -> Bytes {
        while self.rest.is_empty() {
            let Some((after, rest)) = self.old.next() else {
                *length = 0;
                return Bytes::new();
            };
            self.next(after, rest);
        }
        let piece = self.rest.split_to(self.rest.len().min(*length));
        *length -= piece.len();
        piece
    }

    /// Begins a chunk. If nothing is left of the one before, the times of both come before this one.
    fn next(&mut self, after: Duration, rest: Bytes) {
        let (before, written) = std::mem::replace(&mut self.current, (after, Vec::new()));
        if written.is_empty() {
            self.current.0 += before;
        } else {
            self.new.push((before, written.into()));
        }
        self.rest = rest;
    }

    fn finish(mut self) -> Vec<(Duration, Bytes)> {
        for (after, rest) in std::mem::take(&mut self.old) {
            self.next(after, rest);
        }
        let (after, written) = self.current;
        if !written.is_empty() {
            self.new.push((after, written.into()));
        }
        self.new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::capture::Captured;

    fn chunks(chunks: &[(u64, &'static str)]) -> Vec<(Duration, Bytes)> {
        let chunks = chunks.iter();
        chunks.map(|(after, chunk)| (Duration::from_millis(*after), Bytes::from(*chunk))).collect()
    }

    fn shouted(given: &[(u64, &'static str)]) -> Vec<(Duration, Bytes)> {
        let given = chunks(given);
        let text = Captured::joined(&given);
        rewritten(given, &text, |line| line.contains("loud").then(|| line.to_uppercase() + "!"))
    }

    #[test]
    fn lines_that_stay_keep_the_limits_of_their_chunks() {
        let given = [(1, "a\nb"), (2, "c"), (3, "\n\nd")];
        assert_eq!(shouted(&given), chunks(&given));
        assert_eq!(shouted(&[]), []);
    }

    #[test]
    fn a_line_that_changes_comes_with_its_end() {
        assert_eq!(
            shouted(&[(1, "a\nlo"), (2, "u"), (3, "d\r\nb"), (4, "c"), (5, "loud")]),
            chunks(&[(1, "a\n"), (5, "LOUD!\r\n"), (9, "BCLOUD!")])
        );
    }

    #[test]
    fn what_is_no_text_stays() {
        let given = vec![(Duration::ZERO, Bytes::from_static(b"loud\xff"))];
        assert_eq!(rewritten(given.clone(), &given[0].1, |_| Some(String::new())), given);
    }
}
